package dev.undertone.audio;

import java.io.IOException;
import java.util.OptionalLong;

/** Bytes for FFmpeg's demuxer. */
interface ByteSource {

    /**
     * Reads as {@link java.io.InputStream#read(byte[], int, int)}.
     *
     * @return the number of bytes read, or -1 at the end
     */
    int read(byte[] target, int offset, int length) throws IOException;

    /** How many bytes there are, or empty where nobody knows. */
    default OptionalLong length() {
        return OptionalLong.empty();
    }

    /** Whether a demuxer may go back and forth. */
    default boolean isSeekable() {
        return false;
    }

    /**
     * Goes to a place.
     *
     * @return false if one cannot go there
     */
    default boolean seek(long position) {
        return false;
    }
}
