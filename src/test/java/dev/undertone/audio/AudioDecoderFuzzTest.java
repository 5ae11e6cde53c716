package dev.undertone.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged files by the thousand: an AudioException or finite samples, never anything else. */
class AudioDecoderFuzzTest {

    private static final int MUTATIONS = 20_000;
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

    /** Decodes mutations, each with its number as its seed; returns how many were taken. */
    private int decodeMutations(byte[] seed, int headBytes) {
        return assertTimeoutPreemptively(
                Duration.ofMinutes(3),
                () -> {
                    int taken = 0;
                    for (int round = 0; round < MUTATIONS; round++) {
                        taken += decode(mutate(seed, headBytes, new Random(round)), round);
                    }
                    return taken;
                },
                "a decoder hangs");
    }

    private int decode(byte[] file, int round) {
        try {
            return decode(file);
        } catch (Exception | Error e) {
            throw new AssertionError("mutation " + round, e);
        }
    }

    private int decode(byte[] file) throws IOException {
        try {
            DecodedAudio audio =
                    decoder.decode(new ByteArrayInputStream(file), ChannelMode.MIX, 16_000);
            for (float sample : audio.channels().get(0).samples()) {
                assertThat(Math.abs(sample) <= 2).isTrue();
            }
            return 1;
        } catch (AudioException e) {
            faults.merge(e.fault(), 1, Integer::sum);
            return 0;
        }
    }

    /** Changes one to four places, most of them in the header: a bit, a byte, a field at its extreme, or the length. */
    private static byte[] mutate(byte[] seed, int headBytes, Random random) {
        byte[] file = seed.clone();
        for (int change = random.nextInt(4); change >= 0 && file.length > 0; change--) {
            int reach = random.nextInt(4) > 0 ? Math.min(headBytes, file.length) : file.length;
            int position = random.nextInt(reach);
            switch (random.nextInt(8)) {
                case 0 -> file = Arrays.copyOf(file, random.nextInt(file.length + 1));
                case 1 -> file = Arrays.copyOf(file, file.length + random.nextInt(5000));
                case 2, 3 -> file[position] ^= (byte) (1 << random.nextInt(8));
                case 4, 5 -> file[position] = (byte) random.nextInt(256);
                case 6 ->
                        Arrays.fill(
                                file,
                                position,
                                Math.min(file.length, position + 1 + random.nextInt(4)),
                                (byte) (random.nextBoolean() ? 0xFF : 0));
                default -> {
                    int from = random.nextInt(file.length);
                    int count = Math.min(file.length - Math.max(from, position), 64);
                    System.arraycopy(file, from, file, position, count);
                }
            }
        }
        return file;
    }

    private static byte[] flac() throws IOException {
        try (InputStream file =
                AudioDecoderFuzzTest.class.getResourceAsStream("/audio/triangle-mono-16k.flac")) {
            return file.readAllBytes();
        }
    }
}
