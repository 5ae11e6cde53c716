package dev.undertone.audio;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A whole encoded file in memory, for a demuxer that has to go back and forth. Not thread-safe. */
final class StoredBytes implements ByteSource {

    private static final int CHUNK_BYTES = 1 << 16;

    private final List<byte[]> chunks = new ArrayList<>();
    private long length;
    private long position;

    private StoredBytes() {}

    /**
     * Reads to the end.
     *
     * @throws AudioException {@code TOO_LARGE} if there is more than {@code maxBytes}
     */
    static StoredBytes read(ByteSource source, long maxBytes) throws IOException {
        StoredBytes stored = new StoredBytes();
        byte[] chunk = new byte[CHUNK_BYTES];
        int filled = 0;
        for (int count = source.read(chunk, 0, CHUNK_BYTES);
                count >= 0;
                count = source.read(chunk, filled, CHUNK_BYTES - filled)) {
            filled += count;
            stored.length += count;
            if (stored.length > maxBytes) {
                throw new AudioException(
                        Fault.TOO_LARGE,
                        "an MP4 file whose index is behind its samples, of more than %d bytes; move the index to the front"
                                .formatted(maxBytes));
            }
            if (filled == CHUNK_BYTES) {
                stored.chunks.add(chunk);
                chunk = new byte[CHUNK_BYTES];
                filled = 0;
            }
        }
        stored.chunks.add(chunk);
        return stored;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        if (position >= length) {
            return -1;
        }
        int from = (int) (position % CHUNK_BYTES);
        int bytes = (int) Math.min(Math.min(count, CHUNK_BYTES - from), length - position);
        byte[] chunk = chunks.get((int) (position / CHUNK_BYTES));
        System.arraycopy(chunk, from, target, offset, bytes);
        position += bytes;
        return bytes;
    }

    @Override
    public boolean isSeekable() {
        return true;
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.of(length);
    }

    @Override
    public boolean seek(long target) {
        if (target < 0) {
            return false;
        }
        position = target;
        return true;
    }
}
