package dev.undertone.cli;

import dev.undertone.annotation.TimelineFormat;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.TimelineMode;
import dev.undertone.recognition.TimelineOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code analyze} makes timelines; the same words as in the query of the service. */
final class TimelineArguments {

    @Option(
            names = "--timeline",
            description = "Cut each recording into segments and judge these, however long it is.")
    private boolean timeline;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "vad: where someone speaks (default); window: windows of one length; segments: those of --segments.")
    private @Nullable String mode;

    @Option(
            names = "--window-seconds",
            paramLabel = "S",
            description = "Length of a window, 0.5 to 30 (default: 4).")
    private @Nullable String windowSeconds;

    @Option(
            names = "--hop-seconds",
            paramLabel = "S",
            description = "From one window to the next (default: 2).")
    private @Nullable String hopSeconds;

    @Option(
            names = "--channel",
            paramLabel = "MODE",
            description = "mix: channels are mixed (default); each: each channel on its own.")
    private @Nullable String channel;

    @Option(
            names = "--segments",
            paramLabel = "JSON",
            description =
                    "A file with a list of {\"start\": s, \"end\": s, \"speaker\": \"...\"}; means --mode segments.")
    private @Nullable Path segments;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "jsonl: a JSON object per event (default); json, csv, audacity, elan or textgrid: one file at a time.")
    private @Nullable String format;

    /** Whether timelines are wanted at all. */
    boolean isWanted() {
        return timeline;
    }

    /** Whether anything is given that has no meaning without {@code --timeline}. */
    boolean isGiven() {
        return mode != null
                || windowSeconds != null
                || hopSeconds != null
                || channel != null
                || segments != null
                || format != null;
    }

    /** The caller's segments, null for none. */
    @Nullable Path segments() {
        return segments;
    }

    /**
     * The options of every recording, without segments.
     *
     * @throws RecognitionException of invalid-parameter
     */
    TimelineOptions options() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        put(parameters, "mode", mode == null && segments != null ? "segments" : mode);
        put(parameters, "windowSeconds", windowSeconds);
        put(parameters, "hopSeconds", hopSeconds);
        put(parameters, "channel", channel);
        TimelineOptions options = TimelineOptions.parse(parameters);
        if ((options.mode() == TimelineMode.SEGMENTS) != (segments != null)) {
            throw RecognitionException.invalidParameter(
                    "segments", "expected a file with the mode segments, and only there");
        }
        return options;
    }

    /**
     * The form of the output.
     *
     * @throws RecognitionException of invalid-parameter
     */
    TimelineFormat format() {
        return switch (format == null ? "jsonl" : format.toLowerCase(Locale.ROOT)) {
            case "jsonl" -> TimelineFormat.JSON_LINES;
            case "json" -> TimelineFormat.JSON;
            case "csv" -> TimelineFormat.CSV;
            case "audacity" -> TimelineFormat.AUDACITY;
            case "elan" -> TimelineFormat.ELAN;
            case "textgrid" -> TimelineFormat.TEXTGRID;
            default ->
                    throw RecognitionException.invalidParameter(
                            "format", "expected jsonl, json, csv, audacity, elan or textgrid");
        };
    }

    private static void put(
            Map<String, List<String>> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, List.of(value));
        }
    }
}
