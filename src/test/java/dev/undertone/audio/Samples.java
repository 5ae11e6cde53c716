package dev.undertone.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

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
            case A_LAW -> buffer.put(nearest(value, Samples::aLaw));
            case MU_LAW -> buffer.put(nearest(value, Samples::muLaw));
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    /** The code whose value is nearest. */
    private static byte nearest(double value, IntUnaryOperator decode) {
        int best = 0;
        for (int code = 1; code < 256; code++) {
            double distance = Math.abs(decode.applyAsInt(code) - value * 0x1p15);
            if (distance < Math.abs(decode.applyAsInt(best) - value * 0x1p15)) {
                best = code;
            }
        }
        return (byte) best;
    }

    /** ITU-T G.711 A-law, Table 1a, scaled to 16 bits: sign, 3 bits of segment, 4 of mantissa, even bits inverted. */
    static int aLaw(int code) {
        int plain = code ^ 0x55;
        int segment = plain >> 4 & 7;
        int mantissa = plain & 15;
        int magnitude = segment == 0 ? mantissa * 16 + 8 : mantissa * 16 + 264 << segment - 1;
        return plain >= 128 ? magnitude : -magnitude;
    }

    /** ITU-T G.711 mu-law, Table 2a, scaled to 16 bits: sign, 3 bits of segment, 4 of mantissa, all inverted. */
    static int muLaw(int code) {
        int plain = ~code & 255;
        int magnitude = ((plain & 15) * 8 + 132 << (plain >> 4 & 7)) - 132;
        return plain < 128 ? magnitude : -magnitude;
    }
}
