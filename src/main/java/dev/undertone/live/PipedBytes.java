package dev.undertone.live;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes from one thread that brings them to another one that waits for them. Its writer bounds what it holds. */
final class PipedBytes extends InputStream {

    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private int position;
    private long size;
    private boolean finished;
    private boolean abandoned;

    synchronized void write(byte[] chunk) {
        if (chunk.length > 0 && !abandoned) {
            chunks.add(chunk);
            size += chunk.length;
            notifyAll();
        }
    }

    /** No more bytes come. */
    synchronized void finish() {
        finished = true;
        notifyAll();
    }

    /** Nobody reads any more: what is there is forgotten, and a reader that waits fails. */
    synchronized void abandon() {
        abandoned = true;
        chunks.clear();
        size = 0;
        notifyAll();
    }

    synchronized long size() {
        return size;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        awaitBytes();
        byte[] first = chunks.peek();
        if (first == null) {
            return -1;
        }
        int count = Math.min(length, first.length - position);
        System.arraycopy(first, position, target, offset, count);
        position += count;
        size -= count;
        if (position == first.length) {
            chunks.remove();
            position = 0;
        }
        return count;
    }

    @Override
    public synchronized int available() {
        return (int) Math.min(Integer.MAX_VALUE, size);
    }

    private synchronized void awaitBytes() throws IOException {
        try {
            while (chunks.isEmpty() && !finished && !abandoned) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting", e);
        }
        if (abandoned) {
            throw new IOException("nobody reads any more");
        }
    }
}
