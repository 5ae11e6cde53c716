package dev.undertone.audio;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds the frames in a native FLAC file (RFC 9639, sections 6 to 8.2).
 *
 * <p>Metadata blocks but STREAMINFO are skipped, at most {@value #MAX_BLOCKS}.
 */
final class FlacReader {

    /** Most metadata blocks. */
    static final int MAX_BLOCKS = 1024;

    private static final int MAGIC_BYTES = 4;
    private static final int BLOCK_HEADER_BYTES = 4;
    private static final int STREAM_INFO_TYPE = 0;
    private static final int STREAM_INFO_BYTES = 34;

    /** Where the 64 bits of rate (20), channels - 1 (3), bits - 1 (5) and samples (36) begin. */
    private static final int PACKED_OFFSET = 10;

    private FlacReader() {}

    /**
     * Reads up to the first frame.
     *
     * @param input at the first byte of a file that begins with fLaC
     * @throws AudioException {@code MALFORMED} if the structure is faulty or the file ends too early
     */
    static EncodedAudio open(EncodedInput input) throws IOException {
        input.skip(MAGIC_BYTES);
        int header = readBlockHeader(input);
        if (type(header) != STREAM_INFO_TYPE || length(header) != STREAM_INFO_BYTES) {
            throw malformed("does not begin with a STREAMINFO block");
        }
        byte[] streamInfo = input.readUpTo(STREAM_INFO_BYTES);
        if (streamInfo.length < STREAM_INFO_BYTES) {
            throw malformed("ends within its STREAMINFO block");
        }
        AudioHeader audio = parse(ByteBuffer.wrap(streamInfo));
        skipMetadata(input, header);
        Payload payload = new Payload(plainHeader(streamInfo), input, Payload.TO_THE_END);
        return new ContainedAudio(Container.FLAC, payload, payload, Optional.of(audio));
    }

    private static AudioHeader parse(ByteBuffer streamInfo) {
        int minBlock = Short.toUnsignedInt(streamInfo.getShort(0));
        int maxBlock = Short.toUnsignedInt(streamInfo.getShort(2));
        if (minBlock < 16 || maxBlock < minBlock) {
            throw malformed("blocks of %d to %d samples".formatted(minBlock, maxBlock));
        }
        long packed = streamInfo.getLong(PACKED_OFFSET);
        long sampleRateHz = packed >>> 44;
        int channels = (int) (packed >>> 41 & 7) + 1;
        int bitsPerSample = (int) (packed >>> 36 & 31) + 1;
        long samples = packed & 0xF_FFFF_FFFFL;
        if (sampleRateHz == 0 || bitsPerSample < 4) {
            throw malformed("%d Hz, %d bits per sample".formatted(sampleRateHz, bitsPerSample));
        }
        return AudioHeader.exact(
                sampleRateHz,
                channels,
                samples == 0 ? OptionalLong.empty() : OptionalLong.of(samples));
    }

    private static void skipMetadata(EncodedInput input, int firstHeader) throws IOException {
        int header = firstHeader;
        for (int block = 1; !isLast(header); block++) {
            if (block == MAX_BLOCKS) {
                throw malformed("more than %d metadata blocks".formatted(MAX_BLOCKS));
            }
            header = readBlockHeader(input);
            if (input.skip(length(header)) < length(header)) {
                throw malformed("ends within a metadata block");
            }
        }
    }

    private static int readBlockHeader(EncodedInput input) throws IOException {
        byte[] header = input.readUpTo(BLOCK_HEADER_BYTES);
        if (header.length < BLOCK_HEADER_BYTES) {
            throw malformed("ends within its metadata");
        }
        return ByteBuffer.wrap(header).getInt();
    }

    private static boolean isLast(int blockHeader) {
        return blockHeader < 0;
    }

    private static int type(int blockHeader) {
        return blockHeader >>> 24 & 0x7F;
    }

    private static int length(int blockHeader) {
        return blockHeader & 0xFFFFFF;
    }

    /** What the demuxer sees before the frames: the magic, and STREAMINFO as the only metadata block. */
    private static byte[] plainHeader(byte[] streamInfo) {
        return ByteBuffer.allocate(MAGIC_BYTES + BLOCK_HEADER_BYTES + STREAM_INFO_BYTES)
                .putInt(0x664C6143)
                .putInt(0x80000000 | STREAM_INFO_BYTES)
                .put(streamInfo)
                .array();
    }

    private static AudioException malformed(String detail) {
        return new AudioException(Fault.MALFORMED, "flac: " + detail);
    }
}
