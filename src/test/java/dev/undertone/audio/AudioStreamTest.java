package dev.undertone.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.undertone.audio.AudioException.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioStreamTest {

    private static final AudioLimits LONG =
            new AudioLimits(Long.MAX_VALUE, Duration.ofHours(6), 8, 8000, 192_000);

    private final AudioDecoder decoder = new AudioDecoder(AudioLimits.DEFAULT);

    @ParameterizedTest
    @CsvSource({"MIX, 16000", "EACH, 16000", "MIX, 44100", "EACH, 44100", "MIX, 8000"})
    void next_allBlocks_areTheBitsOfDecode(ChannelMode mode, int sampleRateHz) throws IOException {
        WavFile file =
                WavFile.pcm16(44_100, 200_000, n -> 0.3 * Math.sin(0.01 * n * (n % 2 + 1)))
                        .channels(2);
        DecodedAudio whole = decoder.decode(file.stream(), mode, sampleRateHz);

        try (AudioStream stream = decoder.open(file.stream(), mode, sampleRateHz)) {
            assertThat(stream.channels()).isEqualTo(mode == ChannelMode.MIX ? 1 : 2);
            List<WaveformBuilder> collected =
                    whole.channels().stream().map(c -> new WaveformBuilder(sampleRateHz)).toList();
            while (stream.next()) {
                assertThat(stream.length()).isPositive();
                for (int channel = 0; channel < stream.channels(); channel++) {
                    collected.get(channel).append(stream.samples(channel), stream.length());
                }
            }
            for (int channel = 0; channel < stream.channels(); channel++) {
                assertThat(collected.get(channel).build().samples())
                        .isEqualTo(whole.channels().get(channel).samples());
            }
            assertThat(stream.next()).as("again behind the end").isFalse();
            assertThat(stream.length()).isZero();
            assertThat(stream.description()).isEqualTo(whole.description());
        }
    }

    @Test
    void description_onTheWay_growsWithWhatWasDecoded() throws IOException {
        WavFile file = WavFile.pcm16(16_000, 160_000, Samples.sine(300, 16_000));
        try (AudioStream stream = decoder.open(file.stream(), ChannelMode.MIX, 16_000)) {
            assertThat(stream.description().durationSeconds()).isZero();
            assertThat(stream.description().codec()).isEqualTo("pcm_s16le");
            long samples = 0;
            while (stream.next()) {
                samples += stream.length();
                assertThat(stream.description().durationSeconds())
                        .isCloseTo(samples / 16_000.0, within(1e-9));
            }
            assertThat(samples).isEqualTo(160_000);
        }
    }

    @Test
    void next_fileCutShort_isMalformedAtItsEndOnly() throws IOException {
        byte[] file = WavFile.pcm16(16_000, 160_000, Samples.sine(300, 16_000)).bytes();
        byte[] cut = Arrays.copyOf(file, file.length - 100);
        try (AudioStream stream =
                decoder.open(new ByteArrayInputStream(cut), ChannelMode.MIX, 16_000)) {
            assertThat(stream.next()).isTrue();
            AudioException thrown =
                    catchThrowableOfType(
                            AudioException.class,
                            () -> {
                                while (stream.next()) {
                                    assertThat(stream.length()).isPositive();
                                }
                            });
            assertThat(thrown.fault()).isEqualTo(Fault.MALFORMED);
        }
    }

    // Three hours at 16 kHz are 346 MB of samples, and 691 MB as floats.
    @Test
    void next_threeHours_allocatesNoMoreThanForTenSeconds() throws IOException {
        long tenSeconds = allocatedBytes(10 * 16_000);
        long threeHours = allocatedBytes(3 * 3600 * 16_000);

        // Each packet of 1 s leaves some 100 bytes of wrappers around native objects behind.
        assertThat(threeHours - tenSeconds).isLessThan(50_000_000);
    }

    private static long allocatedBytes(int samples) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        InputStream file = new EndlessSilence(samples);
        long before = threads.getCurrentThreadAllocatedBytes();
        try (AudioStream stream = new AudioDecoder(LONG).open(file, ChannelMode.MIX, 16_000)) {
            long length = 0;
            while (stream.next()) {
                length += stream.length();
            }
            assertThat(length).isEqualTo(samples);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** A WAV file of zeros that exists only as it is read. */
    private static final class EndlessSilence extends InputStream {

        private final byte[] head;
        private final long length;
        private long position;

        EndlessSilence(int samples) {
            head = WavFile.of(WavFile.Encoding.PCM_S16).dataSize(2L * samples).bytes();
            length = head.length + 2L * samples;
        }

        @Override
        public int read() {
            if (position == length) {
                return -1;
            }
            return position < head.length ? head[(int) position++] & 0xFF : zero();
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            if (position < head.length || position == length) {
                return position == length ? -1 : readHead(target, offset, count);
            }
            int zeros = (int) Math.min(count, length - position);
            Arrays.fill(target, offset, offset + zeros, (byte) 0);
            position += zeros;
            return zeros;
        }

        private int readHead(byte[] target, int offset, int count) {
            int bytes = (int) Math.min(count, head.length - position);
            System.arraycopy(head, (int) position, target, offset, bytes);
            position += bytes;
            return bytes;
        }

        private int zero() {
            position++;
            return 0;
        }
    }
}
