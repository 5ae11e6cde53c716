package dev.undertone.recognition;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for their turn. Who came first goes first, but each steps back by a twentieth of its audio: a recording
 * of five minutes lets pass what comes within fifteen seconds, and nobody else, so that it cannot starve. Not
 * thread-safe.
 */
final class WaitingLine {

    private final PriorityQueue<Turn<?>> shorts = new PriorityQueue<>(Turn::compareRank);
    private final PriorityQueue<Turn<?>> longs = new PriorityQueue<>(Turn::compareRank);

    int size() {
        return shorts.size() + longs.size();
    }

    int longs() {
        return longs.size();
    }

    void add(Turn<?> turn) {
        (turn.isLong() ? longs : shorts).add(turn);
    }

    void remove(Turn<?> turn) {
        (turn.isLong() ? longs : shorts).remove(turn);
    }

    /**
     * Takes out who goes next.
     *
     * @param withLongs whether it may be a long recording
     * @return null where nobody does
     */
    @Nullable Turn<?> poll(boolean withLongs) {
        Turn<?> first = shorts.peek();
        Turn<?> firstLong = withLongs ? longs.peek() : null;
        if (first == null || (firstLong != null && firstLong.compareRank(first) < 0)) {
            return firstLong == null ? null : longs.poll();
        }
        return shorts.poll();
    }
}
