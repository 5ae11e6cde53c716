package dev.undertone.audio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.undertone.audio.AudioException.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the index of an MP4 file ({@code moov}, ISO/IEC 14496-12, 8.2.1). Where it stands before the samples the file
 * is decoded as it arrives, at any length. Where it stands behind them, as most recorders write it, nothing can be decoded
 * before the last byte is there: such a file is held in memory, up to {@value #MAX_STORED_BYTES} bytes.
 */
final class MovReader {

    /** Largest file whose index is behind its samples: more than two hours at 64 kbit/s. */
    static final long MAX_STORED_BYTES = 64L << 20;

    private static final int BOX_HEADER_BYTES = 8;
    private static final int MAX_SMALL_BOXES = 16;
    private static final int MAX_SMALL_BOX_BYTES = 1 << 14;
    private static final Set<String> SMALL_BOXES = Set.of("ftyp", "free", "skip", "wide", "uuid");

    private MovReader() {}

    /**
     * Reads up to the index, or all.
     *
     * @param input at the first byte of a file that begins with a file type box
     * @throws AudioException {@code TOO_LARGE} for a large file whose index is behind its samples
     */
    static EncodedAudio open(EncodedInput input) throws IOException {
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        String type = "";
        for (int box = 0; box < MAX_SMALL_BOXES; box++) {
            byte[] header = input.peek(BOX_HEADER_BYTES);
            if (header.length < BOX_HEADER_BYTES) {
                throw new AudioException(Fault.MALFORMED, "mp4: ends before its samples");
            }
            int size = ByteBuffer.wrap(header).getInt();
            type = new String(header, 4, 4, ISO_8859_1);
            if (!SMALL_BOXES.contains(type)
                    || size < BOX_HEADER_BYTES
                    || size > MAX_SMALL_BOX_BYTES) {
                break;
            }
            passed.writeBytes(input.readUpTo(size));
        }
        Payload payload = new Payload(passed.toByteArray(), input, Payload.TO_THE_END);
        if (type.equals("moov")) {
            return new ContainedAudio(Container.MOV, payload, payload, Optional.empty());
        }
        StoredBytes stored = StoredBytes.read(payload, MAX_STORED_BYTES);
        return new ContainedAudio(Container.MOV, payload, stored, Optional.empty());
    }
}
