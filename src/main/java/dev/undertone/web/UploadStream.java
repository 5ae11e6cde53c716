package dev.undertone.web;

import dev.undertone.recognition.Deadline;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A body on its way in: counted against its limit and cut at its timeout or the request's deadline, however slowly it
 * trickles. A caller who goes
 * away is told apart from one who sends nonsense.
 */
final class UploadStream extends FilterInputStream {

    private final long maxBytes;
    private final Duration timeout;
    private final Deadline deadline;
    private final long startNanos = System.nanoTime();
    private long count;

    UploadStream(InputStream body, long maxBytes, Duration timeout, Deadline deadline) {
        super(body);
        this.maxBytes = maxBytes;
        this.timeout = timeout;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(buffer, offset, length);
        } catch (IOException e) {
            throw failure(e);
        }
        if (read > 0) {
            count += read;
        }
        if (count > maxBytes) {
            throw tooLarge(maxBytes);
        }
        if (System.nanoTime() - startNanos > timeout.toNanos()) {
            throw late();
        }
        deadline.require();
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        return super.skip(0);
    }

    static RecognitionException tooLarge(long maxBytes) {
        return new RecognitionException(
                Reason.AUDIO_TOO_LARGE, "expected at most %d bytes".formatted(maxBytes));
    }

    private IOException failure(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                throw late();
            }
        }
        return e;
    }

    private RecognitionException late() {
        return new RecognitionException(
                Reason.REQUEST_TIMEOUT,
                "expected the whole body within %d seconds".formatted(timeout.toSeconds()));
    }
}
