package dev.undertone.frame;

/**
 * Where frames lie. Frame t covers the W samples s[tH .. tH + W - 1]; its neighbourhood, the M samples that a pitch is
 * read from, is centred on it and reaches (M - W) / 2 samples beyond either end. There is no padding: only whole frames
 * count.
 *
 * @param frameLengthSamples W, positive
 * @param hopLengthSamples H, positive
 * @param neighbourhoodLengthSamples M, at least W, with M - W even
 */
public record FrameGrid(
        int frameLengthSamples, int hopLengthSamples, int neighbourhoodLengthSamples) {

    public FrameGrid {
        if (frameLengthSamples <= 0 || hopLengthSamples <= 0) {
            throw new IllegalArgumentException(
                    "expected a positive frame and hop but got %d and %d samples"
                            .formatted(frameLengthSamples, hopLengthSamples));
        }
        int beyond = neighbourhoodLengthSamples - frameLengthSamples;
        if (beyond < 0 || beyond % 2 != 0) {
            throw new IllegalArgumentException(
                    "expected a neighbourhood centred on %d samples but got %d"
                            .formatted(frameLengthSamples, neighbourhoodLengthSamples));
        }
    }

    /** How far a neighbourhood reaches beyond either end of its frame: (M - W) / 2 samples. */
    public int marginSamples() {
        return (neighbourhoodLengthSamples - frameLengthSamples) / 2;
    }

    /**
     * How many whole frames fit in N samples: floor((N - W) / H) + 1, and 0 where not even one does.
     *
     * @param samples N
     * @throws ArithmeticException if there are more frames than an int counts
     */
    public int frameCount(long samples) {
        return samples < frameLengthSamples
                ? 0
                : Math.toIntExact((samples - frameLengthSamples) / hopLengthSamples + 1);
    }

    /** The first sample of frame t's neighbourhood; negative where that starts before the audio. */
    long neighbourhoodStart(long frame) {
        return frame * hopLengthSamples - marginSamples();
    }

    /** How many samples must have come before frame t's neighbourhood is complete. */
    long samplesUntil(long frame) {
        return neighbourhoodStart(frame) + neighbourhoodLengthSamples;
    }
}
