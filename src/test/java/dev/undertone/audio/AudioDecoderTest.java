package dev.undertone.audio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntToDoubleFunction;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioDecoderTest {

    private static final Map<WavFile.Encoding, String> CODECS =
            Map.of(
                    WavFile.Encoding.PCM_U8, "pcm_u8",
                    WavFile.Encoding.PCM_S16, "pcm_s16le",
                    WavFile.Encoding.PCM_S24, "pcm_s24le",
                    WavFile.Encoding.PCM_S32, "pcm_s32le",
                    WavFile.Encoding.PCM_S64, "pcm_s64le",
                    WavFile.Encoding.FLOAT_32, "pcm_f32le",
                    WavFile.Encoding.FLOAT_64, "pcm_f64le",
                    WavFile.Encoding.A_LAW, "pcm_alaw",
                    WavFile.Encoding.MU_LAW, "pcm_mulaw");

    private final AudioDecoder decoder = new AudioDecoder(AudioLimits.DEFAULT);

    @Test
    void decode_sixteenBitPcmAtItsOwnRate_isExact() throws IOException {
        WavFile file = WavFile.pcm16(16_000, 65_536, n -> (n - 32_768) * 0x1p-15);

        DecodedAudio audio = decoder.decode(file.stream(), ChannelMode.MIX, 16_000);

        float[] samples = audio.channels().get(0).samples();
        assertThat(samples).hasSize(65_536);
        for (int n = 0; n < samples.length; n++) {
            assertThat(samples[n]).isEqualTo((n - 32_768) / 32_768f);
        }
        assertThat(audio.description())
                .isEqualTo(new AudioDescription(4.096, "wav", "pcm_s16le", 16_000, 1));
    }

    @Test
    void decode_flac_isLossless() throws IOException {
        DecodedAudio audio = decodeResource("triangle-mono-16k.flac", ChannelMode.MIX, 16_000);

        float[] samples = audio.channels().get(0).samples();
        assertThat(samples).hasSize(9000);
        for (int n = 0; n < samples.length; n++) {
            assertThat(samples[n]).as("sample %d", n).isEqualTo(left(n) / 32_768f);
        }
        assertThat(audio.description())
                .isEqualTo(new AudioDescription(0.5625, "flac", "flac", 16_000, 1));
    }

    @Test
    void decode_stereoFlacOf24Bits_isLosslessInEachChannel() throws IOException {
        DecodedAudio audio =
                decodeResource("triangle-stereo-44k1-24bit.flac", ChannelMode.EACH, 44_100);

        float[] first = audio.channels().get(0).samples();
        float[] second = audio.channels().get(1).samples();
        assertThat(first).hasSameSizeAs(second).hasSize(9000);
        for (int n = 0; n < first.length; n++) {
            assertThat(first[n]).isEqualTo((256 * left(n) + n % 256) / 8_388_608f);
            assertThat(second[n]).isEqualTo((256 * right(n) - n % 256) / 8_388_608f);
        }
    }

    @ParameterizedTest
    @EnumSource(WavFile.Encoding.class)
    void decode_anyEncoding_holdsTheSignalWithinItsStep(WavFile.Encoding encoding)
            throws IOException {
        IntToDoubleFunction signal = Samples.sine(440, 16_000);
        double step =
                switch (encoding) {
                    case PCM_U8 -> 0x1p-7;
                    case PCM_S16 -> 0x1p-15;
                    case A_LAW, MU_LAW ->
                            0x1p-5; // 1/16 of the segment that ends at 0.5, and rounding
                    default -> 0x1p-22;
                };
        for (boolean extensible : new boolean[] {false, true}) {
            WavFile file = WavFile.of(encoding).samples(Samples.encode(encoding, 2000, signal));
            DecodedAudio audio = decode(extensible ? file.extensible() : file);

            float[] samples = audio.channels().get(0).samples();
            assertThat(samples).hasSize(2000);
            for (int n = 0; n < samples.length; n++) {
                assertThat((double) samples[n]).isCloseTo(signal.applyAsDouble(n), within(step));
            }
            assertThat(audio.description().codec()).isEqualTo(CODECS.get(encoding));
            assertThat(audio.description().container()).isEqualTo("wav");
        }
    }

    /** The JDK reads WAV too: a second opinion, sample by sample, on all codes of the 8-bit encodings and on noise. */
    @ParameterizedTest
    @EnumSource(
            value = WavFile.Encoding.class,
            names = {"PCM_U8", "PCM_S16", "PCM_S24", "PCM_S32", "A_LAW", "MU_LAW"})
    void decode_pcmAndCompanded_agreesWithTheJdk(WavFile.Encoding encoding)
            throws IOException, UnsupportedAudioFileException {
        byte[] content = new byte[24 * 256];
        new Random(5).nextBytes(content);
        for (int code = 0; code < 256; code++) {
            content[code] = (byte) code;
        }
        WavFile file = WavFile.of(encoding).samples(content);

        assertThat(decode(file).channels().get(0).samples()).isEqualTo(readByJdk(file));
    }

    @Test
    void decode_chunksAroundTheSamples_areSkipped() throws IOException {
        WavFile file =
                tone().chunkBefore("LIST", "INFOIART".getBytes(US_ASCII))
                        .chunkBefore("odd ", new byte[] {'d', 'a', 't'})
                        .unpaddedChunkBefore("odd ", new byte[] {'d', 'a', 't'})
                        .chunkBefore("data".toUpperCase(Locale.ROOT), new byte[100_000])
                        .chunkBehind("LIST", new byte[999]);

        assertThat(samples(file)).isEqualTo(samples(tone()));
    }

    @Test
    void decode_thousandChunks_isTaken() throws IOException {
        WavFile file = tone();
        for (int chunk = 0; chunk < 1000; chunk++) {
            file.chunkBefore("junk", new byte[] {1, 2, 3});
        }
        assertThat(samples(file)).isEqualTo(samples(tone()));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0xFFFFFFFFL})
    void decode_sizeNotKnownWhenWritten_readsToTheEnd(long dataSize) throws IOException {
        assertThat(samples(tone().dataSize(dataSize))).isEqualTo(samples(tone()));
    }

    @Test
    void decode_sizeNotKnownAndCutWithinASample_leavesTheRestOut() throws IOException {
        byte[] whole = tone().dataSize(0).bytes();
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);

        float[] samples = samples(decoder.decode(stream(cut), ChannelMode.MIX, 16_000));
        assertThat(samples).isEqualTo(Arrays.copyOf(samples(tone()), samples(tone()).length - 1));
    }

    @Test
    void decode_onePartialSampleBehindAWholePacket_leavesItOut() throws IOException {
        byte[] content = new byte[3 * 2 * 32_768 + 4];
        WavFile file = WavFile.of(WavFile.Encoding.PCM_S24).channels(2).dataSize(0);

        assertThat(samples(file.samples(content))).hasSize(32_768);
    }

    @Test
    void decode_oneSample_isTaken() throws IOException {
        assertThat(samples(WavFile.pcm16(16_000, 1, n -> 0.5))).containsExactly(0.5f);
    }

    @Test
    void decode_mix_isTheMeanOfTheChannels() throws IOException {
        WavFile file =
                WavFile.of(WavFile.Encoding.FLOAT_32)
                        .channels(3)
                        .samples(
                                Samples.encode(
                                        WavFile.Encoding.FLOAT_32,
                                        9,
                                        n -> new double[] {0.5, -0.25, 0.125}[n % 3]));

        assertThat(samples(file)).containsOnly(0.125f).hasSize(3);
        assertThat(decode(file).description().channels()).isEqualTo(3);
    }

    @Test
    void decode_each_givesTheChannelsInOrder() throws IOException {
        WavFile file = WavFile.pcm16(16_000, 80, n -> n % 8 * 0.125).channels(8);

        DecodedAudio audio = decoder.decode(file.stream(), ChannelMode.EACH, 16_000);

        assertThat(audio.channels()).hasSize(8);
        for (int channel = 0; channel < 8; channel++) {
            assertThat(audio.channels().get(channel).samples())
                    .hasSize(10)
                    .containsOnly(channel * 0.125f);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 11_025, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000})
    void decode_anotherRate_isResampledInPlace(int sampleRateHz) throws IOException {
        int length = sampleRateHz / 2 + 7;
        WavFile file = WavFile.pcm16(sampleRateHz, length, Samples.sine(1000, sampleRateHz));

        Waveform waveform = decode(file).channels().get(0);

        IntToDoubleFunction expected = Samples.sine(1000, 16_000);
        assertThat(waveform.sampleRateHz()).isEqualTo(16_000);
        assertThat(waveform.length()).isEqualTo((int) Math.ceil(16_000.0 * length / sampleRateHz));
        for (int n = 100; n < waveform.length() - 100; n++) {
            assertThat((double) waveform.samples()[n])
                    .isCloseTo(expected.applyAsDouble(n), within(3e-4));
        }
    }

    @Test
    void decode_floatsBeyondFullScale_areClipped() throws IOException {
        double[] values = {1e30, -1e30, 1.5, -1.5, 1, -1, 0.75, 0};
        assertThat(samples(floats(values))).containsExactly(1, -1, 1, -1, 1, -1, 0.75f, 0);
    }

    @Test
    void decode_denormalFloats_areSilence() throws IOException {
        double[] values = {Float.MIN_VALUE, -Float.MIN_VALUE, 1e-39, 1e-20, -1e-300};
        assertThat(samples(floats(values))).containsExactly(0, 0, 0, 0, 0);
    }

    @Test
    void decode_sameBytesInSmallPieces_givesTheSameBits() throws IOException {
        byte[] file = WavFile.pcm16(44_100, 30_000, Samples.sine(500, 44_100)).bytes();
        Random random = new Random(11);
        InputStream dribble =
                new FilterInputStream(stream(file)) {
                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        return super.read(
                                target, offset, Math.min(length, 1 + random.nextInt(700)));
                    }
                };

        assertThat(samples(decoder.decode(dribble, ChannelMode.MIX, 16_000)))
                .isEqualTo(samples(decoder.decode(stream(file), ChannelMode.MIX, 16_000)));
    }

    @Test
    void decode_manyThreads_eachGetTheirOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int task = 0; task < 400; task++) {
                float level = (task % 100 + 1) / 128f;
                WavFile file = WavFile.pcm16(16_000, 20_000 + task, n -> level);
                answers.add(threads.submit(() -> isConstant(samples(file), level)));
            }
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void decode_streamThatFails_passesTheFailureOn() {
        byte[] file = WavFile.pcm16(16_000, 100_000, n -> 0).bytes();
        IOException failure = new IOException("connection reset");
        InputStream broken =
                new SequenceInputStream(
                        stream(Arrays.copyOf(file, 50_000)),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw failure;
                            }
                        });

        assertThatThrownBy(() -> decoder.decode(broken, ChannelMode.MIX, 16_000)).isSameAs(failure);
    }

    @Test
    void decode_flacStreamThatFails_passesTheFailureOn() throws IOException {
        byte[] file = resource("triangle-stereo-44k1-24bit.flac");
        IOException failure = new IOException("connection reset");
        InputStream broken =
                new SequenceInputStream(
                        stream(Arrays.copyOf(file, 20_000)),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw failure;
                            }
                        });

        assertThatThrownBy(() -> decoder.decode(broken, ChannelMode.MIX, 16_000)).isSameAs(failure);
    }

    @Test
    void decode_flacWithATagBehindIt_isTaken() throws IOException {
        byte[] file = resource("triangle-mono-16k.flac");
        byte[] tagged = Arrays.copyOf(file, file.length + 128);
        tagged[file.length] = 'T';
        tagged[file.length + 1] = 'A';
        tagged[file.length + 2] = 'G';

        assertThat(samples(decoder.decode(stream(tagged), ChannelMode.MIX, 16_000)))
                .isEqualTo(samples(decoder.decode(stream(file), ChannelMode.MIX, 16_000)));
    }

    private static boolean isConstant(float[] samples, float level) {
        boolean constant = samples.length >= 20_000;
        for (float sample : samples) {
            constant &= sample == level;
        }
        return constant;
    }

    private static WavFile tone() {
        return WavFile.pcm16(16_000, 1000, Samples.sine(440, 16_000));
    }

    private static WavFile floats(double... values) {
        return WavFile.of(WavFile.Encoding.FLOAT_64)
                .samples(Samples.encode(WavFile.Encoding.FLOAT_64, values.length, n -> values[n]));
    }

    private static float[] readByJdk(WavFile file)
            throws IOException, UnsupportedAudioFileException {
        try (AudioInputStream encoded = AudioSystem.getAudioInputStream(file.stream())) {
            AudioFormat format = encoded.getFormat();
            boolean companded = format.getEncoding().toString().endsWith("LAW");
            int bits = companded ? 16 : format.getSampleSizeInBits();
            AudioFormat signed = new AudioFormat(format.getSampleRate(), bits, 1, true, true);
            byte[] bytes = AudioSystem.getAudioInputStream(signed, encoded).readAllBytes();
            float[] samples = new float[bytes.length * 8 / bits];
            for (int n = 0; n < samples.length; n++) {
                byte[] sample = Arrays.copyOfRange(bytes, n * bits / 8, (n + 1) * bits / 8);
                samples[n] = new BigInteger(sample).floatValue() * (float) Math.pow(2, 1 - bits);
            }
            return samples;
        }
    }

    private DecodedAudio decode(WavFile file) throws IOException {
        return decoder.decode(file.stream(), ChannelMode.MIX, 16_000);
    }

    private float[] samples(WavFile file) throws IOException {
        return samples(decode(file));
    }

    private static float[] samples(DecodedAudio audio) {
        return audio.channels().get(0).samples();
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = AudioDecoderTest.class.getResourceAsStream("/audio/" + name)) {
            return file.readAllBytes();
        }
    }

    private DecodedAudio decodeResource(String name, ChannelMode mode, int sampleRateHz)
            throws IOException {
        return decoder.decode(stream(resource(name)), mode, sampleRateHz);
    }

    /** The left channel of the committed FLAC files: an integer of 16 bits. */
    private static int left(int n) {
        return 16 * triangle(n, 37, 2000) - 8000;
    }

    private static int right(int n) {
        return 20 * triangle(n, 53, 1400) - 7000;
    }

    private static int triangle(int n, int step, int period) {
        return Math.abs(n * step % period - period / 2);
    }
}
