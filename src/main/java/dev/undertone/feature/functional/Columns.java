package dev.undertone.feature.functional;

import dev.undertone.feature.FeatureLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The column names of the layouts, in order. */
final class Columns {

    /** The descriptors of the INTERSPEECH 2010 set that every frame has. */
    static final List<String> IS10_FRAME_DESCRIPTORS =
            Stream.of(
                            Stream.of("pcm_loudness"),
                            numbered("mfcc", 15),
                            numbered("logMelFreqBand", 8),
                            numbered("lspFreq", 8),
                            Stream.of("F0finEnv", "voicingFinalUnclipped"))
                    .flatMap(names -> names)
                    .toList();

    /** Those that only voiced frames have. */
    static final List<String> IS10_VOICE_DESCRIPTORS =
            List.of("F0final", "jitterLocal", "jitterDDP", "shimmerLocal");

    private Columns() {}

    static List<String> is10() {
        List<String> names = new ArrayList<>();
        append(names, IS10_FRAME_DESCRIPTORS, "_sma", Functional.ALL);
        append(names, IS10_FRAME_DESCRIPTORS, "_sma_de", Functional.ALL);
        append(names, IS10_VOICE_DESCRIPTORS, "_sma", Functional.VOICE);
        append(names, IS10_VOICE_DESCRIPTORS, "_sma_de", Functional.VOICE);
        names.addAll(List.of("voicedOnsetsPerSecond", "durationSeconds"));
        return names;
    }

    static List<String> paper36() {
        List<String> contours = paper36Contours();
        List<String> names = new ArrayList<>();
        append(names, contours, "", Functional.STATISTICS);
        append(names, contours, "_de", Functional.STATISTICS);
        names.addAll(List.of("voicedShare", "voicedOnsetsPerSecond", "activeSeconds"));
        return names;
    }

    /** The features by their own names, but for the two that are taken relative to the utterance's level. */
    private static List<String> paper36Contours() {
        List<String> contours = new ArrayList<>(FeatureLayout.PAPER_36.names());
        contours.set(FeatureLayout.PAPER_36.column("mfcc_0"), "relative_mfcc_0");
        contours.set(FeatureLayout.PAPER_36.column("energy"), "relative_log_energy");
        return contours;
    }

    private static Stream<String> numbered(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + "[" + i + "]");
    }

    private static void append(
            List<String> names, List<String> contours, String suffix, Set<Functional> functionals) {
        for (String contour : contours) {
            for (Functional functional : functionals) {
                names.add(contour + suffix + "__" + functional.label());
            }
        }
    }
}
