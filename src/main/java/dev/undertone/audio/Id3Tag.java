package dev.undertone.audio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;
import java.util.Arrays;

/**
 * ID3v2 tags (id3.org, ID3 tag version 2.4.0, sections 3.1 and 3.4) before a recording. Their text and pictures are
 * skipped here and never reach native code.
 */
final class Id3Tag {

    private static final int HEADER_BYTES = 10;
    private static final int FOOTER_FLAG = 0x10;
    private static final int MAX_TAGS = 16;
    private static final int MAX_ZEROS = 4096;
    private static final byte[] MARK = "ID3".getBytes(ISO_8859_1);

    private Id3Tag() {}

    /**
     * Skips tags, and zeros behind them.
     *
     * @throws AudioException {@code MALFORMED} if the bytes end within a tag or right behind it, or there are more than
     *     16 tags
     */
    static void skipAll(EncodedInput input) throws IOException {
        for (int tag = 0; isAt(input); tag++) {
            byte[] header = input.readUpTo(HEADER_BYTES);
            if (tag == MAX_TAGS || header.length < HEADER_BYTES || !skipBody(input, header)) {
                throw new AudioException(Fault.MALFORMED, "an ID3 tag and no audio behind it");
            }
        }
    }

    private static boolean isAt(EncodedInput input) throws IOException {
        return Arrays.equals(input.peek(MARK.length), MARK);
    }

    /** Whether anything is behind it. */
    private static boolean skipBody(EncodedInput input, byte[] header) throws IOException {
        long size = (header[5] & FOOTER_FLAG) == 0 ? 0 : HEADER_BYTES;
        for (int i = 6; i < HEADER_BYTES; i++) {
            size += (header[i] & 0x7FL) << (7 * (HEADER_BYTES - 1 - i));
        }
        input.skip(size);
        byte[] next = input.peek(1);
        for (int zeros = 0; next.length == 1 && next[0] == 0 && zeros < MAX_ZEROS; zeros++) {
            input.skip(1);
            next = input.peek(1);
        }
        return next.length == 1;
    }
}
