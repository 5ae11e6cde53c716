package dev.undertone.audio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * The first frame of an MP3 file where it holds no sound but the length of the file (Xing, Info: G. Bouvigne, MP3 Info
 * Tag revision 1). FFmpeg reads it too, and cuts the encoder's delay and padding off by it, but believes it only where the
 * source can tell its length as well.
 */
final class XingHeader {

    private static final int FRAME_HEADER_BYTES = 4;
    private static final int FIELDS_BYTES = 16;
    private static final int MAX_SIDE_INFO_BYTES = 32;
    private static final int HAS_FRAMES = 1;
    private static final int HAS_BYTES = 2;

    private XingHeader() {}

    /**
     * Opens an MP3 file.
     *
     * @param input at the first frame
     */
    static EncodedAudio open(EncodedInput input) throws IOException {
        OptionalLong bytes =
                declaredBytes(input.peek(FRAME_HEADER_BYTES + MAX_SIDE_INFO_BYTES + FIELDS_BYTES));
        ContainedAudio audio = ContainedAudio.of(Container.MP3, input);
        return bytes.isEmpty()
                ? audio
                : new ContainedAudio(
                        Container.MP3,
                        audio.payload(),
                        new SizedBytes(audio.payload(), bytes),
                        audio.header());
    }

    /** Bytes from the first frame to the last, or empty where the frame does not say. */
    private static OptionalLong declaredBytes(byte[] frame) {
        int at = FRAME_HEADER_BYTES + sideInfoBytes(frame);
        if (frame.length < at + FIELDS_BYTES) {
            return OptionalLong.empty();
        }
        String id = new String(frame, at, 4, ISO_8859_1);
        ByteBuffer fields = ByteBuffer.wrap(frame);
        int flags = fields.getInt(at + 4);
        boolean told = (id.equals("Xing") || id.equals("Info")) && (flags & HAS_BYTES) != 0;
        if (!told) {
            return OptionalLong.empty();
        }
        int offset = at + 8 + ((flags & HAS_FRAMES) == 0 ? 0 : 4);
        return OptionalLong.of(Integer.toUnsignedLong(fields.getInt(offset)));
    }

    /** 17 bytes of side information for one channel and 32 for two in MPEG 1, 9 and 17 in MPEG 2 and 2.5. */
    private static int sideInfoBytes(byte[] frame) {
        boolean mpeg1 = (frame[1] & 0x18) == 0x18;
        boolean mono = (frame[3] & 0xC0) == 0xC0;
        if (mpeg1) {
            return mono ? 17 : MAX_SIDE_INFO_BYTES;
        }
        return mono ? 9 : 17;
    }

    /** Bytes that can be read in order only, and say how many they are. */
    private record SizedBytes(ByteSource source, OptionalLong length) implements ByteSource {

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            return source.read(target, offset, count);
        }
    }
}
