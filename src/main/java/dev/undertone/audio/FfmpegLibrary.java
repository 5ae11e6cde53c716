package dev.undertone.audio;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * FFmpeg's libraries, loaded once per process: avutil, swresample (avcodec links to it), avcodec, avformat. Its log is
 * off.
 *
 * <p>FFmpeg pulls the bytes through one native callback for the whole process, because the binding has a fixed number of
 * them; each open recording is known to it by a number.
 */
final class FfmpegLibrary {

    private static final Map<Long, PulledBytes> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong LAST_KEY = new AtomicLong();
    private static final Read_packet_Pointer_BytePointer_int CALLBACK;

    static {
        // By default the binding refuses to allocate once the process has twice the heap's size in
        // memory, which a
        // small heap beside native models has at once. What is allocated here is freed by its
        // owner.
        if (System.getProperty("org.bytedeco.javacpp.maxphysicalbytes") == null) {
            System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
        }
        Loader.load(avformat.class);
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        CALLBACK = new PullCallback();
    }

    private FfmpegLibrary() {}

    /** The callback to hand to FFmpeg together with a {@link PulledBytes#key}. */
    static Read_packet_Pointer_BytePointer_int callback() {
        return CALLBACK;
    }

    /** The bytes of one recording on their way to FFmpeg, and the failure that stopped them if there was one. */
    static final class PulledBytes implements AutoCloseable {

        private final EncodedAudio audio;
        private final byte[] buffer;
        private final Key key = new Key(LAST_KEY.incrementAndGet());
        private @Nullable Throwable failure;

        PulledBytes(EncodedAudio audio, int bufferBytes) {
            this.audio = audio;
            this.buffer = new byte[bufferBytes];
            OPEN.put(key.address(), this);
        }

        Pointer key() {
            return key;
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

        private int pull(BytePointer target, int size) {
            try {
                int count = audio.read(buffer, 0, Math.min(size, buffer.length));
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

        @Override
        public void close() {
            OPEN.remove(key.address());
        }
    }

    /** A number in the place of an address; it points nowhere. */
    private static final class Key extends Pointer {
        Key(long number) {
            address = number;
        }
    }

    private static final class PullCallback extends Read_packet_Pointer_BytePointer_int {
        @Override
        public int call(Pointer key, BytePointer target, int size) {
            PulledBytes bytes = OPEN.get(key.address());
            return bytes == null ? avutil.AVERROR_EXTERNAL : bytes.pull(target, size);
        }
    }
}
