package dev.undertone.recognition;

import dev.undertone.segmentation.GivenSegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads the segments that a caller names, strictly but for fields that it does not know, which diarisers add. */
final class SegmentList {

    static final String PARAMETER = "segments";

    private static final int MAX_SEGMENTS = 20_000;
    private static final int MAX_SPEAKERS = 100;
    private static final int MAX_SPEAKER_CHARACTERS = 100;

    /** All segments together may be this many times as long as the longest recording: speakers overlap. */
    private static final int MAX_OVERLAP = 2;

    private SegmentList() {}

    /**
     * Reads {@code [{"start": 0.5, "end": 2.25, "speaker": "agent"}, ...]}.
     *
     * @throws RecognitionException of {@link Reason#INVALID_PARAMETER} if this is none, or beyond the limits
     */
    static List<GivenSegment> parse(byte[] json, TimelineLimits limits) {
        JsonNode list = read(json);
        if (!list.isArray() || list.isEmpty() || list.size() > MAX_SEGMENTS) {
            throw invalid("expected a JSON array of 1 to %d segments".formatted(MAX_SEGMENTS));
        }
        List<GivenSegment> segments = new ArrayList<>();
        Set<String> speakers = new HashSet<>();
        double seconds = 0;
        for (JsonNode item : list) {
            GivenSegment segment = segment(item, segments.size(), limits);
            segments.add(segment);
            seconds += segment.endSeconds() - segment.startSeconds();
            if (segment.speaker() != null) {
                speakers.add(segment.speaker());
            }
        }
        if (speakers.size() > MAX_SPEAKERS) {
            throw invalid("expected at most %d speakers".formatted(MAX_SPEAKERS));
        }
        if (seconds > MAX_OVERLAP * limits.audio().maxDuration().toSeconds()) {
            throw invalid(
                    "expected segments of at most %d s together"
                            .formatted(MAX_OVERLAP * limits.audio().maxDuration().toSeconds()));
        }
        return segments;
    }

    private static JsonNode read(byte[] json) {
        try {
            return AnswerJson.mapper().readTree(json);
        } catch (JacksonException e) {
            throw invalid("expected JSON");
        }
    }

    private static GivenSegment segment(JsonNode item, int index, TimelineLimits limits) {
        double start = seconds(item, "start", index);
        double end = seconds(item, "end", index);
        if (end - start > limits.longestSegment().toSeconds()) {
            throw invalid(
                    "segment %d: expected at most %d s"
                            .formatted(index, limits.longestSegment().toSeconds()));
        }
        if (start > limits.audio().maxDuration().toSeconds()) {
            throw invalid("segment %d begins behind the longest recording".formatted(index));
        }
        String speaker = speaker(item, index);
        try {
            return new GivenSegment(start, end, speaker);
        } catch (IllegalArgumentException e) {
            throw invalid("segment %d: expected 0 <= start < end".formatted(index));
        }
    }

    private static double seconds(JsonNode item, String field, int index) {
        JsonNode value = item.get(field);
        if (value == null || !value.isNumber()) {
            throw invalid("segment %d: expected %s in seconds".formatted(index, field));
        }
        return value.doubleValue();
    }

    private static @Nullable String speaker(JsonNode item, int index) {
        JsonNode value = item.get("speaker");
        if (value == null || value.isNull()) {
            return null;
        }
        String name = value.isString() ? value.stringValue() : "";
        if (name.isBlank()
                || name.length() > MAX_SPEAKER_CHARACTERS
                || name.codePoints().anyMatch(SegmentList::isUnprintable)) {
            throw invalid(
                    "segment %d: expected a speaker of 1 to %d characters"
                            .formatted(index, MAX_SPEAKER_CHARACTERS));
        }
        return name;
    }

    /** What cannot stand in a line of text or in XML. */
    private static boolean isUnprintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static RecognitionException invalid(String detail) {
        return RecognitionException.invalidParameter(PARAMETER, detail);
    }
}
