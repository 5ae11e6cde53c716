package dev.undertone.training.network;

/** The recurrent cells that {@link EmotionNetwork} can be built of. */
public enum Recurrence {
    /** The conventional LSTM: no combining steps. */
    LSTM,

    /** Every fifth step replaces the states by the plain mean of the three selected ones. */
    MEAN_LSTM,

    /** Every fifth step replaces the states by a learned, softmax-weighted mean, Eq. (8) to (12). */
    A_LSTM;

    /** True where every {@value #PERIOD}th step combines the states of steps t-4, t-2 and t. */
    public boolean combines() {
        return this != LSTM;
    }

    /** True where the weights of a combination are learned. */
    public boolean learnsCombination() {
        return this == A_LSTM;
    }

    /**
     * Steps from one combining step to the next: max(T) of the offsets T = {5, 3, 1}, which count
     * back from the next step. The combining steps are t = 4, 9, 14, ... from the start of the
     * sequence in its direction; the paper leaves this phase open.
     */
    public static final int PERIOD = 5;
}
