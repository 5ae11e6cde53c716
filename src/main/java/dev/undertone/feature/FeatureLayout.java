package dev.undertone.feature;

import dev.undertone.frame.FrameGrid;
import java.util.List;
import java.util.Optional;

/**
 * The columns of a feature matrix and the framing they stand on. Any change of a value is a new version; a model names
 * the layout and version it was trained with, and the loader refuses another.
 *
 * @param name of the layout
 * @param version of its definitions
 * @param sampleRateHz the rate of the waveform that it reads
 * @param frameLengthSamples samples per frame
 * @param hopLengthSamples samples from one frame to the next
 * @param names one per column, in order
 */
public record FeatureLayout(
        String name,
        int version,
        int sampleRateHz,
        int frameLengthSamples,
        int hopLengthSamples,
        List<String> names) {

    /** The 36 features of Tao and Liu (ICASSP 2018), section 4.1; 25 ms frames every 10 ms at 16 kHz. */
    public static final FeatureLayout PAPER_36 =
            new FeatureLayout(
                    "paper-36",
                    1,
                    16_000,
                    400,
                    160,
                    List.of(
                            "mfcc_0",
                            "mfcc_1",
                            "mfcc_2",
                            "mfcc_3",
                            "mfcc_4",
                            "mfcc_5",
                            "mfcc_6",
                            "mfcc_7",
                            "mfcc_8",
                            "mfcc_9",
                            "mfcc_10",
                            "mfcc_11",
                            "mfcc_12",
                            "zero_crossing_rate",
                            "energy",
                            "energy_entropy",
                            "spectral_centroid",
                            "spectral_spread",
                            "spectral_entropy",
                            "spectral_flux",
                            "spectral_rolloff",
                            "chroma_a",
                            "chroma_as",
                            "chroma_b",
                            "chroma_c",
                            "chroma_cs",
                            "chroma_d",
                            "chroma_ds",
                            "chroma_e",
                            "chroma_f",
                            "chroma_fs",
                            "chroma_g",
                            "chroma_gs",
                            "chroma_deviation",
                            "harmonic_ratio",
                            "pitch"));

    /** The same features of the same frames over a faint noise that is the same under every recording, see {@code NoiseFloor}. */
    public static final FeatureLayout PAPER_36_FLOORED =
            new FeatureLayout(
                    "paper-36-floored",
                    1,
                    PAPER_36.sampleRateHz,
                    PAPER_36.frameLengthSamples,
                    PAPER_36.hopLengthSamples,
                    PAPER_36.names);

    /** Those that the code implements. */
    public static final List<FeatureLayout> ALL = List.of(PAPER_36, PAPER_36_FLOORED);

    /** The span around a frame's centre that its pitch is read from. */
    private static final int NEIGHBOURHOOD_MILLIS = 40;

    public FeatureLayout {
        names = List.copyOf(names);
    }

    /**
     * The layout that the code implements under a name.
     *
     * @return empty if there is none
     */
    public static Optional<FeatureLayout> find(String name) {
        return ALL.stream().filter(layout -> layout.name().equals(name)).findFirst();
    }

    public int columns() {
        return names.size();
    }

    /**
     * How many whole frames fit: floor((N - frameLength) / hop) + 1, and 0 where not even one does.
     *
     * @param samples N, at {@link #sampleRateHz()}
     */
    public int frameCount(long samples) {
        return grid().frameCount(samples);
    }

    /** Where the frames lie, with the 40 ms neighbourhood that pitch is read from. */
    public FrameGrid grid() {
        return new FrameGrid(
                frameLengthSamples, hopLengthSamples, sampleRateHz * NEIGHBOURHOOD_MILLIS / 1000);
    }

    /** The length of a frame. */
    public double frameSeconds() {
        return (double) frameLengthSamples / sampleRateHz;
    }

    /** From the start of one frame to the start of the next. */
    public double hopSeconds() {
        return (double) hopLengthSamples / sampleRateHz;
    }

    /**
     * The column of a name.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public int column(String columnName) {
        int column = names.indexOf(columnName);
        if (column < 0) {
            throw new IllegalArgumentException(
                    "expected a column of %s but got %s".formatted(name, columnName));
        }
        return column;
    }
}
