package dev.undertone.audio;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * FFmpeg's libraries, loaded once per process: avutil, swresample (avcodec links to it), avcodec, avformat. Its log is
 * off.
 *
 * <p>FFmpeg pulls the bytes through two native callbacks for the whole process, because the binding has a fixed number of
 * them; each open recording is known to it by a number.
 */
final class FfmpegLibrary {

    private static final Map<Long, PulledBytes> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong LAST_KEY = new AtomicLong();
    private static final Read_packet_Pointer_BytePointer_int CALLBACK;
    private static final Seek_Pointer_long_int SEEK_CALLBACK;

    /**
     * The largest native object of FFmpeg's. A header of some bytes may claim tables of gigabytes; the largest honest one
     * is the index of an MP4 file, 24 bytes per packet: 64 MB are good for 15 hours of AAC at 48 kHz.
     */
    private static final long MAX_ALLOCATION_BYTES = 64L << 20;

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
        avutil.av_max_alloc(MAX_ALLOCATION_BYTES);
        CALLBACK = new PullCallback();
        SEEK_CALLBACK = new SeekCallback();
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

    /** The callback with which FFmpeg goes to another place, for bytes that can. */
    static Seek_Pointer_long_int seekCallback() {
        return SEEK_CALLBACK;
    }

    /** Makes bytes known to the callbacks; the key stands for them. */
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

    private static final class SeekCallback extends Seek_Pointer_long_int {
        @Override
        public long call(Pointer key, long offset, int whence) {
            PulledBytes bytes = OPEN.get(key.address());
            return bytes == null ? avutil.AVERROR_EXTERNAL : bytes.seek(offset, whence);
        }
    }
}
