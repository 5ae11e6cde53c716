package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.audio.Waveform;
import dev.undertone.feature.FeatureExtractor;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.normalization.UtteranceNormalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesCommandTest {

    private static final short[] VOICE = WavFile.voice(0.8, 180);

    @TempDir private Path folder;

    private Path clip() throws IOException {
        return WavFile.write(folder.resolve("clip.wav"), VOICE);
    }

    private static FeatureMatrix expected() {
        return expected(FeatureLayout.PAPER_36);
    }

    private static FeatureMatrix expected(FeatureLayout layout) {
        float[] samples = new float[VOICE.length];
        for (int n = 0; n < VOICE.length; n++) {
            samples[n] = VOICE[n] / 32768f;
        }
        return new FeatureExtractor(layout).extract(new Waveform(samples, 16_000));
    }

    private static float[] valuesOf(String csv) {
        return toFloats(
                csv.lines()
                        .skip(1)
                        .flatMap(line -> Arrays.stream(line.split(",", -1)))
                        .toArray(String[]::new));
    }

    private static float[] toFloats(String[] words) {
        float[] values = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            values[i] = Float.parseFloat(words[i]);
        }
        return values;
    }

    @Test
    void features_raw_areTheExtractorsToTheLastBit() throws IOException {
        CommandRun run = CommandRun.of("features", clip(), "--raw");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(valuesOf(run.out())).containsExactly(expected().values());
    }

    @Test
    void features_noiseFloor_areThoseOfTheOtherLayout() throws IOException {
        CommandRun run = CommandRun.of("features", clip(), "--raw", "--noise-floor");

        assertThat(run.exitCode()).isZero();
        assertThat(valuesOf(run.out()))
                .containsExactly(expected(FeatureLayout.PAPER_36_FLOORED).values());
    }

    @Test
    void features_default_areTheNormalizersToTheLastBit() throws IOException {
        CommandRun run = CommandRun.of("features", clip());

        assertThat(run.exitCode()).isZero();
        assertThat(valuesOf(run.out()))
                .containsExactly(UtteranceNormalizer.normalize(expected()).values());
    }

    @Test
    void features_header_isTheNamesAndEachRowHas36Columns() throws IOException {
        String csv = CommandRun.of("features", clip()).out();

        assertThat(csv.lines().findFirst())
                .hasValue(String.join(",", FeatureLayout.PAPER_36.names()));
        assertThat(csv.lines().count()).isEqualTo(1 + (VOICE.length - 400) / 160 + 1);
        assertThat(csv.lines()).allMatch(line -> line.split(",", -1).length == 36);
        assertThat(csv).endsWith("\n").doesNotContain("\r", " ", "\"");
    }

    @Test
    void features_numbers_haveNineDigitsInAnyLocale() throws IOException {
        Path clip = clip();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(CommandRun.of("features", clip).out().lines().skip(1))
                    .allMatch(line -> line.matches("(-?\\d\\.\\d{8}e[+-]\\d\\d(,|$)){36}"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void features_missingFile_isInputFailedWithOneLine() {
        CommandRun run = CommandRun.of("features", folder.resolve("none.wav"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("undertone features: no such file: ")
                .contains("none.wav");
    }

    @Test
    void features_textFile_isInputFailedWithOneLine() throws IOException {
        Path text = Files.writeString(folder.resolve("text.wav"), "This is not a recording.\n");

        CommandRun run = CommandRun.of("features", text);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().startsWith("undertone features: ");
    }

    @Test
    void features_shorterThanAFrame_isInputFailed() throws IOException {
        Path clip = WavFile.write(folder.resolve("short.wav"), new short[399]);

        CommandRun run = CommandRun.of("features", clip);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("undertone features: ");
    }

    @Test
    void features_silence_isFinite() throws IOException {
        Path clip = WavFile.write(folder.resolve("silence.wav"), new short[16_000]);

        CommandRun run = CommandRun.of("features", clip);

        assertThat(run.exitCode()).isZero();
        assertThat(valuesOf(run.out())).hasSize(98 * 36).containsOnly(0f);
    }

    @Test
    void features_noFile_isWrongUsage() {
        CommandRun run = CommandRun.of("features");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("IN");
    }

    @Test
    void features_unknownOption_isWrongUsage() throws IOException {
        CommandRun run = CommandRun.of("features", clip(), "--row");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--row");
    }
}
