package dev.undertone.recognition;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** One request before, in and after its work. All but the work itself is guarded by its {@link Admission}. */
final class Turn<T> extends FutureTask<T> {

    /** Where it stands. */
    enum Place {
        WAITING,
        AT_WORK,
        /** Still at work, but its caller has been answered. */
        LEFT_BEHIND,
        DONE
    }

    /** From here on a recording is long: it costs about a tenth of a second of a core. */
    static final double LONG_SECONDS = 30;

    /** Seconds that a request steps back in the line for each second of its audio. */
    private static final double STEP_BACK = 0.05;

    private final double audioSeconds;
    private final long rankNanos;
    private final Consumer<Turn<?>> atEnd;
    private Place place = Place.WAITING;

    /**
     * Comes to the line.
     *
     * @param work what it does
     * @param arrivedNanos of the monotonic clock
     * @param audioSeconds how much audio it seems to be
     * @param atEnd told when work is over, before the caller knows of it; may be told again
     */
    Turn(Callable<T> work, long arrivedNanos, double audioSeconds, Consumer<Turn<?>> atEnd) {
        super(work);
        this.audioSeconds = audioSeconds;
        this.rankNanos = arrivedNanos + (long) (audioSeconds * STEP_BACK * 1e9);
        this.atEnd = atEnd;
    }

    /** Works, unless the caller has gone before. */
    @Override
    public void run() {
        super.run();
        atEnd.accept(this);
    }

    @Override
    protected void set(T result) {
        atEnd.accept(this);
        super.set(result);
    }

    @Override
    protected void setException(Throwable failure) {
        atEnd.accept(this);
        super.setException(failure);
    }

    /** Ends it without work. */
    void refuse(RecognitionException reason) {
        super.setException(reason);
    }

    boolean isLong() {
        return audioSeconds >= LONG_SECONDS;
    }

    /** Where in the line, on the monotonic clock: lower goes first. */
    int compareRank(Turn<?> other) {
        return Long.signum(rankNanos - other.rankNanos);
    }

    Place place() {
        return place;
    }

    void moveTo(Place next) {
        place = next;
    }
}
