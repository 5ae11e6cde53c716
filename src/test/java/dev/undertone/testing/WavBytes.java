package dev.undertone.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** WAV files made by formula. */
public final class WavBytes {

    private static final int PCM = 1;
    private static final int FLOAT = 3;

    private WavBytes() {}

    /** Samples of some channels as interleaved 16-bit PCM. */
    public static byte[] pcm16(int sampleRateHz, int channels, float[] interleaved) {
        ByteBuffer file = header(PCM, 16, sampleRateHz, channels, interleaved.length * 2);
        for (float sample : interleaved) {
            file.putShort((short) Math.max(-32768, Math.min(32767, Math.round(sample * 32768))));
        }
        return file.array();
    }

    /** Samples of one channel as 32-bit float. */
    public static byte[] float32(int sampleRateHz, float[] samples) {
        ByteBuffer file = header(FLOAT, 32, sampleRateHz, 1, samples.length * 4);
        for (float sample : samples) {
            file.putFloat(sample);
        }
        return file.array();
    }

    /** The same file with another claim of its data's size. */
    public static byte[] claiming(byte[] wav, long dataBytes) {
        byte[] claimed = wav.clone();
        ByteBuffer.wrap(claimed).order(ByteOrder.LITTLE_ENDIAN).putInt(40, (int) dataBytes);
        return claimed;
    }

    /**
     * A voice-like buzz: ten harmonics of a pitch that glides from 110 to 160 Hz, four syllables a second, at 16 kHz.
     *
     * @param seed shifts the glide, so that two seeds sound different
     */
    public static float[] buzz(double seconds, int seed) {
        int length = (int) Math.round(seconds * 16_000);
        float[] samples = new float[length];
        double phase = 0;
        for (int i = 0; i < length; i++) {
            double time = i / 16_000.0;
            double pitch = 135 + 25 * Math.sin(2 * Math.PI * (0.7 * time + 0.13 * seed));
            phase += 2 * Math.PI * pitch / 16_000;
            double loud = 0.08 * (1.1 - Math.cos(2 * Math.PI * 4 * time + seed));
            double sum = 0;
            for (int k = 1; k <= 10; k++) {
                sum += Math.sin(k * phase) / k;
            }
            samples[i] = (float) (loud * sum);
        }
        return samples;
    }

    /**
     * One vowel without an end, at 16 kHz: eight harmonics of a pitch that glides, and 60 ms of a tenth of the level every
     * two seconds, without which it would be taken for the noise of the place.
     */
    public static float[] vowel(int seconds) {
        float[] samples = new float[seconds * 16_000];
        double phase = 0;
        for (int n = 0; n < samples.length; n++) {
            phase += 2 * Math.PI * (130 + 30 * Math.sin(2 * Math.PI * n / 16_000)) / 16_000;
            double level = n % 32_000 < 960 ? 0.02 : 0.2;
            for (int k = 1; k <= 8; k++) {
                samples[n] += (float) (level * Math.sin(k * phase) / k);
            }
        }
        return samples;
    }

    private static ByteBuffer header(
            int format, int bits, int sampleRateHz, int channels, int dataBytes) {
        int block = channels * bits / 8;
        ByteBuffer file = ByteBuffer.allocate(44 + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(36 + dataBytes).put(ascii("WAVE"));
        file.put(ascii("fmt ")).putInt(16).putShort((short) format).putShort((short) channels);
        file.putInt(sampleRateHz).putInt(sampleRateHz * block).putShort((short) block);
        file.putShort((short) bits);
        return file.put(ascii("data")).putInt(dataBytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
