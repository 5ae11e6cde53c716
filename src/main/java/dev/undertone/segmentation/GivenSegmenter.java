package dev.undertone.segmentation;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * The parts that the caller names, in order of their starts; they may overlap. One that begins before the end of the
 * recording and ends behind it is cut there.
 */
public final class GivenSegmenter extends Segmenter {

    private final List<GivenSegment> segments;
    private int next;

    /**
     * At the start of a recording.
     *
     * @param segments in any order
     */
    public GivenSegmenter(List<GivenSegment> segments) {
        super(longest(segments));
        this.segments =
                segments.stream()
                        .sorted(
                                Comparator.comparingDouble(GivenSegment::startSeconds)
                                        .thenComparingDouble(GivenSegment::endSeconds))
                        .toList();
    }

    /** How many segments begin so late that the recording, which has ended, has not one frame of them. */
    public int missing() {
        return segments.size() - next;
    }

    @Override
    void advance(float[] samples, int offset, int length, StretchConsumer consumer)
            throws IOException {
        while (next < segments.size() && segments.get(next).span().end() <= seen()) {
            tell(segments.get(next).span(), segments.get(next).speaker(), consumer);
            next++;
        }
    }

    @Override
    public void finish(StretchConsumer consumer) throws IOException {
        while (next < segments.size()
                && seen() - segments.get(next).span().start() >= MIN_SAMPLES) {
            GivenSegment segment = segments.get(next);
            long end = Math.min(segment.span().end(), seen());
            tell(new Span(segment.span().start(), end), segment.speaker(), consumer);
            next++;
        }
    }

    private static int longest(List<GivenSegment> segments) {
        return Math.toIntExact(
                segments.stream()
                        .mapToLong(segment -> segment.span().end() - segment.span().start())
                        .max()
                        .orElse(0));
    }
}
