package dev.undertone.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToDoubleFunction;

/** Signals by formula, and how each encoding stores them. */
final class Samples {

    private Samples() {}

    /** The encoded samples signal(0) to signal(length - 1), each in [-1, 1). */
    static byte[] encode(WavFile.Encoding encoding, int length, IntToDoubleFunction signal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int n = 0; n < length; n++) {
            bytes.writeBytes(encode(encoding, signal.applyAsDouble(n)));
        }
        return bytes.toByteArray();
    }

    /** A sine of amplitude 0.5. */
    static IntToDoubleFunction sine(double frequencyHz, int sampleRateHz) {
        return n -> 0.5 * Math.sin(2 * Math.PI * frequencyHz * n / sampleRateHz);
    }

    private static byte[] encode(WavFile.Encoding encoding, double value) {
        ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        switch (encoding) {
            case PCM_U8 -> buffer.put((byte) (Math.rint(value * 128) + 128));
            case PCM_S16 -> buffer.putShort((short) Math.rint(value * 0x1p15));
            case PCM_S24 -> {
                int bits = (int) Math.rint(value * 0x1p23);
                buffer.put((byte) bits).put((byte) (bits >> 8)).put((byte) (bits >> 16));
            }
            case PCM_S32 -> buffer.putInt((int) Math.rint(value * 0x1p31));
            case PCM_S64 -> buffer.putLong((long) Math.rint(value * 0x1p63));
            case FLOAT_32 -> buffer.putFloat((float) value);
            case FLOAT_64 -> buffer.putDouble(value);
            case A_LAW -> buffer.put(aLaw(value));
            case MU_LAW -> buffer.put(muLaw(value));
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    /** ITU-T G.711 A-law: sign, 3 bits of segment, 4 bits of mantissa, even bits inverted. */
    private static byte aLaw(double value) {
        int magnitude = Math.min(4095, (int) (Math.abs(value) * 4096)) >> 1;
        int segment = Math.max(0, 27 - Integer.numberOfLeadingZeros(magnitude | 1));
        segment = magnitude < 32 ? (magnitude >> 4) : segment;
        int mantissa = magnitude >> Math.max(1, segment) - (segment <= 1 ? 1 : 0) & 15;
        int code = segment << 4 | mantissa;
        return (byte) ((value < 0 ? code : code | 0x80) ^ 0x55);
    }

    /** ITU-T G.711 mu-law: sign, 3 bits of segment, 4 bits of mantissa, all inverted. */
    private static byte muLaw(double value) {
        int magnitude = Math.min(8158, (int) (Math.abs(value) * 8192)) + 33;
        int segment = 26 - Integer.numberOfLeadingZeros(magnitude);
        int mantissa = magnitude >> segment + 1 & 15;
        int code = segment << 4 | mantissa;
        return (byte) ~(value < 0 ? code | 0x80 : code);
    }
}
