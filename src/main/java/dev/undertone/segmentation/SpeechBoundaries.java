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
 *   <li>Each side gets {@value #PADDING} frames (0.2 s) of what surrounds it, as the models have learned from clips with
 *       silence around them; with a pause of 0.5 s the paddings of two stretches cannot meet.
 *   <li>After {@value #LONGEST} frames (30 s) a stretch is split in its second half where 50 ms are quietest: a model has
 *       learned from utterances of seconds, and memory is bounded.
 * </ul>
 */
final class SpeechBoundaries {

    /** Longest stretch, with what is looked back for and waited for: 31 s. */
    static final int LONGEST_SAMPLES = 31 * FrameVoicing.SAMPLE_RATE_HZ;

    private static final int ONSET_VOICED = 8;
    private static final int GOING_VOICED = 3;
    private static final int REACH = 30;
    private static final int GAP = 5;
    private static final int HANGOVER = 50;
    private static final int PADDING = 20;
    private static final int LONGEST = 3000;
    private static final int QUIET_FRAMES = 5;

    private static final int HOP = FrameVoicing.GRID.hopLengthSamples();
    private static final int CENTRE = FrameVoicing.GRID.frameLengthSamples() / 2;

    private final double[] powers = new double[LONGEST];
    private long voicedBits;
    private long activeBits;
    private long frame = -1;
    private boolean open;
    private long start;
    private long lastVoiced;
    private long lastActive;
    private long toldUntil;

    /** Takes the next frame; the stretch that it completes, null for none. */
    @Nullable Span next(boolean active, boolean voiced, double power) {
        frame++;
        powers[(int) (frame % LONGEST)] = power;
        voicedBits = (voicedBits << 1 | (voiced ? 1 : 0)) & ((1L << REACH) - 1);
        activeBits = activeBits << 1 | (active ? 1 : 0);
        if (!open) {
            openIfVoiced();
            return null;
        }
        follow(active, voiced);
        if (frame - lastVoiced >= HANGOVER) {
            return close();
        }
        return frame - start >= LONGEST - 1 ? split() : null;
    }

    /** Whether speech goes on at the last frame, pauses shorter than the hangover included. */
    boolean isOpen() {
        return open;
    }

    /** Ends the recording; the stretch that was going on, null for none. Its padding may reach beyond the last sample. */
    @Nullable Span finish() {
        return open ? close() : null;
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

    private Span close() {
        open = false;
        voicedBits = 0;
        return told(lastSample(lastActive) + (long) PADDING * HOP);
    }

    private Span split() {
        long quietest = frame - LONGEST / 2;
        double lowest = Double.POSITIVE_INFINITY;
        for (long first = frame - LONGEST / 2; first <= frame - QUIET_FRAMES; first++) {
            double sum = 0;
            for (int n = 0; n < QUIET_FRAMES; n++) {
                sum += powers[(int) ((first + n) % LONGEST)];
            }
            if (sum < lowest) {
                lowest = sum;
                quietest = first + QUIET_FRAMES / 2;
            }
        }
        Span span = told(quietest * HOP + CENTRE);
        start = quietest;
        return span;
    }

    private Span told(long end) {
        Span span = new Span(Math.max(toldUntil, start * HOP), end);
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
