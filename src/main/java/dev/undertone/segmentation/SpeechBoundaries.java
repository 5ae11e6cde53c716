package dev.undertone.segmentation;

import org.jspecify.annotations.Nullable;

/**
 * Joins voiced frames into stretches of speech. In frames of 10 ms:
 *
 * <ul>
 *   <li>Speech begins once {@value #ONSET_VOICED} of the last {@value #REACH} frames are voiced: the shortest words have
 *       80 ms of vowel, clicks have not. Its start is looked for backwards from the first of these frames, over active
 *       frames with gaps of at most {@value #GAP} (the closure of a plosive), at most {@value #REACH} frames: the longest
 *       unvoiced onsets ("str") take 0.3 s.
 *   <li>It goes on while {@value #GOING_VOICED} of the last {@value #REACH} frames are voiced, and ends {@value
 *       #HANGOVER} frames (0.5 s) after the last of those: shorter pauses lie within sentences, and one sentence should be
 *       heard as one. Its end is the last active frame reached forwards by the same rule.
 *   <li>Each side gets {@value #PADDING} frames (0.2 s) of what surrounds it, as far as it has come, as the models have
 *       learned from clips with silence around them; with a pause of 0.5 s the paddings of two stretches cannot meet.
 *   <li>Half way to its longest, 15 of 30 s, a stretch begins to be content with shorter pauses, down to {@value
 *       #SHORTEST_HANGOVER} frames (a gap between words) at its longest; there it is cut: a model has learned from
 *       utterances of seconds, and memory is bounded. No decision is taken back, so that whoever follows a stretch while
 *       it grows needs no sample twice.
 * </ul>
 */
final class SpeechBoundaries {

    /** Longest stretch where nothing else is said: 30 s. */
    static final int LONGEST_SAMPLES = 30 * FrameVoicing.SAMPLE_RATE_HZ;

    /** How far before the last sample that has come a stretch may begin when it is first known, or be held back: 1 s. */
    static final int LOOK_BACK_SAMPLES = FrameVoicing.SAMPLE_RATE_HZ;

    private static final int ONSET_VOICED = 8;
    private static final int GOING_VOICED = 3;
    private static final int REACH = 30;
    private static final int GAP = 5;
    private static final int HANGOVER = 50;
    private static final int SHORTEST_HANGOVER = 5;
    private static final int PADDING = 20;

    private static final int HOP = FrameVoicing.GRID.hopLengthSamples();
    private static final int CENTRE = FrameVoicing.GRID.frameLengthSamples() / 2;

    private final int longest;
    private long voicedBits;
    private long activeBits;
    private long frame = -1;
    private boolean open;
    private long start;
    private long lastVoiced;
    private long lastActive;
    private long toldUntil;

    /**
     * At the start of a recording.
     *
     * @param longestSamples of a stretch, at least a second
     */
    SpeechBoundaries(int longestSamples) {
        if (longestSamples < FrameVoicing.SAMPLE_RATE_HZ) {
            throw new IllegalArgumentException(
                    "expected at least a second but got %d samples".formatted(longestSamples));
        }
        longest = (longestSamples - (int) lastSample(0)) / HOP;
    }

    /** Takes the next frame; the stretch that it completes, null for none. */
    @Nullable Span next(boolean active, boolean voiced) {
        frame++;
        voicedBits = (voicedBits << 1 | (voiced ? 1 : 0)) & ((1L << REACH) - 1);
        activeBits = activeBits << 1 | (active ? 1 : 0);
        if (!open) {
            openIfVoiced();
            return null;
        }
        follow(active, voiced);
        if (frame - lastVoiced >= hangover()) {
            return close(lastSample(frame));
        }
        return frame - start >= longest ? cut() : null;
    }

    /** Whether speech goes on at the last frame, pauses shorter than the hangover included. */
    boolean isOpen() {
        return open;
    }

    /** First sample of the stretch that goes on. */
    long openedAt() {
        return Math.max(toldUntil, start * HOP);
    }

    /** Behind the last sample that the stretch which goes on has for certain, whatever comes. */
    long certainEnd() {
        return paddedEnd(lastSample(frame));
    }

    /**
     * Ends the stretch that goes on as if nothing but silence followed.
     *
     * @param seen how many samples have come, beyond those of the last frame
     * @return null where none goes on
     */
    @Nullable Span finish(long seen) {
        return open ? close(seen) : null;
    }

    /** The pause that ends a stretch as long as the present one. */
    private long hangover() {
        double beyondHalf = Math.max(0, 2.0 * (frame - start) / longest - 1);
        return Math.round(HANGOVER - beyondHalf * (HANGOVER - SHORTEST_HANGOVER));
    }

    private void openIfVoiced() {
        if (Long.bitCount(voicedBits) < ONSET_VOICED) {
            return;
        }
        int age = Long.SIZE - 1 - Long.numberOfLeadingZeros(voicedBits);
        start = Math.max(toldUntil, firstSample(frame - onset(age)) - (long) PADDING * HOP) / HOP;
        open = true;
        lastVoiced = frame;
        lastActive = frame;
    }

    /** Age in frames of the first active frame before a voiced one of some age. */
    private int onset(int voicedAge) {
        int onset = voicedAge;
        int oldest = (int) Math.min(frame, voicedAge + (long) REACH);
        for (int age = voicedAge + 1; age <= oldest && age - onset <= GAP; age++) {
            onset = (activeBits >> age & 1) == 1 ? age : onset;
        }
        return onset;
    }

    private void follow(boolean active, boolean voiced) {
        if (voiced && Long.bitCount(voicedBits) >= GOING_VOICED) {
            lastVoiced = frame;
            lastActive = frame;
        } else if (active && frame - lastActive <= GAP && frame - lastVoiced <= REACH) {
            lastActive = frame;
        }
    }

    private Span close(long seen) {
        open = false;
        voicedBits = 0;
        return told(paddedEnd(seen), false);
    }

    private long paddedEnd(long seen) {
        return Math.min(lastSample(lastActive) + (long) PADDING * HOP, seen);
    }

    /** Speech goes on behind the cut. */
    private Span cut() {
        Span span = told(lastSample(frame), true);
        start = span.end() / HOP;
        return span;
    }

    private Span told(long end, boolean isCut) {
        Span span = new Span(openedAt(), end, isCut);
        toldUntil = end;
        return span;
    }

    /** A frame speaks for the hop around its centre. */
    private static long firstSample(long frame) {
        return Math.max(0, frame * HOP + CENTRE - HOP / 2);
    }

    private static long lastSample(long frame) {
        return frame * HOP + CENTRE + HOP / 2;
    }
}
