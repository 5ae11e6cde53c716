package dev.undertone.web;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Opens the recording of a timeline, a raw body or the part {@code file} of a form, so that it is read straight from the
 * socket. The part {@code segments} should come before it; where it comes behind, the recording has to wait in memory and
 * may be no longer than one of {@code /v1/emotions}.
 */
@Component
final class TimelineUpload {

    private static final String FILE = "file";
    private static final String SEGMENTS = "segments";

    /** 20,000 segments of 200 bytes. */
    private static final int MAX_SEGMENTS_BYTES = 4_000_000;

    /** Room for the boundaries and headers around the two parts of a form. */
    private static final long FORM_OVERHEAD_BYTES = 64 * 1024;

    private final TimelineUploadLimits limits;
    private final AudioUpload held;

    TimelineUpload(TimelineUploadLimits limits, AudioUpload held) {
        this.limits = limits;
        this.held = held;
    }

    /** A recording on its way in, and the segments that came with it. */
    static final class Recording implements AutoCloseable {

        private final InputStream audio;
        private final byte @Nullable [] segments;
        private final AudioUpload.@Nullable Recording waiting;

        private Recording(
                InputStream audio,
                byte @Nullable [] segments,
                AudioUpload.@Nullable Recording waiting) {
            this.audio = audio;
            this.segments = segments;
            this.waiting = waiting;
        }

        InputStream audio() {
            return audio;
        }

        /** JSON; null where none came. */
        byte @Nullable [] segments() {
            return segments;
        }

        @Override
        public void close() {
            if (waiting != null) {
                waiting.close();
            }
        }
    }

    /**
     * Opens the recording.
     *
     * @param withSegments whether segments have to come with it
     * @throws RecognitionException with the reason why there is none
     * @throws IOException if the caller went away
     */
    Recording open(HttpServletRequest request, boolean withSegments) throws IOException {
        AudioUpload.requirePlain(request);
        boolean form = AudioUpload.isForm(request);
        long maxBytes =
                limits.maxAudioBytes() + (form ? FORM_OVERHEAD_BYTES + MAX_SEGMENTS_BYTES : 0);
        if (request.getContentLengthLong() > maxBytes) {
            throw UploadStream.tooLarge(limits.maxAudioBytes());
        }
        InputStream body = new SteadyStream(request.getInputStream(), limits, maxBytes);
        if (!form) {
            if (withSegments) {
                throw noSegments();
            }
            return new Recording(body, null, null);
        }
        try {
            return new Form(new AudioForm(request, body).parts(), withSegments).open();
        } catch (IOException e) {
            throw AudioForm.translated(e);
        }
    }

    private static RecognitionException noSegments() {
        return RecognitionException.invalidParameter(
                SEGMENTS, "expected a form with a part named segments");
    }

    /** Goes through the parts until the audio can be read. */
    private final class Form {

        private final FileItemIterator parts;
        private final boolean withSegments;
        private byte @Nullable [] segments;

        Form(FileItemIterator parts, boolean withSegments) {
            this.parts = parts;
            this.withSegments = withSegments;
        }

        Recording open() throws IOException {
            while (parts.hasNext()) {
                FileItemStream part = parts.next();
                if (SEGMENTS.equals(part.getFieldName())) {
                    segments = segments(part);
                } else if (FILE.equals(part.getFieldName())) {
                    return withSegments && segments == null
                            ? waiting(part)
                            : new Recording(new LastPart(part.openStream(), parts), segments, null);
                } else {
                    throw unknown();
                }
            }
            throw new RecognitionException(Reason.MISSING_AUDIO, "expected a part named file");
        }

        /** The recording came before the segments: it is kept until these have come. */
        private Recording waiting(FileItemStream part) throws IOException {
            AudioUpload.Recording recording = hold(part);
            try {
                while (parts.hasNext()) {
                    FileItemStream next = parts.next();
                    if (!SEGMENTS.equals(next.getFieldName())) {
                        throw unknown();
                    }
                    segments = segments(next);
                }
                if (segments == null) {
                    throw noSegments();
                }
                return new Recording(recording.stream(), segments, recording);
            } catch (IOException | RuntimeException e) {
                recording.close();
                throw e;
            }
        }

        private AudioUpload.Recording hold(FileItemStream part) throws IOException {
            try (InputStream stream = part.openStream()) {
                return held.hold(stream);
            } catch (RecognitionException e) {
                throw e.reason() == Reason.AUDIO_TOO_LARGE
                        ? RecognitionException.invalidParameter(
                                SEGMENTS,
                                "expected the part segments before the part file, which is large")
                        : e;
            }
        }

        private byte[] segments(FileItemStream part) throws IOException {
            if (!withSegments || segments != null) {
                throw RecognitionException.invalidParameter(
                        SEGMENTS, "expected one part of segments, and mode=segments with it");
            }
            try (InputStream stream = part.openStream()) {
                byte[] json = stream.readNBytes(MAX_SEGMENTS_BYTES + 1);
                if (json.length > MAX_SEGMENTS_BYTES) {
                    throw RecognitionException.invalidParameter(
                            SEGMENTS, "expected at most %d bytes".formatted(MAX_SEGMENTS_BYTES));
                }
                return json;
            }
        }
    }

    private static RecognitionException unknown() {
        return RecognitionException.invalidParameter(
                FILE, "expected no parts but one named file, and segments with mode=segments");
    }

    /** The bytes of a form's last part; at their end, nothing else may follow. */
    private static final class LastPart extends FilterInputStream {

        private final FileItemIterator parts;
        private boolean checked;

        LastPart(InputStream part, FileItemIterator parts) {
            super(part);
            this.parts = parts;
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int read = checked ? -1 : super.read(buffer, offset, length);
                if (read < 0 && !checked) {
                    checked = true;
                    requireNothingMore();
                }
                return read;
            } catch (IOException e) {
                throw AudioForm.translated(e);
            }
        }

        private void requireNothingMore() throws IOException {
            if (parts.hasNext()) {
                throw unknown();
            }
        }
    }
}
