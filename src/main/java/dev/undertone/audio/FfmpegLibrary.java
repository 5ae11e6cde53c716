package dev.undertone.audio;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

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

    /** Loads the libraries if they are not loaded yet. */
    static void load() {
        // The static initialiser has done it.
    }

    /** The callback to hand to FFmpeg together with a key from {@link #open}. */
    static Read_packet_Pointer_BytePointer_int callback() {
        return CALLBACK;
    }

    /** Makes bytes known to the callback; the key stands for them. */
    static Pointer open(PulledBytes bytes) {
        Key key = new Key(LAST_KEY.incrementAndGet());
        OPEN.put(key.address(), bytes);
        return key;
    }

    static void close(Pointer key) {
        OPEN.remove(key.address());
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
