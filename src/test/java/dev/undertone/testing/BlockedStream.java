package dev.undertone.testing;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** A stream whose reader may stop reading: whoever writes then waits, and no interrupt helps, as at a full pipe. */
public final class BlockedStream extends OutputStream {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private volatile CountDownLatch open = new CountDownLatch(0);

    /** Nobody reads from now on. */
    public void shut() {
        open = new CountDownLatch(1);
    }

    /** Somebody reads again. */
    public void open() {
        open.countDown();
    }

    /** What has come through. */
    public byte[] written() {
        return written.toByteArray();
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        awaitReader();
        written.write(bytes, offset, length);
    }

    private void awaitReader() {
        boolean interrupted = false;
        while (true) {
            try {
                open.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
