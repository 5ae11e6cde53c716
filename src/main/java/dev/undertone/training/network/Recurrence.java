package dev.undertone.training.network;

/** The recurrent cells that {@link EmotionNetwork} can be built of. */
public enum Recurrence {
    /** The conventional LSTM: no combining steps. */
    LSTM(4),

    /** Every fifth step replaces the states by the plain mean of the three selected ones. */
    MEAN_LSTM(4),

    /** Every fifth step replaces the states by a learned, softmax-weighted mean, Eq. (8) to (12). */
    A_LSTM(4),

    /** The same combination of h, Eq. (11, 12), in a GRU: the paper's future work. */
    A_GRU(3);

    /**
     * Steps from one combining step to the next: max(T) of the offsets T = {5, 3, 1}, which count
     * back from the next step. The combining steps are t = 4, 9, 14, ... from the start of the
     * sequence in its direction; the paper leaves this phase open.
     */
    public static final int PERIOD = 5;

    private final int gates;

    Recurrence(int gates) {
        this.gates = gates;
    }

    /** How many gates lie side by side in the weights: i, f, o, g of an LSTM; z, r, n of a GRU. */
    public int gates() {
        return gates;
    }

    /** True where the cell hands on C beside h: an LSTM. */
    public boolean hasCell() {
        return this != A_GRU;
    }

    /** True where every {@value #PERIOD}th step combines the states of steps t-4, t-2 and t. */
    public boolean combines() {
        return this != LSTM;
    }

    /** True where the weights of a combination are learned. */
    public boolean learnsCombination() {
        return this == A_LSTM || this == A_GRU;
    }
}
