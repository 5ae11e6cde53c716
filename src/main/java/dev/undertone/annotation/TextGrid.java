package dev.undertone.annotation;

import dev.undertone.annotation.Tiers.Interval;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Praat's TextGrid in its long text form (Praat manual, "TextGrid file formats"): one interval tier per voice. The intervals
 * of a tier cover the whole recording; those between segments have no text.
 */
final class TextGrid extends TierWriter {

    private final OutputStream output;

    TextGrid(OutputStream output) {
        this.output = output;
    }

    @Override
    void write(Tiers all, double durationSeconds) throws IOException {
        Map<String, List<Interval>> tiers = all.byName();
        line("File type = \"ooTextFile\"");
        line("Object class = \"TextGrid\"");
        line("");
        line("xmin = 0");
        line("xmax = " + durationSeconds);
        line("tiers? <exists>");
        line("size = " + tiers.size());
        line("item []:");
        int number = 0;
        for (Map.Entry<String, List<Interval>> tier : tiers.entrySet()) {
            line("    item [%d]:".formatted(++number));
            line("        class = \"IntervalTier\"");
            line("        name = " + quoted(tier.getKey()));
            line("        xmin = 0");
            line("        xmax = " + durationSeconds);
            writeIntervals(filled(tier.getValue(), durationSeconds));
        }
        output.flush();
    }

    private void writeIntervals(List<Interval> intervals) throws IOException {
        line("        intervals: size = " + intervals.size());
        int number = 0;
        for (Interval interval : intervals) {
            line("        intervals [%d]:".formatted(++number));
            line("            xmin = " + interval.startSeconds());
            line("            xmax = " + interval.endSeconds());
            line("            text = " + quoted(interval.text()));
        }
    }

    /** The intervals with empty ones between them, from 0 to the end, which rounding may put a sample off. */
    private static List<Interval> filled(List<Interval> intervals, double durationSeconds) {
        List<Interval> filled = new ArrayList<>();
        double end = 0;
        for (Interval interval : intervals) {
            if (interval.startSeconds() > end) {
                filled.add(new Interval(end, interval.startSeconds(), ""));
            }
            end = Math.min(interval.endSeconds(), durationSeconds);
            filled.add(new Interval(interval.startSeconds(), end, interval.text()));
        }
        if (end < durationSeconds) {
            filled.add(new Interval(end, durationSeconds, ""));
        }
        return filled;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private void line(String text) throws IOException {
        output.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
