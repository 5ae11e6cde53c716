package dev.undertone.audio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.undertone.audio.AudioException.Fault;
import dev.undertone.testing.CodedFormat;
import dev.undertone.testing.Programs;
import dev.undertone.testing.RequiresProgram;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Coded files that are not what they say. */
class CodedFaultTest {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @TempDir Path folder;

    // These say how long they are.
    @ParameterizedTest
    @EnumSource(
            value = CodedFormat.class,
            names = {
                "MP3",
                "MP3_VARIABLE",
                "M4A_INDEX_FIRST",
                "M4A",
                "AIFF",
                "WAV_IMA_ADPCM",
                "WAV_GSM",
                "WAV_RF64"
            })
    void decode_clipCutInHalf_isMalformed(CodedFormat format) {
        byte[] clip = format.clip();
        assertThat(fault(AudioLimits.DEFAULT, Arrays.copyOf(clip, clip.length / 2)))
                .isEqualTo(Fault.MALFORMED);
    }

    // These do not: a live recording ends where it ends.
    @ParameterizedTest
    @EnumSource(
            value = CodedFormat.class,
            names = {"ADTS", "AMR_NARROW", "AMR_WIDE", "WEBM_LIVE", "MP3_BARE"})
    void decode_endlessFormatCutInHalf_isHeardAsFarAsItGoes(CodedFormat format) throws IOException {
        byte[] clip = format.clip();
        double whole = seconds(clip);

        assertThat(seconds(Arrays.copyOf(clip, clip.length / 2)))
                .isBetween(0.2 * whole, 0.8 * whole);
    }

    @ParameterizedTest
    @EnumSource(
            value = CodedFormat.class,
            names = {"MP3", "M4A", "OGG_VORBIS", "AMR_NARROW", "AIFF"})
    void decode_longerThanTheLimit_isRefused(CodedFormat format) {
        AudioLimits limits = new AudioLimits(1_000_000, Duration.ofMillis(40), 8, 8000, 192_000);
        assertThat(fault(limits, format.clip())).isIn(Fault.TOO_LONG, Fault.DECODED_TOO_LARGE);
    }

    @ParameterizedTest
    @EnumSource
    void decode_moreBytesThanTheLimit_isTooLarge(CodedFormat format) {
        byte[] clip = format.clip();
        AudioLimits limits =
                new AudioLimits(clip.length - 1, Duration.ofMinutes(5), 8, 8000, 192_000);
        assertThat(fault(limits, clip)).isEqualTo(Fault.TOO_LARGE);
    }

    // An hour of silence in less than 2 MB.
    @RequiresProgram("ffmpeg")
    @ParameterizedTest
    @CsvSource({"opus, libopus", "mp3, libmp3lame", "webm, libopus", "m4a, aac"})
    void decode_bomb_isStoppedAtTheLimit(String extension, String encoder) throws IOException {
        Path bomb = folder.resolve("bomb." + extension);
        Programs.run(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "anullsrc=r=16000:cl=mono",
                "-t",
                "3600",
                "-c:a",
                encoder,
                "-b:a",
                "8k",
                bomb);
        byte[] file = Files.readAllBytes(bomb);
        assertThat(file.length).isLessThan(6_000_000);

        long start = THREADS.getCurrentThreadCpuTime();
        Fault fault = fault(AudioLimits.DEFAULT, file);
        long cpu = THREADS.getCurrentThreadCpuTime() - start;

        assertThat(fault).isIn(Fault.TOO_LONG, Fault.DECODED_TOO_LARGE);
        assertThat(cpu).as("CPU nanoseconds").isLessThan(3_000_000_000L);
    }

    // Two gigabytes of index in a box of 20 bytes: FFmpeg may not take them at their word.
    @Test
    void decode_hugeSampleTable_isRefused() {
        byte[] clip = CodedFormat.M4A_INDEX_FIRST.clip();
        int at = indexOf(clip, "stsz");
        ByteBuffer.wrap(clip).putInt(at + 8, 1).putInt(at + 12, 100_000_000);

        assertThat(fault(AudioLimits.DEFAULT, clip)).isIn(Fault.MALFORMED, Fault.TOO_SHORT);
    }

    @Test
    void decode_largeFileWithItsIndexBehind_isTooLarge() {
        AudioLimits limits = new AudioLimits(2_000_000_000, Duration.ofHours(6), 8, 8000, 192_000);
        byte[] file = new byte[(int) MovReader.MAX_STORED_BYTES + 1];
        byte[] head = "\0\0\0\20ftypM4A \0\0\0\0\0\0\0\0mdat".getBytes(ISO_8859_1);
        System.arraycopy(head, 0, file, 0, head.length);

        assertThat(fault(limits, file)).isEqualTo(Fault.TOO_LARGE);
    }

    @Test
    void decode_tagsBeforeAnMp3_areSkipped() throws IOException {
        byte[] clip = CodedFormat.MP3_BARE.clip();
        byte[] tag = new byte[20_000];
        System.arraycopy(new byte[] {'I', 'D', '3', 3, 0, 0, 0, 1, 0x1B, 0x16}, 0, tag, 0, 10);
        ByteBuffer tagged = ByteBuffer.allocate(2 * tag.length + clip.length);
        tagged.put(tag).put(tag).put(clip);

        assertThat(decode(tagged.array()).channels().get(0).samples())
                .isEqualTo(decode(clip).channels().get(0).samples());
    }

    @Test
    void decode_oneFrameHeaderAlone_isUnsupported() {
        byte[] frame = Arrays.copyOf(CodedFormat.MP3_BARE.clip(), 100);
        byte[] adts = Arrays.copyOf(CodedFormat.ADTS.clip(), 100);
        for (byte[] bytes : List.of(frame, adts)) {
            assertThat(fault(AudioLimits.DEFAULT, bytes)).isEqualTo(Fault.UNSUPPORTED);
            assertThat(fault(AudioLimits.DEFAULT, Arrays.copyOf(bytes, 10_000)))
                    .isEqualTo(Fault.UNSUPPORTED);
        }
    }

    private static int indexOf(byte[] bytes, String text) {
        String all = new String(bytes, ISO_8859_1);
        assertThat(all).contains(text);
        return all.indexOf(text);
    }

    private static double seconds(byte[] file) throws IOException {
        return decode(file).description().durationSeconds();
    }

    private static DecodedAudio decode(byte[] file) throws IOException {
        return new AudioDecoder(AudioLimits.DEFAULT)
                .decode(new ByteArrayInputStream(file), ChannelMode.MIX, 16_000);
    }

    private static Fault fault(AudioLimits limits, byte[] file) {
        AudioException thrown =
                catchThrowableOfType(
                        AudioException.class,
                        () ->
                                new AudioDecoder(limits)
                                        .decode(
                                                new ByteArrayInputStream(file),
                                                ChannelMode.MIX,
                                                16_000));
        assertThat(thrown).as("an AudioException").isNotNull();
        return thrown.fault();
    }
}
