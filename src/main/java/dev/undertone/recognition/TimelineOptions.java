package dev.undertone.recognition;

import dev.undertone.segmentation.GivenSegment;
import dev.undertone.segmentation.GivenSegmenter;
import dev.undertone.segmentation.Segmenter;
import dev.undertone.segmentation.SpeechSegmenter;
import dev.undertone.segmentation.WindowSegmenter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a caller may choose for a long recording.
 *
 * @param mode how it is cut
 * @param windowSeconds length of a window, for {@link TimelineMode#WINDOW}
 * @param hopSeconds from one window to the next
 * @param segments what the caller names, for {@link TimelineMode#SEGMENTS}
 * @param recognition what holds for every segment
 */
public record TimelineOptions(
        TimelineMode mode,
        double windowSeconds,
        double hopSeconds,
        List<GivenSegment> segments,
        RecognitionOptions recognition) {

    /** Shorter than half a second there is hardly a syllable to judge; longer than 30 s no model has heard. */
    private static final double MIN_WINDOW_SECONDS = 0.5;

    private static final double MAX_WINDOW_SECONDS = 30;
    private static final double WINDOW_SECONDS = 4;
    private static final double HOP_SECONDS = 2;

    /** No sample is judged in more windows than this, so that a request's work is bounded by its audio. */
    private static final double MAX_OVERLAP = 4;

    public TimelineOptions {
        segments = List.copyOf(segments);
    }

    /**
     * Reads the named texts of a query: {@code mode=vad|window|segments}, {@code windowSeconds} (0.5 to 30) and {@code
     * hopSeconds} (a quarter of the window to all of it) for windows alone, and those of {@link
     * RecognitionOptions#parse}, but that {@code attention} is {@code none} where it is not given.
     *
     * @throws RecognitionException of {@link Reason#INVALID_PARAMETER}, naming the parameter
     */
    public static TimelineOptions parse(Map<String, List<String>> parameters) {
        ParameterReader reader = new ParameterReader(parameters);
        TimelineMode mode =
                TimelineMode.valueOf(
                        reader.choice("mode", "vad", "window", "segments")
                                .toUpperCase(Locale.ROOT));
        double window = WINDOW_SECONDS;
        double hop = HOP_SECONDS;
        if (mode == TimelineMode.WINDOW) {
            window =
                    reader.number(
                            "windowSeconds",
                            WINDOW_SECONDS,
                            MIN_WINDOW_SECONDS,
                            MAX_WINDOW_SECONDS);
            hop =
                    reader.number(
                            "hopSeconds",
                            Math.min(HOP_SECONDS, window),
                            window / MAX_OVERLAP,
                            window);
        }
        RecognitionOptions recognition = RecognitionOptions.read(reader, false);
        requireWindows(reader, mode);
        reader.requireAllRead();
        return new TimelineOptions(mode, window, hop, List.of(), recognition);
    }

    /** The same with the segments that the caller names. */
    public TimelineOptions withSegments(List<GivenSegment> named) {
        return new TimelineOptions(mode, windowSeconds, hopSeconds, named, recognition);
    }

    /** The same with other choices for every segment. */
    public TimelineOptions with(RecognitionOptions choices) {
        return new TimelineOptions(mode, windowSeconds, hopSeconds, segments, choices);
    }

    /** A new segmenter for one channel. */
    Segmenter segmenter() {
        return switch (mode) {
            case VAD -> new SpeechSegmenter();
            case WINDOW -> new WindowSegmenter(windowSeconds, hopSeconds);
            case SEGMENTS -> new GivenSegmenter(segments);
        };
    }

    private static void requireWindows(ParameterReader reader, TimelineMode mode) {
        for (String name : List.of("windowSeconds", "hopSeconds")) {
            if (mode != TimelineMode.WINDOW && reader.has(name)) {
                throw RecognitionException.invalidParameter(name, "expected mode=window with it");
            }
        }
    }
}
