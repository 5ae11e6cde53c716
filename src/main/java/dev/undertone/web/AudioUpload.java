package dev.undertone.web;

import dev.undertone.recognition.Deadline;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Reads the recording of a request, a raw body or the part {@code file} of a form, into memory and nowhere else. What is
 * known before the first byte is checked before it; the rest while bytes come.
 */
@Component
final class AudioUpload {

    /** Room for the boundaries and headers around the one part of a form. */
    private static final long FORM_OVERHEAD_BYTES = 64 * 1024;

    /** Taken from Tomcat at a time; also all that a peer costs here who sends nothing. */
    private static final int CHUNK_BYTES = 8 * 1024;

    /** A recording in memory; closing it gives its share of the budget back. */
    static final class Recording implements AutoCloseable {

        private final Sink bytes;
        private final UploadBudget.Share share;

        private Recording(Sink bytes, UploadBudget.Share share) {
            this.bytes = bytes;
            this.share = share;
        }

        InputStream stream() {
            return bytes.stream();
        }

        @Override
        public void close() {
            share.close();
        }
    }

    private final UploadLimits limits;
    private final UploadBudget budget;

    AudioUpload(UploadLimits limits) {
        this.limits = limits;
        this.budget = new UploadBudget(limits.maxBufferedBytes(), limits.maxAudioBytes());
    }

    /**
     * Reads the recording.
     *
     * @param deadline after which nothing more is read
     * @throws RecognitionException with the reason why there is none
     * @throws IOException if the caller went away
     */
    Recording read(HttpServletRequest request, Deadline deadline) throws IOException {
        requirePlain(request);
        boolean form = isForm(request);
        long maxBytes = limits.maxAudioBytes() + (form ? FORM_OVERHEAD_BYTES : 0);
        if (request.getContentLengthLong() > maxBytes) {
            throw UploadStream.tooLarge(limits.maxAudioBytes());
        }
        UploadStream body =
                new UploadStream(request.getInputStream(), maxBytes, limits.timeout(), deadline);
        UploadBudget.Share share = budget.open();
        try {
            Sink sink = new Sink(share);
            if (form) {
                new AudioForm(request, body).copyFile(sink::copy);
            } else {
                sink.copy(body);
            }
            return new Recording(sink, share);
        } catch (IOException | RuntimeException e) {
            share.close();
            throw e;
        }
    }

    /**
     * Takes a recording into memory that has to wait for what follows it.
     *
     * @throws RecognitionException of audio-too-large or overloaded if it cannot be held
     * @throws IOException if the caller went away
     */
    Recording hold(InputStream stream) throws IOException {
        UploadBudget.Share share = budget.open();
        try {
            Sink sink = new Sink(share);
            sink.copy(stream);
            return new Recording(sink, share);
        } catch (IOException | RuntimeException e) {
            share.close();
            throw e;
        }
    }

    /** Collects bytes, up to the limit of one recording and the budget of all. */
    private final class Sink extends ByteArrayOutputStream {

        private final UploadBudget.Share share;

        private Sink(UploadBudget.Share share) {
            super(CHUNK_BYTES);
            this.share = share;
        }

        void copy(InputStream stream) throws IOException {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
                if (size() + (long) read > limits.maxAudioBytes()) {
                    throw UploadStream.tooLarge(limits.maxAudioBytes());
                }
                share.take(read);
                write(chunk, 0, read);
            }
        }

        /** The collected bytes, not copied: write no more. */
        InputStream stream() {
            return new ByteArrayInputStream(buf, 0, count);
        }
    }

    static void requirePlain(HttpServletRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new RecognitionException(
                    Reason.UNSUPPORTED_AUDIO, "expected a body without Content-Encoding");
        }
    }

    static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }
}
