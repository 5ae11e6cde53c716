package dev.undertone.audio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds the samples in a RIFF WAVE file.
 *
 * <p>Chunks before {@code data} other than {@code fmt} are skipped, at most {@value #MAX_CHUNKS}. A chunk of odd size is
 * followed by a zero byte; where that byte is missing the next chunk is taken to begin at once. The size in the RIFF
 * header is ignored, because many writers get it wrong while the size of {@code data} is right. A data size of 0 or
 * 0xFFFFFFFF was not known when the header was written: the samples then go on to the end. Bytes behind the data are
 * ignored, and so is a last sample that is not complete in all channels.
 *
 * <p>In RF64 and BW64 a chunk {@code ds64} stands first and holds the size of {@code data} where that is beyond 32 bits.
 * In RIFX every number is big-endian.
 */
final class WavReader {

    /** Most chunks before the samples. */
    static final int MAX_CHUNKS = 1024;

    private static final int RIFF_HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final long UNKNOWN_SIZE = 0xFFFFFFFFL;

    /** Of ds64: the sizes of the file and of its data, 8 bytes each. */
    private static final int DS64_BYTES = 16;

    private final EncodedInput input;
    private final ByteOrder order;
    private @Nullable WavFormat format;
    private OptionalLong wideDataSize = OptionalLong.empty();

    private WavReader(EncodedInput input, ByteOrder order) {
        this.input = input;
        this.order = order;
    }

    /**
     * Reads up to the first sample.
     *
     * @param input at the first byte of a file that begins with RIFF, RF64, BW64 or RIFX, and WAVE
     * @throws AudioException {@code MALFORMED} if the structure is faulty or the file ends too early, {@code
     *     UNSUPPORTED} if it is whole but of another encoding
     */
    static EncodedAudio open(EncodedInput input) throws IOException {
        String id = text(input.readUpTo(RIFF_HEADER_BYTES), 0);
        ByteOrder order = id.equals("RIFX") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        WavReader reader = new WavReader(input, order);
        if (id.equals("RF64") || id.equals("BW64")) {
            reader.readWideSizes();
        }
        return reader.readChunks();
    }

    private void readWideSizes() throws IOException {
        byte[] header = input.readUpTo(CHUNK_HEADER_BYTES);
        if (header.length < CHUNK_HEADER_BYTES || !text(header, 0).equals("ds64")) {
            throw malformed("no ds64 chunk at its beginning");
        }
        long size = Integer.toUnsignedLong(ByteBuffer.wrap(header).order(order).getInt(4));
        byte[] body = input.readUpTo(DS64_BYTES);
        if (size < DS64_BYTES || body.length < DS64_BYTES) {
            throw malformed("ds64 chunk of %d bytes".formatted(size));
        }
        wideDataSize = OptionalLong.of(ByteBuffer.wrap(body).order(order).getLong(8));
        skipBody(size - DS64_BYTES, size);
    }

    private EncodedAudio readChunks() throws IOException {
        for (int chunk = 0; chunk < MAX_CHUNKS; chunk++) {
            byte[] header = input.readUpTo(CHUNK_HEADER_BYTES);
            if (header.length < CHUNK_HEADER_BYTES) {
                throw malformed("ends before its data chunk");
            }
            long size = Integer.toUnsignedLong(ByteBuffer.wrap(header).order(order).getInt(4));
            switch (text(header, 0)) {
                case "data" -> {
                    return openSamples(dataSize(size));
                }
                case "fmt " -> readFormat(size);
                default -> skipBody(size, size);
            }
        }
        throw malformed("more than %d chunks before the samples".formatted(MAX_CHUNKS));
    }

    /** Empty where it was not known when the header was written. */
    private OptionalLong dataSize(long size) {
        long wide = size == UNKNOWN_SIZE ? wideDataSize.orElse(0) : size;
        if (wide < -1) {
            throw malformed("a data chunk of more than 2^63 bytes");
        }
        return wide == 0 || wide == -1 ? OptionalLong.empty() : OptionalLong.of(wide);
    }

    private void readFormat(long size) throws IOException {
        if (format != null) {
            throw malformed("two fmt chunks");
        }
        int length = (int) Math.min(size, WavFormat.MAX_BYTES);
        byte[] body = input.readUpTo(length);
        if (body.length < length) {
            throw malformed("ends within its fmt chunk");
        }
        skipBody(size - length, size);
        format = WavFormat.parse(body, order);
    }

    private void skipBody(long rest, long size) throws IOException {
        if (input.skip(rest) < rest) {
            throw malformed("ends within a chunk of %d bytes".formatted(size));
        }
        if (size % 2 == 1) {
            byte[] next = input.peek(1);
            if (next.length == 1 && next[0] == 0) {
                input.skip(1);
            }
        }
    }

    private EncodedAudio openSamples(OptionalLong size) throws IOException {
        WavFormat known = format;
        if (known == null) {
            throw malformed("no fmt chunk before the samples");
        }
        OptionalLong samples =
                size.isPresent() && known.isOfSamples()
                        ? OptionalLong.of(size.getAsLong() / known.blockAlign())
                        : OptionalLong.empty();
        Payload payload = new Payload(new byte[0], input, size.orElse(Payload.TO_THE_END));
        if (!known.isSupported()) {
            payload.finish();
            throw new AudioException(
                    Fault.UNSUPPORTED,
                    "wav of another encoding than PCM, float, A-law, mu-law, ADPCM or GSM");
        }
        AudioHeader header = AudioHeader.exact(known.sampleRateHz(), known.channels(), samples);
        return new BareAudio(Container.WAV.ffmpegName(), header, payload, known.samples(), true);
    }

    private static String text(byte[] bytes, int from) {
        return new String(bytes, from, 4, ISO_8859_1);
    }

    private static AudioException malformed(String detail) {
        return new AudioException(Fault.MALFORMED, "wav: " + detail);
    }
}
