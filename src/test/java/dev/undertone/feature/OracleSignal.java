package dev.undertone.feature;

import dev.undertone.audio.Waveform;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.zip.CRC32;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** The six signals that the oracle figures were computed from, as 16-bit samples at 16 kHz. */
enum OracleSignal {
    SINE440(0x1ec531dbL) {
        @Override
        short[] pcm() {
            short[] pcm = quantized(n -> 0.5 * Math.sin(2 * Math.PI * 440 * seconds(n)));
            // Every crest is a tie, 16383.5; the file has it rounded up at these four only.
            Set<Integer> roundedUp = Set.of(300, 1100, 11_900, 13_500);
            for (int crest = 300; crest < pcm.length; crest += 400) {
                pcm[crest] = (short) (roundedUp.contains(crest) ? 16_384 : 16_383);
            }
            return pcm;
        }
    },
    CHIRP(0x478c53e9L) {
        @Override
        short[] pcm() {
            return quantized(
                    n -> {
                        double t = seconds(n);
                        return 0.5 * Math.sin(2 * Math.PI * (100 * t + 1950 * t * t));
                    });
        }
    },
    PULSES120(0x124dcd99L) {
        @Override
        short[] pcm() {
            double[] vowel = vowel();
            return quantized(n -> vowel[n]);
        }
    },
    SILENCE(0x5bd12871L) {
        @Override
        short[] pcm() {
            return new short[RATE_HZ];
        }
    },
    STEP(0x495b4f26L) {
        @Override
        short[] pcm() {
            return quantized(
                    n -> {
                        double t = seconds(n);
                        double amplitude = t < 0.3 ? 0 : t < 0.65 ? 0.05 : 0.6;
                        return amplitude * Math.sin(2 * Math.PI * 200 * t);
                    });
        }
    },
    SPEECH_EN_M(0xff6f1acdL) {
        @Override
        short[] pcm() {
            return wav("oracle/features/speech_en_m.wav");
        }
    };

    private static final int RATE_HZ = 16_000;

    private final long crc32;

    /**
     * @param crc32 of the little-endian samples of the file that the figures were computed from
     */
    OracleSignal(long crc32) {
        this.crc32 = crc32;
    }

    abstract short[] pcm();

    long crc32() {
        return crc32;
    }

    /** Checksum of the little-endian samples. */
    long computedCrc32() {
        short[] pcm = pcm();
        ByteBuffer bytes = ByteBuffer.allocate(2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm);
        CRC32 crc = new CRC32();
        crc.update(bytes.array());
        return crc.getValue();
    }

    Waveform waveform() {
        short[] pcm = pcm();
        float[] samples = new float[pcm.length];
        for (int n = 0; n < pcm.length; n++) {
            samples[n] = pcm[n] / 32768f;
        }
        return new Waveform(samples, RATE_HZ);
    }

    /** The samples divided by 32768, minus their mean over the whole file: what the oracles start from. */
    double[] centred() {
        short[] pcm = pcm();
        double[] samples = new double[pcm.length];
        for (int n = 0; n < pcm.length; n++) {
            samples[n] = pcm[n] / 32768.0;
        }
        Centring.subtractMean(samples, samples);
        return samples;
    }

    /** A copy of part of the samples; zeros beyond either end. */
    static double[] slice(double[] samples, int from, int length) {
        double[] slice = new double[length];
        for (int n = 0; n < length; n++) {
            boolean inside = from + n >= 0 && from + n < samples.length;
            slice[n] = inside ? samples[from + n] : 0;
        }
        return slice;
    }

    String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(int n) {
        return (double) n / RATE_HZ;
    }

    private static short[] quantized(IntToDoubleFunction signal) {
        short[] pcm = new short[RATE_HZ];
        for (int n = 0; n < pcm.length; n++) {
            double rounded = Math.floor(32767 * signal.applyAsDouble(n) + 0.5);
            pcm[n] = (short) Math.max(-32768, Math.min(32767, rounded));
        }
        return pcm;
    }

    /** Unit impulses at 120 Hz through three cascaded resonators, scaled to a peak of 0.8. */
    private static double[] vowel() {
        double[] signal = new double[RATE_HZ];
        for (int k = 0; k < 120; k++) {
            signal[(int) Math.floor(k * 16000.0 / 120 + 0.5)] = 1;
        }
        resonate(signal, 730, 90);
        resonate(signal, 1090, 110);
        resonate(signal, 2440, 170);
        double peak = 0;
        for (double sample : signal) {
            peak = Math.max(peak, Math.abs(sample));
        }
        for (int n = 0; n < signal.length; n++) {
            signal[n] *= 0.8 / peak;
        }
        return signal;
    }

    private static void resonate(double[] signal, double frequencyHz, double bandwidthHz) {
        double r = Math.exp(-Math.PI * bandwidthHz / RATE_HZ);
        double theta = 2 * Math.PI * frequencyHz / RATE_HZ;
        double y1 = 0;
        double y2 = 0;
        for (int n = 0; n < signal.length; n++) {
            double y =
                    (1 - 2 * r * Math.cos(theta) + r * r) * signal[n]
                            + 2 * r * Math.cos(theta) * y1
                            - r * r * y2;
            y2 = y1;
            y1 = y;
            signal[n] = y;
        }
    }

    private static short[] wav(String resource) {
        try (InputStream stream =
                        OracleSignal.class.getClassLoader().getResourceAsStream(resource);
                var audio = AudioSystem.getAudioInputStream(stream)) {
            ByteBuffer bytes = ByteBuffer.wrap(audio.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            short[] pcm = new short[bytes.remaining() / 2];
            bytes.asShortBuffer().get(pcm);
            return pcm;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnsupportedAudioFileException e) {
            throw new IllegalStateException(e);
        }
    }
}
