package dev.undertone.audio;

import dev.undertone.audio.AudioException.Fault;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The fields of a WAVE {@code fmt} chunk (Microsoft, Multimedia Programming Interface and Data Specifications 1.0, 1991;
 * WAVE_FORMAT_EXTENSIBLE: mmreg.h), checked against each other.
 *
 * @param tag the encoding, that of the sub-format where the chunk is extensible; {@link #UNKNOWN_TAG} for a GUID
 *     without one
 * @param channels at least 1
 * @param sampleRateHz at least 1, an unsigned 32-bit number
 * @param blockAlign bytes of one sample of all channels, or of a block of samples coded together
 * @param bitsPerSample width of one sample in the file
 * @param bigEndian whether the file is RIFX
 */
record WavFormat(
        int tag,
        int channels,
        long sampleRateHz,
        int blockAlign,
        int bitsPerSample,
        boolean bigEndian) {

    static final int PCM = 1;
    static final int MS_ADPCM = 2;
    static final int IEEE_FLOAT = 3;
    static final int A_LAW = 6;
    static final int MU_LAW = 7;
    static final int IMA_ADPCM = 0x11;
    static final int GSM_610 = 0x31;
    static final int UNKNOWN_TAG = -1;

    /** Bytes of a chunk that are looked at; what follows is ignored. */
    static final int MAX_BYTES = 40;

    private static final int MIN_BYTES = 16;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int EXTENSION_BYTES = 22;
    private static final int ADPCM_BITS = 4;

    /** Two GSM frames of 32.5 bytes, which hold 160 samples each. */
    private static final int GSM_BLOCK_BYTES = 65;

    /** Bytes 2 to 15 of KSDATAFORMAT_SUBTYPE_*: 0000-0010-8000-00AA00389B71 behind the tag. */
    private static final byte[] SUBTYPE_TAIL = {
        0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71
    };

    /**
     * Reads a chunk.
     *
     * @param chunk its first bytes, at most {@link #MAX_BYTES}
     * @param order of the file's numbers
     * @throws AudioException {@code MALFORMED} if the chunk is too short or its fields contradict each other
     */
    static WavFormat parse(byte[] chunk, ByteOrder order) {
        require(chunk.length >= MIN_BYTES, "fmt chunk of %d bytes", chunk.length);
        ByteBuffer fields = ByteBuffer.wrap(chunk).order(order);
        int tag = Short.toUnsignedInt(fields.getShort(0));
        int bits = Short.toUnsignedInt(fields.getShort(14));
        WavFormat format =
                new WavFormat(
                        tag == EXTENSIBLE ? subFormat(fields, bits) : tag,
                        Short.toUnsignedInt(fields.getShort(2)),
                        Integer.toUnsignedLong(fields.getInt(4)),
                        Short.toUnsignedInt(fields.getShort(12)),
                        bits,
                        order == ByteOrder.BIG_ENDIAN);
        format.requireConsistent();
        return format;
    }

    /** Whether its samples are of an encoding that is taken. */
    boolean isSupported() {
        return isOfSamples() || (isOfBlocks() && !bigEndian);
    }

    /** Whether each sample stands for itself, so that the number of bytes tells the number of samples. */
    boolean isOfSamples() {
        return tag == PCM || tag == IEEE_FLOAT || tag == A_LAW || tag == MU_LAW;
    }

    /** How the samples are stored; for supported encodings only. */
    SampleFormat samples() {
        return isOfSamples()
                ? SampleFormat.ofSamples(codec(), channels, sampleRateHz, bitsPerSample)
                : SampleFormat.ofBlocks(codec(), channels, sampleRateHz, blockAlign, bitsPerSample);
    }

    private boolean isOfBlocks() {
        return tag == MS_ADPCM || tag == IMA_ADPCM || tag == GSM_610;
    }

    /** FFmpeg's name of the codec and of its decoder. */
    private String codec() {
        String order = bigEndian ? "be" : "le";
        return switch (tag) {
            case PCM -> bitsPerSample == Byte.SIZE ? "pcm_u8" : "pcm_s" + bitsPerSample + order;
            case IEEE_FLOAT -> "pcm_f" + bitsPerSample + order;
            case A_LAW -> "pcm_alaw";
            case MU_LAW -> "pcm_mulaw";
            case MS_ADPCM -> "adpcm_ms";
            case IMA_ADPCM -> "adpcm_ima_wav";
            case GSM_610 -> "gsm_ms";
            default -> throw new IllegalStateException("no codec for encoding " + tag);
        };
    }

    private static int subFormat(ByteBuffer fields, int bits) {
        require(fields.capacity() == MAX_BYTES, "extensible fmt of %d bytes", fields.capacity());
        int extension = Short.toUnsignedInt(fields.getShort(16));
        require(extension >= EXTENSION_BYTES, "fmt extension of %d bytes", extension);
        int validBits = Short.toUnsignedInt(fields.getShort(18));
        require(validBits <= bits, "more valid bits than bits: %d", validBits);
        byte[] tail = new byte[SUBTYPE_TAIL.length];
        fields.get(26, tail);
        return Arrays.equals(tail, SUBTYPE_TAIL)
                ? Short.toUnsignedInt(fields.getShort(24))
                : UNKNOWN_TAG;
    }

    private void requireConsistent() {
        require(channels > 0, "%d channels", channels);
        require(sampleRateHz > 0, "%d Hz", sampleRateHz);
        require(blockAlign > 0, "block align %d", blockAlign);
        if (isOfBlocks()) {
            requireConsistentBlocks();
        }
        if (!isOfSamples()) {
            return;
        }
        require(allowsBits(), "%d bits per sample", bitsPerSample);
        int expected = channels * (bitsPerSample / Byte.SIZE);
        // A larger product does not fit the field: the number of channels is then what is wrong.
        require(
                blockAlign == expected || expected > 0xFFFF,
                "block align %d does not fit channels and bits",
                blockAlign);
    }

    /** A block begins with a predictor and a step per channel: 4 bytes in IMA's coding, 7 in Microsoft's. */
    private void requireConsistentBlocks() {
        if (tag == GSM_610) {
            require(channels == 1, "GSM of %d channels", channels);
            require(blockAlign == GSM_BLOCK_BYTES, "GSM blocks of %d bytes", blockAlign);
            return;
        }
        require(bitsPerSample == ADPCM_BITS, "ADPCM of %d bits", bitsPerSample);
        int head = channels * (tag == IMA_ADPCM ? 4 : 7);
        require(blockAlign > head, "ADPCM blocks of %d bytes", blockAlign);
    }

    private boolean allowsBits() {
        return switch (tag) {
            case PCM -> bitsPerSample % Byte.SIZE == 0 && isPcmWidth(bitsPerSample / Byte.SIZE);
            case IEEE_FLOAT -> bitsPerSample == Float.SIZE || bitsPerSample == Double.SIZE;
            default -> bitsPerSample == Byte.SIZE;
        };
    }

    private static boolean isPcmWidth(int bytes) {
        return (bytes >= 1 && bytes <= 4) || bytes == 8;
    }

    private static void require(boolean holds, String otherwise, Object value) {
        if (!holds) {
            throw new AudioException(Fault.MALFORMED, "wav: " + otherwise.formatted(value));
        }
    }
}
