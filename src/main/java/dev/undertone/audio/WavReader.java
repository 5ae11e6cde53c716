package dev.undertone.audio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
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
 */
final class WavReader {

    /** Most chunks before the samples. */
    static final int MAX_CHUNKS = 1024;

    private static final int RIFF_HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final long UNKNOWN_SIZE = 0xFFFFFFFFL;
    private static final int FMT = fourCc("fmt ");
    private static final int DATA = fourCc("data");

    private final EncodedInput input;
    private @Nullable WavFormat format;

    private WavReader(EncodedInput input) {
        this.input = input;
    }

    /**
     * Reads up to the first sample.
     *
     * @param input at the first byte of a file that begins with RIFF and WAVE
     * @throws AudioException {@code MALFORMED} if the structure is faulty or the file ends too early, {@code
     *     UNSUPPORTED} if it is whole but of another encoding
     */
    static EncodedAudio open(EncodedInput input) throws IOException {
        input.skip(RIFF_HEADER_BYTES);
        return new WavReader(input).readChunks();
    }

    private EncodedAudio readChunks() throws IOException {
        for (int chunk = 0; chunk < MAX_CHUNKS; chunk++) {
            byte[] header = input.readUpTo(CHUNK_HEADER_BYTES);
            if (header.length < CHUNK_HEADER_BYTES) {
                throw malformed("ends before its data chunk");
            }
            ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            int id = fields.getInt(0);
            long size = Integer.toUnsignedLong(fields.getInt(4));
            if (id == DATA) {
                return openSamples(
                        size == 0 || size == UNKNOWN_SIZE
                                ? OptionalLong.empty()
                                : OptionalLong.of(size));
            }
            if (id == FMT) {
                readFormat(size);
            } else {
                skipBody(size, size);
            }
        }
        throw malformed("more than %d chunks before the samples".formatted(MAX_CHUNKS));
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
        format = WavFormat.parse(body);
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
                size.isPresent()
                        ? OptionalLong.of(size.getAsLong() / known.blockAlign())
                        : OptionalLong.empty();
        AudioHeader header = new AudioHeader(known.sampleRateHz(), known.channels(), samples);
        Payload payload = new Payload(new byte[0], input, size.orElse(Payload.TO_THE_END));
        if (!known.isSupported()) {
            payload.finish();
            throw new AudioException(
                    Fault.UNSUPPORTED, "wav of another encoding than PCM, float, A-law or mu-law");
        }
        return new EncodedAudio(Container.WAV, header, payload, Optional.of(known));
    }

    private static int fourCc(String id) {
        return ByteBuffer.wrap(id.getBytes(US_ASCII)).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private static AudioException malformed(String detail) {
        return new AudioException(Fault.MALFORMED, "wav: " + detail);
    }
}
