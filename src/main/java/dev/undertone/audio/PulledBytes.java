package dev.undertone.audio;

import java.io.IOException;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** The bytes of one recording on their way to FFmpeg's demuxer, and the failure that stopped them if there was one. */
final class PulledBytes {

    /** C's constant: from the beginning. */
    private static final int SEEK_SET = 0;

    private final ByteSource source;
    private final byte[] buffer;
    private @Nullable Throwable failure;

    PulledBytes(ByteSource source, int bufferBytes) {
        this.source = source;
        this.buffer = new byte[bufferBytes];
    }

    /** FFmpeg's read callback: fills the target, and returns the number of bytes or FFmpeg's code for end or failure. */
    int pull(BytePointer target, int size) {
        try {
            int count = source.read(buffer, 0, Math.min(size, buffer.length));
            if (count < 0) {
                return avutil.AVERROR_EOF;
            }
            target.put(buffer, 0, count);
            return count;
        } catch (Throwable e) { // nothing may be thrown through native frames
            failure = e;
            return avutil.AVERROR_EXTERNAL;
        }
    }

    /** Where they come from. */
    ByteSource source() {
        return source;
    }

    /** FFmpeg's seek callback: moves, or tells the length where {@code whence} is {@code AVSEEK_SIZE}. */
    long seek(long offset, int whence) {
        if (whence == avformat.AVSEEK_SIZE) {
            return source.length().orElse(avutil.AVERROR_EXTERNAL);
        }
        return (whence & ~avformat.AVSEEK_FORCE) == SEEK_SET && source.seek(offset)
                ? offset
                : avutil.AVERROR_EXTERNAL;
    }

    /** Throws what stopped the bytes, if anything did; FFmpeg itself only knows that something did. */
    void rethrowFailure() throws IOException {
        Throwable thrown = failure;
        if (thrown instanceof IOException e) {
            throw e;
        }
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
    }
}
