package dev.undertone.audio;

import java.io.IOException;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** The bytes of one recording on their way to FFmpeg's demuxer, and the failure that stopped them if there was one. */
final class PulledBytes {

    private final Payload payload;
    private final byte[] buffer;
    private @Nullable Throwable failure;

    PulledBytes(Payload payload, int bufferBytes) {
        this.payload = payload;
        this.buffer = new byte[bufferBytes];
    }

    /** FFmpeg's read callback: fills the target, and returns the number of bytes or FFmpeg's code for end or failure. */
    int pull(BytePointer target, int size) {
        try {
            int count = payload.read(buffer, 0, Math.min(size, buffer.length));
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
