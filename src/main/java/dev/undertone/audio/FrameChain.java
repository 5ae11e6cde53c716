package dev.undertone.audio;

import java.io.IOException;

/**
 * Audio without a container: frames one behind the other, each with a short header that says where the next begins. One
 * such header proves nothing, since any eleventh bit pattern would do; three that fit together do.
 */
enum FrameChain {
    /** MPEG 1, 2 and 2.5 layer III (ISO/IEC 11172-3, 2.4.1.3 and 2.4.3.1; 13818-3). */
    MP3(4, 1441) {
        @Override
        int frameBytes(byte[] bytes, int at) {
            int header = header(bytes, at);
            int version = header >>> 19 & 3;
            int layer = header >>> 17 & 3;
            int bitRate = header >>> 12 & 15;
            int rate = header >>> 10 & 3;
            boolean known =
                    header >>> 21 == 0x7FF
                            && version != 1
                            && layer == 1
                            && bitRate > 0
                            && bitRate < 15
                            && rate < 3
                            && (header & 3) != 2;
            if (!known) {
                return 0;
            }
            int sampleRateHz = SAMPLE_RATES_HZ[rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
            int kilobits = (version == 3 ? KILOBITS_1 : KILOBITS_2)[bitRate];
            int slots = (version == 3 ? 144_000 : 72_000) * kilobits / sampleRateHz;
            return slots + (header >>> 9 & 1);
        }

        @Override
        boolean isSameStream(byte[] bytes, int at) {
            // sync, version, layer and sampling frequency
            return ((header(bytes, 0) ^ header(bytes, at)) & 0xFFFE0C00) == 0;
        }
    },

    /** AAC behind ADTS headers (ISO/IEC 13818-7, 6.2). */
    ADTS(7, 8191) {
        @Override
        int frameBytes(byte[] bytes, int at) {
            int header = header(bytes, at);
            boolean known = (header & 0xFFF60000) == 0xFFF00000 && (header >>> 10 & 15) < 13;
            int length =
                    (header & 3) << 11 | (bytes[at + 4] & 0xFF) << 3 | (bytes[at + 5] & 0xFF) >> 5;
            return known && length > headerBytes ? length : 0;
        }

        @Override
        boolean isSameStream(byte[] bytes, int at) {
            // sync to channel configuration; the private bit may change
            return ((header(bytes, 0) ^ header(bytes, at)) & 0xFFFFFDC0) == 0;
        }
    };

    private static final int HEADERS = 3;
    private static final int[] SAMPLE_RATES_HZ = {44_100, 48_000, 32_000};
    private static final int[] KILOBITS_1 = {
        0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
    };
    private static final int[] KILOBITS_2 = {
        0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
    };

    final int headerBytes;
    private final int maxFrameBytes;

    FrameChain(int headerBytes, int maxFrameBytes) {
        this.headerBytes = headerBytes;
        this.maxFrameBytes = maxFrameBytes;
    }

    /** Length of the frame whose header is there, or 0 if none is. */
    abstract int frameBytes(byte[] bytes, int at);

    /** Whether the header there fits the first one. */
    abstract boolean isSameStream(byte[] bytes, int at);

    /** Whether three headers fit together, or two and the bytes end before a third. */
    boolean isAt(EncodedInput input) throws IOException {
        byte[] first = input.peek(headerBytes);
        if (first.length < headerBytes || frameBytes(first, 0) == 0) {
            return false;
        }
        byte[] ahead = input.peek((HEADERS - 1) * maxFrameBytes + headerBytes);
        int at = 0;
        for (int header = 0; header < HEADERS; header++) {
            if (at + headerBytes > ahead.length) {
                return header >= 2;
            }
            int length = frameBytes(ahead, at);
            if (length == 0 || !isSameStream(ahead, at)) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** The 32 bits there. */
    private static int header(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | (bytes[at + 3] & 0xFF);
    }
}
