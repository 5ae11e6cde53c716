package dev.undertone.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WaitingLineTest {

    private final WaitingLine line = new WaitingLine();

    @Test
    void poll_shortOnes_goInTheOrderTheyCame() {
        Turn<?> first = turn(0, 4);
        Turn<?> second = turn(1, 3);
        Turn<?> third = turn(2, 5);
        List.of(third, first, second).forEach(line::add);

        assertThat(drain()).containsExactly(first, second, third);
    }

    @Test
    void poll_fiveMinutes_letPassWhatComesWithinFifteenSecondsAndNobodyElse() {
        Turn<?> fiveMinutes = turn(0, 300);
        Turn<?> before = turn(14.8, 2);
        Turn<?> behind = turn(15.1, 2);
        List.of(behind, before, fiveMinutes).forEach(line::add);

        assertThat(drain()).containsExactly(before, fiveMinutes, behind);
    }

    @Test
    void poll_withoutLongs_leavesThemWhereTheyAre() {
        Turn<?> fiveMinutes = turn(0, 300);
        Turn<?> behind = turn(60, 2);
        List.of(fiveMinutes, behind).forEach(line::add);

        assertThat(line.poll(false)).isSameAs(behind);
        assertThat(line.poll(false)).isNull();
        assertThat(line.longs()).isEqualTo(1);
        assertThat(line.poll(true)).isSameAs(fiveMinutes);
        assertThat(line.poll(true)).isNull();
    }

    @Test
    void remove_oneThatGaveUp_isNotPolled() {
        Turn<?> patient = turn(1, 2);
        Turn<?> impatient = turn(0, 300);
        List.of(patient, impatient).forEach(line::add);

        line.remove(impatient);

        assertThat(line.size()).isEqualTo(1);
        assertThat(drain()).containsExactly(patient);
    }

    /** The monotonic clock may stand anywhere: here it overflows on the way. */
    private static Turn<?> turn(double atSeconds, double audioSeconds) {
        long start = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(10);
        return new Turn<>(() -> "", start + (long) (atSeconds * 1e9), audioSeconds, turn -> {});
    }

    private List<Turn<?>> drain() {
        List<Turn<?>> order = new ArrayList<>();
        for (Turn<?> next = line.poll(true); next != null; next = line.poll(true)) {
            order.add(next);
        }
        return order;
    }
}
