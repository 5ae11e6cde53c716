package dev.undertone.annotation;

import dev.undertone.recognition.Problem;
import dev.undertone.recognition.TimelineEnd;
import dev.undertone.recognition.TimelineSegment;
import dev.undertone.recognition.TimelineStart;
import java.io.IOException;

/**
 * Writes all at the end, since these forms begin with what is known only then. Until then a segment is two numbers and a
 * word or two.
 */
abstract class TierWriter implements TimelineWriter {

    private final Tiers tiers = new Tiers();

    /** Writes the whole document. */
    abstract void write(Tiers all, double durationSeconds) throws IOException;

    @Override
    public void started(TimelineStart start) {}

    @Override
    public void segment(TimelineSegment segment) {
        tiers.add(segment);
    }

    @Override
    public void ended(TimelineEnd end) throws IOException {
        write(tiers, end.durationSeconds());
    }

    @Override
    public boolean failed(Problem problem) {
        return false;
    }
}
