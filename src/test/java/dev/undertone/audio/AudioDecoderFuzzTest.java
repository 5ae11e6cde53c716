package dev.undertone.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.undertone.testing.CodedFormat;
import dev.undertone.testing.Mutations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged files by the thousand: an AudioException or finite samples, never anything else. */
class AudioDecoderFuzzTest {

    private static final int MUTATIONS = 20_000;

    /** Of each coded clip; more with {@code -Dundertone.mutations=N}. */
    private static final int CODED_MUTATIONS = Integer.getInteger("undertone.mutations", 1000);

    private static final long MAX_DECODE_NANOS = 2_000_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final AudioLimits LIMITS =
            new AudioLimits(1_000_000, Duration.ofSeconds(10), 8, 8000, 192_000);

    private final AudioDecoder decoder = new AudioDecoder(LIMITS);
    private final Map<AudioException.Fault, Integer> faults =
            new EnumMap<>(AudioException.Fault.class);

    @Test
    void decode_mutatedWav_isRefusedOrFinite() {
        byte[] seed =
                WavFile.of(WavFile.Encoding.FLOAT_32)
                        .extensible()
                        .chunkBefore("LIST", new byte[21])
                        .chunkBehind("id3 ", new byte[10])
                        .channels(2)
                        .samples(new byte[800])
                        .bytes();
        int taken = decodeMutations(seed, 70);

        assertThat(taken).as("taken of %d, others %s", MUTATIONS, faults).isGreaterThan(1000);
        assertThat(faults)
                .containsKeys(
                        AudioException.Fault.EMPTY,
                        AudioException.Fault.MALFORMED,
                        AudioException.Fault.UNSUPPORTED,
                        AudioException.Fault.TOO_MANY_CHANNELS,
                        AudioException.Fault.UNSUPPORTED_SAMPLE_RATE);
    }

    @Test
    void decode_mutatedFlac_isRefusedOrFinite() throws IOException {
        int taken = decodeMutations(flac(), 200);

        assertThat(taken).as("taken of %d, others %s", MUTATIONS, faults).isGreaterThan(10);
        assertThat(faults)
                .containsKeys(
                        AudioException.Fault.EMPTY,
                        AudioException.Fault.MALFORMED,
                        AudioException.Fault.UNSUPPORTED);
    }

    @ParameterizedTest
    @EnumSource
    void decode_mutatedCodedClip_isRefusedOrFinite(CodedFormat format) {
        int taken = decodeMutations(format.clip(), 300, CODED_MUTATIONS);

        assertThat(taken).as("taken, others %s", faults).isPositive();
        assertThat(faults).containsKeys(AudioException.Fault.MALFORMED);
    }

    @ParameterizedTest
    @EnumSource
    void decode_codedClipCutAnywhere_isRefusedOrFinite(CodedFormat format) {
        byte[] clip = format.clip();
        for (int length = 0; length < clip.length; length += length < 300 ? 1 : 41) {
            decode(Arrays.copyOf(clip, length), length);
        }
        assertThat(faults.keySet())
                .contains(AudioException.Fault.EMPTY)
                .containsAnyOf(AudioException.Fault.MALFORMED, AudioException.Fault.UNSUPPORTED);
    }

    private int decodeMutations(byte[] seed, int headBytes) {
        return decodeMutations(seed, headBytes, MUTATIONS);
    }

    /** Decodes mutations, each with its number as its seed; returns how many were taken. */
    private int decodeMutations(byte[] seed, int headBytes, int mutations) {
        return assertTimeoutPreemptively(
                Duration.ofMinutes(30),
                () -> {
                    int taken = 0;
                    for (int round = 0; round < mutations; round++) {
                        taken += decode(Mutations.of(seed, headBytes, new Random(round)), round);
                    }
                    return taken;
                },
                "a decoder hangs");
    }

    private int decode(byte[] file, int round) {
        long start = THREADS.getCurrentThreadCpuTime();
        try {
            return decode(file);
        } catch (Exception | Error e) {
            throw new AssertionError("mutation " + round, e);
        } finally {
            assertThat(THREADS.getCurrentThreadCpuTime() - start)
                    .as("CPU time of mutation %d", round)
                    .isLessThan(MAX_DECODE_NANOS);
        }
    }

    private int decode(byte[] file) throws IOException {
        try {
            DecodedAudio audio =
                    decoder.decode(new ByteArrayInputStream(file), ChannelMode.MIX, 16_000);
            for (float sample : audio.channels().get(0).samples()) {
                // Full scale at most, and what the resampler's ringing adds to noise at full scale.
                assertThat(Math.abs(sample) <= 4).isTrue();
            }
            return 1;
        } catch (AudioException e) {
            faults.merge(e.fault(), 1, Integer::sum);
            return 0;
        }
    }

    private static byte[] flac() throws IOException {
        try (InputStream file =
                AudioDecoderFuzzTest.class.getResourceAsStream("/audio/triangle-mono-16k.flac")) {
            return file.readAllBytes();
        }
    }
}
