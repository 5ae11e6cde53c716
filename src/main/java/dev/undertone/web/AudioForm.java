package dev.undertone.web;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;

/**
 * The form of one recording: exactly one part, named {@code file}. Its parts are read as they come, so nothing is ever
 * written to disk; names of files are not read at all.
 */
final class AudioForm {

    private static final String PART = "file";

    /** More than the one that is taken, so that a second can be answered by its own problem. */
    private static final int MAX_PARTS = 8;

    private static final int MAX_PART_HEADER_BYTES = 8 * 1024;

    /** Takes the bytes of the part. */
    @FunctionalInterface
    interface Consumer {
        void accept(InputStream part) throws IOException;
    }

    private final HttpServletRequest request;
    private final InputStream body;

    AudioForm(HttpServletRequest request, InputStream body) {
        this.request = request;
        this.body = body;
    }

    /**
     * Copies the bytes of the one part.
     *
     * @throws RecognitionException of missing-audio without the part, invalid-parameter with a second or another part,
     *     invalid-message if this is no well-formed form
     * @throws IOException if the caller went away
     */
    void copyFile(Consumer consumer) throws IOException {
        try {
            FileItemIterator parts = parts();
            int files = 0;
            int others = 0;
            while (parts.hasNext()) {
                FileItemStream part = parts.next();
                if (!PART.equals(part.getFieldName())) {
                    others++;
                } else if (++files == 1) {
                    copy(part, consumer);
                }
                requireFew(files + others);
            }
            requireOne(files, others);
        } catch (IOException e) {
            throw translated(e);
        }
    }

    /**
     * The parts one by one; each has to be read before the next.
     *
     * @throws IOException if the caller went away, or this is no well-formed form, see {@link #translated}
     */
    FileItemIterator parts() throws IOException {
        return upload().getItemIterator(context());
    }

    /**
     * The parser's own failure as a problem.
     *
     * @return the same failure where the caller went away
     * @throws RecognitionException of invalid-message if this is no well-formed form
     */
    static IOException translated(IOException e) {
        if (isMalformed(e)) {
            throw malformed(e);
        }
        return e;
    }

    private static void copy(FileItemStream part, Consumer consumer) throws IOException {
        try (InputStream stream = part.openStream()) {
            consumer.accept(stream);
        }
    }

    private static void requireFew(int parts) {
        if (parts > MAX_PARTS) {
            throw new RecognitionException(
                    Reason.INVALID_MESSAGE, "expected one part but got more than " + MAX_PARTS);
        }
    }

    private static void requireOne(int files, int others) {
        if (files == 0) {
            throw new RecognitionException(Reason.MISSING_AUDIO, "expected a part named file");
        }
        if (files + others > 1) {
            throw RecognitionException.invalidParameter(
                    PART, "expected one part, named file, but got %d".formatted(files + others));
        }
    }

    private static FileUpload upload() {
        FileUpload upload = new FileUpload();
        upload.setPartHeaderSizeMax(MAX_PART_HEADER_BYTES);
        return upload;
    }

    private UploadContext context() {
        return new UploadContext() {

            @Override
            public String getCharacterEncoding() {
                return "UTF-8";
            }

            @Override
            public @Nullable String getContentType() {
                return request.getContentType();
            }

            @Override
            public long contentLength() {
                return request.getContentLengthLong();
            }

            @Override
            public InputStream getInputStream() {
                return body;
            }
        };
    }

    /** The parser says in an IOException of its own that the form ends too early. */
    private static boolean isMalformed(IOException e) {
        return e.getClass().getName().startsWith("org.apache.tomcat.util.http.fileupload");
    }

    private static RecognitionException malformed(Exception e) {
        return new RecognitionException(
                Reason.INVALID_MESSAGE, "expected a well-formed multipart form", e);
    }
}
