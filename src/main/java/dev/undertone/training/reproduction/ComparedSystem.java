package dev.undertone.training.reproduction;

import dev.undertone.training.degradation.AcousticCondition;
import dev.undertone.training.network.Recurrence;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The systems of the paper and the baselines beside them, in the order in which the grid trains them. */
public enum ComparedSystem {
    LINEAR("linear", null, false),
    A_LSTM("a-lstm", Recurrence.A_LSTM, false),
    LSTM("lstm", Recurrence.LSTM, false),
    MEAN_LSTM("mean-lstm", Recurrence.MEAN_LSTM, false),
    DNN_IS10("dnn-is10", null, false),
    FUSION("fusion", null, false),
    ENSEMBLE("ensemble", null, false),
    A_LSTM_MT("a-lstm-mt", Recurrence.A_LSTM, true),
    LSTM_MT("lstm-mt", Recurrence.LSTM, true),
    A_GRU("a-gru", Recurrence.A_GRU, false),
    MEAN_LSTM_MT("mean-lstm-mt", Recurrence.MEAN_LSTM, true),
    A_GRU_MT("a-gru-mt", Recurrence.A_GRU, true),
    LINEAR_MC("linear-mc", null, false, true),
    A_LSTM_MC("a-lstm-mc", Recurrence.A_LSTM, false, true),
    ROBUST("robust", null, false);

    private final String systemName;
    private final @Nullable Recurrence recurrence;
    private final boolean multiTask;
    private final boolean multiCondition;

    ComparedSystem(String systemName, @Nullable Recurrence recurrence, boolean multiTask) {
        this(systemName, recurrence, multiTask, false);
    }

    ComparedSystem(
            String systemName,
            @Nullable Recurrence recurrence,
            boolean multiTask,
            boolean multiCondition) {
        this.systemName = systemName;
        this.recurrence = recurrence;
        this.multiTask = multiTask;
        this.multiCondition = multiCondition;
    }

    /** The name that callers know, such as {@code a-lstm-mt}. */
    public String systemName() {
        return systemName;
    }

    /** The recurrent cell; empty for a system that is no recurrent network. */
    public Optional<Recurrence> recurrence() {
        return Optional.ofNullable(recurrence);
    }

    /** Whether it reads frames, and so has attention: the recurrent networks and what they are fused into. */
    public boolean readsFrames() {
        return recurrence != null
                || members().stream().anyMatch(member -> member.recurrence != null);
    }

    /**
     * What a fusion is made of, the network whose seed and speakers count first; empty for a system by itself. One is the
     * paper's, the others are cheap enough to answer by default.
     */
    public List<ComparedSystem> members() {
        return switch (this) {
            case FUSION -> List.of(A_LSTM, DNN_IS10);
            case ENSEMBLE -> List.of(A_LSTM, LSTM, LINEAR);
            case ROBUST -> List.of(A_LSTM_MC, LINEAR_MC);
            default -> List.of();
        };
    }

    /** Whether speaker and gender are learned beside emotion. */
    public boolean multiTask() {
        return multiTask;
    }

    /**
     * How much a member counts in the mean that this fusion is: as much as each network, but a linear model of many
     * conditions for a quarter. It agrees with networks that have learned for long at home and misleads them in another
     * studio (docs/experiments.md).
     */
    double share(ComparedSystem member) {
        return this == ROBUST && member == LINEAR_MC ? 0.25 : 1;
    }

    /** Where its training hears each clip too (multi-condition training); empty for recordings as they are. */
    public List<AcousticCondition> conditions() {
        return multiCondition
                ? List.of(
                        AcousticCondition.TELEPHONE,
                        AcousticCondition.NOISE,
                        AcousticCondition.ROOM,
                        AcousticCondition.ROOM_TONE)
                : List.of();
    }
}
