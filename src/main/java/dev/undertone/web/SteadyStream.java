package dev.undertone.web;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/**
 * The body of a long recording on its way in: it may take as long as it likes, but is counted against its limit, and cut
 * once its sender stands still or trickles. Only the time spent waiting for bytes counts, not that of judging them.
 */
final class SteadyStream extends FilterInputStream {

    /** In each timeout this much has to come: the slowest speech codec sends 18 KB in 30 s. */
    private static final int STEP_BYTES = 1024;

    private final TimelineUploadLimits limits;
    private final long maxBytes;
    private long count;
    private long stepCount;
    private long waitedNanos;

    /**
     * Starts at the body's first byte.
     *
     * @param maxBytes most bytes, those around the audio included
     */
    SteadyStream(InputStream body, TimelineUploadLimits limits, long maxBytes) {
        super(body);
        this.limits = limits;
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long start = System.nanoTime();
        int read;
        try {
            read = super.read(buffer, offset, length);
        } catch (IOException e) {
            throw failure(e);
        }
        account(Math.max(0, read), System.nanoTime() - start);
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        return super.skip(0);
    }

    private void account(int read, long nanos) {
        count += read;
        stepCount += read;
        waitedNanos += nanos;
        if (count > maxBytes) {
            throw UploadStream.tooLarge(limits.maxAudioBytes());
        }
        if (stepCount >= STEP_BYTES) {
            stepCount = 0;
            waitedNanos = 0;
        } else if (waitedNanos > limits.idleTimeout().toNanos()) {
            throw idle();
        }
    }

    private IOException failure(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                throw idle();
            }
        }
        return e;
    }

    private RecognitionException idle() {
        return new RecognitionException(
                Reason.IDLE_TIMEOUT,
                "expected %d bytes within %d seconds"
                        .formatted(STEP_BYTES, limits.idleTimeout().toSeconds()));
    }
}
