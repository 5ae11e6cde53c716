package dev.undertone.annotation;

import dev.undertone.recognition.Judgement;
import dev.undertone.recognition.TimelineSegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a timeline in rows without overlaps, as ELAN and Praat have them: one tier per voice, and further ones
 * ("agent (2)") for those of its segments that begin before the last one on the tier ends, as overlapping windows do.
 */
final class Tiers {

    private static final String UNNAMED = "emotion";

    /** A labelled part of a recording. */
    record Interval(double startSeconds, double endSeconds, String text) {}

    private final Map<String, List<Interval>> tiers = new LinkedHashMap<>();

    /** Adds the next segment, in the order of starts of its voice. */
    void add(TimelineSegment segment) {
        String voice = voice(segment.channel(), segment.speaker());
        String name = voice.isEmpty() ? UNNAMED : voice;
        int number = 1;
        List<Interval> tier = tier(name, number);
        while (!tier.isEmpty() && tier.get(tier.size() - 1).endSeconds() > segment.startSeconds()) {
            number++;
            tier = tier(name, number);
        }
        tier.add(
                new Interval(
                        segment.startSeconds(),
                        segment.endSeconds(),
                        text(segment.judgement(), " ")));
    }

    /** The tiers by their names; there is at least one, which may be empty. */
    Map<String, List<Interval>> byName() {
        if (tiers.isEmpty()) {
            tier(UNNAMED, 1);
        }
        return tiers;
    }

    /** Who is heard: {@code agent}, {@code channel 0}, {@code channel 0 agent} or nothing. */
    static String voice(@Nullable Integer channel, @Nullable String speaker) {
        String name = channel == null ? "" : "channel " + channel;
        if (speaker == null) {
            return name;
        }
        return name.isEmpty() ? speaker : name + " " + speaker;
    }

    /** What is heard: {@code angry 0.82}, or why no emotion is named. */
    static String text(Judgement judgement, String separator) {
        if (judgement.abstention() != null) {
            return judgement.abstention().code();
        }
        return judgement.emotion()
                + separator
                + String.format(Locale.ROOT, "%.2f", judgement.confidence());
    }

    private List<Interval> tier(String name, int number) {
        return tiers.computeIfAbsent(
                number == 1 ? name : "%s (%d)".formatted(name, number),
                absent -> new ArrayList<>());
    }
}
