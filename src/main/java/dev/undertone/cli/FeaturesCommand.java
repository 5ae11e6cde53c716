package dev.undertone.cli;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioException;
import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.ChannelMode;
import dev.undertone.audio.Waveform;
import dev.undertone.feature.FeatureExtractor;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.normalization.UtteranceNormalizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code features IN [--raw] [--noise-floor]}: the feature matrix of one recording as CSV. */
@Command(
        name = "features",
        description = {
            "Prints the features of a recording as CSV: a header with the 36 names, then one row per",
            "frame of 25 ms, every 10 ms. The values are those that the model sees: quiet frames are",
            "gated, each column is z-normalised over the recording."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        footer = {
            "",
            "Numbers have 9 significant digits, which restore the very float32.",
            "Channels are mixed, and any sample rate is brought to 16 kHz.",
            "",
            "Examples:",
            "  undertone features clip.wav > features.csv",
            "  undertone features --raw clip.flac | cut -d, -f15      # the energy of each frame"
        })
final class FeaturesCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "IN", description = "A WAV or FLAC file.")
    private Path input;

    @Option(
            names = "--raw",
            description = "Leave out the whole utterance step: neither gate nor z-norm.")
    private boolean raw;

    @Option(
            names = "--noise-floor",
            description =
                    "Those of the layout paper-36-floored, over a faint noise; else those of paper-36.")
    private boolean noiseFloor;

    @Override
    public Integer call() throws IOException {
        FeatureLayout layout = noiseFloor ? FeatureLayout.PAPER_36_FLOORED : FeatureLayout.PAPER_36;
        FeatureMatrix features =
                new FeatureExtractor(layout).extract(decode(layout.sampleRateHz()));
        if (features.frames() == 0) {
            throw new AudioException(
                    AudioException.Fault.TOO_SHORT, "the audio is shorter than one frame of 25 ms");
        }
        FeatureTable.write(
                raw ? features : UtteranceNormalizer.normalize(features),
                spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private Waveform decode(int sampleRateHz) throws IOException {
        try (InputStream encoded = Files.newInputStream(input)) {
            return new AudioDecoder(AudioLimits.DEFAULT)
                    .decode(encoded, ChannelMode.MIX, sampleRateHz)
                    .channels()
                    .get(0);
        }
    }
}
