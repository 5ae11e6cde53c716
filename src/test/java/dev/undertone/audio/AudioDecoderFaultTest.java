package dev.undertone.audio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.undertone.audio.AudioException.Fault;
import dev.undertone.audio.WavFile.Encoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and as what. */
class AudioDecoderFaultTest {

    private final AudioDecoder decoder = new AudioDecoder(AudioLimits.DEFAULT);

    @Test
    void decode_noBytes_isEmpty() {
        assertThat(fault(new byte[0])).isEqualTo(Fault.EMPTY);
    }

    @Test
    void decode_wavCutAnywhere_isMalformed() {
        byte[] file = tone().bytes();
        for (int length = 1; length < file.length; length++) {
            assertThat(fault(Arrays.copyOf(file, length)))
                    .as("%d of %d bytes", length, file.length)
                    .isEqualTo(Fault.MALFORMED);
        }
    }

    @Test
    void decode_extensibleWavCutAnywhere_isMalformed() {
        byte[] file = tone().extensible().chunkBefore("LIST", new byte[7]).bytes();
        for (int length = 1; length < file.length; length++) {
            assertThat(fault(Arrays.copyOf(file, length)))
                    .as("%d of %d bytes", length, file.length)
                    .isEqualTo(Fault.MALFORMED);
        }
    }

    @Test
    void decode_flacCutAnywhere_isMalformed() throws IOException {
        byte[] file = flac();
        for (int length = 1; length < file.length; length += length < 200 ? 1 : 37) {
            assertThat(fault(Arrays.copyOf(file, length)))
                    .as("%d of %d bytes", length, file.length)
                    .isEqualTo(Fault.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no container at all",
                "RIFF\0\0\0\0AVI LIST",
                "\377\373\220d\0\0\0\0\0\0\0\0",
                "%PDF-1.7\n%\342\343",
                "PK\3\4\24\0\0\0\10\0\0\0",
                "MZ\220\0\3\0\0\0\4\0\0\0",
                "FORM\0\0\0\0ILBMBMHD",
                "caff\0\1\0\0desc",
                "#!SILK_V3 \0\0",
                "ID3\4\0\0\0\0\0\1?a picture at best",
                "x"
            })
    void decode_otherContent_isUnsupported(String content) {
        assertThat(fault(content.getBytes(ISO_8859_1))).isEqualTo(Fault.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "R",
                "RIFF",
                "RIFF\0\0\0\0",
                "RIFF\0\0\0\0WAV",
                "f",
                "fLa",
                "fLaC\0\0\0",
                "RIFX\0\0\0\0WAVEfmt ",
                "RF64\0\0\0\0WAVEds64",
                "RF64\0\0\0\0WAVEfmt \20\0\0\0",
                "BW64\0\0\0\0WAVEds64",
                "FORM\0\0\0\0AIFFCOMM",
                "OggS",
                "OggS\0\2\0\0\0\0\0\0",
                "ID3",
                "ID3\4\0\0\0\0\0\0\0\0",
                "ID3\4\0\0\0\177\177\177\177endless",
                "\32E\337\243",
                "\32E\337\243\237B\206\201\1B\367\201\1",
                "\0\0\0 ftypM4A \0\0",
                "\0\0\0\14ftypM4A \0\0\0\10moov",
                "#!AMR",
                "#!AMR-WB"
            })
    void decode_beginningOfAKnownContainer_isMalformed(String content) {
        assertThat(fault(content.getBytes(ISO_8859_1))).isEqualTo(Fault.MALFORMED);
    }

    @Test
    void decode_channelsZero_isMalformed() {
        assertThat(fault(tone().channels(0))).isEqualTo(Fault.MALFORMED);
        assertThat(fault(tone().channels(0).blockAlign(2))).isEqualTo(Fault.MALFORMED);
    }

    @Test
    void decode_rateZero_isMalformed() {
        assertThat(fault(tone().sampleRateHz(0))).isEqualTo(Fault.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 65_535})
    void decode_blockAlignThatDoesNotFit_isMalformed(int blockAlign) {
        assertThat(fault(tone().blockAlign(blockAlign))).isEqualTo(Fault.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "PCM_S16, 0",
        "PCM_S16, 7",
        "PCM_S16, 12",
        "PCM_S16, 40",
        "PCM_S16, 65535",
        "FLOAT_32, 16",
        "FLOAT_32, 8",
        "A_LAW, 16",
        "MU_LAW, 0"
    })
    void decode_widthThatDoesNotExist_isMalformed(Encoding encoding, int bits) {
        WavFile file = WavFile.of(encoding).samples(new byte[240]).bits(bits);
        assertThat(fault(file.blockAlign(Math.max(1, bits / 8)))).isEqualTo(Fault.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 0x45, 0x50, 0x55, 0xFF, 0x2000})
    void decode_otherEncoding_isUnsupported(int tag) {
        assertThat(fault(tone().tag(tag))).isEqualTo(Fault.UNSUPPORTED);
        assertThat(fault(tone().tag(tag).extensible())).isEqualTo(Fault.UNSUPPORTED);
    }

    // The file's fields are those of 16-bit PCM.
    @ParameterizedTest
    @ValueSource(ints = {WavFormat.MS_ADPCM, WavFormat.IMA_ADPCM, WavFormat.GSM_610})
    void decode_blockCodingWithoutItsBlocks_isMalformed(int tag) {
        assertThat(fault(tone().tag(tag))).isEqualTo(Fault.MALFORMED);
        assertThat(fault(tone().tag(tag).bits(4).blockAlign(4))).isEqualTo(Fault.MALFORMED);
        assertThat(fault(tone().tag(tag).bits(4).channels(2).blockAlign(7)))
                .isEqualTo(Fault.MALFORMED);
    }

    @Test
    void decode_extensibleWithUnknownGuid_isUnsupported() {
        assertThat(fault(tone().extensible(new byte[14]))).isEqualTo(Fault.UNSUPPORTED);
    }

    @Test
    void decode_otherEncodingCutShort_isMalformed() {
        assertThat(fault(tone().tag(0x50).dataSize(1_000_000))).isEqualTo(Fault.MALFORMED);
    }

    @Test
    void decode_chunksBeyondTheLimit_isMalformed() {
        WavFile file = tone();
        for (int chunk = 0; chunk < WavReader.MAX_CHUNKS; chunk++) {
            file.chunkBefore("junk", new byte[0]);
        }
        assertThat(fault(file)).isEqualTo(Fault.MALFORMED);
    }

    @Test
    void decode_chunkLargerThanTheFile_isMalformed() {
        byte[] file = tone().chunkBefore("LIST", new byte[100]).bytes();
        ByteBuffer.wrap(file).putInt(16, 0xFEFFFFFF);
        assertThat(fault(file)).isEqualTo(Fault.MALFORMED);
    }

    @Test
    void decode_noSamples_isTooShort() {
        assertThat(fault(WavFile.of(Encoding.PCM_S16))).isEqualTo(Fault.TOO_SHORT);
        assertThat(fault(WavFile.of(Encoding.PCM_S16).dataSize(0xFFFFFFFFL)))
                .isEqualTo(Fault.TOO_SHORT);
    }

    @ParameterizedTest
    @CsvSource({"9, 8", "9, 16", "255, 16", "65535, 8", "65535, 16", "65535, 64"})
    void decode_moreChannelsThanTheLimit_areTooMany(int channels, int bits) {
        WavFile file = tone().bits(bits).channels(channels);
        assertThat(fault(file)).isEqualTo(Fault.TOO_MANY_CHANNELS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7999, 192_001, 10_000_000, Integer.MIN_VALUE, -1})
    void decode_rateBeyondTheLimits_isUnsupported(int sampleRateHz) {
        assertThat(fault(tone().sampleRateHz(sampleRateHz)))
                .isEqualTo(Fault.UNSUPPORTED_SAMPLE_RATE);
    }

    @Test
    void decode_limitsAndStructureBothBroken_isMalformed() {
        assertThat(fault(tone().channels(9).dataSize(1_000_000))).isEqualTo(Fault.MALFORMED);
        assertThat(fault(tone().sampleRateHz(1).dataSize(1_000_000))).isEqualTo(Fault.MALFORMED);
        assertThat(fault(tone().dataSize(3_000_000_000L))).isEqualTo(Fault.MALFORMED);
    }

    @Test
    void decode_longerThanTheLimit_isTooLongByItsHeader() throws IOException {
        AudioLimits oneSecond = new AudioLimits(1_000_000, Duration.ofSeconds(1), 8, 8000, 192_000);
        assertThat(fault(oneSecond, silence(16_001).bytes())).isEqualTo(Fault.TOO_LONG);
        assertThat(
                        new AudioDecoder(oneSecond)
                                .decode(silence(16_000).stream(), ChannelMode.MIX, 16_000))
                .isNotNull();
    }

    @Test
    void decode_longerThanTheLimitAndNotDeclared_isDecodedTooLarge() throws IOException {
        AudioLimits oneSecond = new AudioLimits(1_000_000, Duration.ofSeconds(1), 8, 8000, 192_000);
        assertThat(fault(oneSecond, silence(16_001).dataSize(0).bytes()))
                .isEqualTo(Fault.DECODED_TOO_LARGE);
        AudioLimits halfSecond =
                new AudioLimits(1_000_000, Duration.ofMillis(500), 8, 8000, 192_000);
        assertThat(fault(halfSecond, withDeclaredSamples(flac(), 0)))
                .isEqualTo(Fault.DECODED_TOO_LARGE);
    }

    @Test
    void decode_flacThatDeclaresAnotherLength_isMalformed() throws IOException {
        for (long samples : new long[] {1, 4096, 8999, 9001, 100_000}) {
            assertThat(fault(withDeclaredSamples(flac(), samples))).isEqualTo(Fault.MALFORMED);
        }
    }

    @Test
    void decode_flacWithUnknownLength_isTaken() throws IOException {
        DecodedAudio audio =
                decoder.decode(stream(withDeclaredSamples(flac(), 0)), ChannelMode.MIX, 16_000);
        assertThat(audio.channels().get(0).length()).isEqualTo(9000);
    }

    @Test
    void decode_flacWithAFlippedBitInAFrame_isMalformed() throws IOException {
        for (int position = 200; position < flac().length; position += 97) {
            byte[] file = withDeclaredSamples(flac(), 0);
            file[position] ^= 4;
            assertThat(fault(file)).as("byte %d", position).isEqualTo(Fault.MALFORMED);
        }
    }

    @Test
    void decode_moreBytesThanTheLimit_isTooLarge() throws IOException {
        byte[] file = silence(16_000).bytes();
        AudioLimits exact = new AudioLimits(file.length, Duration.ofMinutes(5), 8, 8000, 192_000);
        assertThat(new AudioDecoder(exact).decode(stream(file), ChannelMode.MIX, 16_000))
                .isNotNull();
        AudioLimits less =
                new AudioLimits(file.length - 1, Duration.ofMinutes(5), 8, 8000, 192_000);
        assertThat(fault(less, file)).isEqualTo(Fault.TOO_LARGE);
    }

    @Test
    void decode_bytesBehindTheSamplesBeyondTheLimit_isTooLarge() {
        AudioLimits limits = new AudioLimits(10_000, Duration.ofMinutes(5), 8, 8000, 192_000);
        assertThat(fault(limits, tone().chunkBehind("junk", new byte[20_000]).bytes()))
                .isEqualTo(Fault.TOO_LARGE);
    }

    @Test
    void decode_endlessStream_isTooLarge() {
        InputStream endless =
                new InputStream() {
                    private final byte[] head = tone().dataSize(0).bytes();
                    private long position;

                    @Override
                    public int read() {
                        return position < head.length ? head[(int) position++] & 0xFF : 0;
                    }
                };
        AudioLimits limits = new AudioLimits(2_000_000, Duration.ofHours(6), 8, 8000, 192_000);
        assertThat(
                        catchThrowableOfType(
                                        AudioException.class,
                                        () ->
                                                new AudioDecoder(limits)
                                                        .decode(endless, ChannelMode.MIX, 16_000))
                                .fault())
                .isEqualTo(Fault.TOO_LARGE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"FLOAT_32", "FLOAT_64"})
    void decode_nanOrInfinity_isNonFinite(Encoding encoding) {
        for (double value : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
            for (int position : new int[] {0, 40_000, 99_999}) {
                WavFile file =
                        WavFile.of(encoding)
                                .samples(
                                        Samples.encode(
                                                encoding, 100_000, n -> n == position ? value : 0));
                assertThat(fault(file)).isEqualTo(Fault.NON_FINITE_SAMPLES);
            }
        }
    }

    @Test
    void decode_nanInAFileCutShort_isMalformed() {
        WavFile file =
                WavFile.of(Encoding.FLOAT_32)
                        .samples(Samples.encode(Encoding.FLOAT_32, 100, n -> Double.NaN))
                        .dataSize(404);
        assertThat(fault(file)).isEqualTo(Fault.MALFORMED);
    }

    @Test
    void decode_claimOfThreeGigabytes_allocatesByWhatCame() {
        byte[] file = Arrays.copyOf(silence(500).dataSize(3_000_000_000L).bytes(), 1024);
        assertThat(fault(file)).isEqualTo(Fault.MALFORMED);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(fault(file)).isEqualTo(Fault.MALFORMED);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
    }

    private static WavFile tone() {
        return WavFile.pcm16(16_000, 60, Samples.sine(440, 16_000));
    }

    private static WavFile silence(int length) {
        return WavFile.of(Encoding.PCM_S16).samples(new byte[2 * length]);
    }

    private Fault fault(WavFile file) {
        return fault(file.bytes());
    }

    private Fault fault(byte[] file) {
        return fault(AudioLimits.DEFAULT, file);
    }

    private static Fault fault(AudioLimits limits, byte[] file) {
        AudioException thrown =
                catchThrowableOfType(
                        AudioException.class,
                        () ->
                                new AudioDecoder(limits)
                                        .decode(stream(file), ChannelMode.MIX, 16_000));
        assertThat(thrown).as("an AudioException").isNotNull();
        assertThat(thrown.getMessage()).isNotBlank().doesNotContain("dev.undertone");
        return thrown.fault();
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] flac() throws IOException {
        try (InputStream file =
                AudioDecoderFaultTest.class.getResourceAsStream("/audio/triangle-mono-16k.flac")) {
            return file.readAllBytes();
        }
    }

    /** Writes the 36 bits of STREAMINFO that hold the number of samples; 0 is "unknown". */
    private static byte[] withDeclaredSamples(byte[] flac, long samples) {
        byte[] file = flac.clone();
        ByteBuffer fields = ByteBuffer.wrap(file);
        fields.putLong(18, fields.getLong(18) & ~0xFFFFFFFFFL | samples);
        return file;
    }
}
