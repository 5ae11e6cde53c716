package dev.undertone.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OneCycleScheduleTest {

    private final OneCycleSchedule schedule = new OneCycleSchedule(2e-3, 0.25, 101);

    @Test
    void learningRate_ofKnownSteps_isTheCycle() {
        OneCycleSchedule hundred = new OneCycleSchedule(1.0, 0.25, 100);

        assertThat(hundred.learningRate(0)).isEqualTo(0.1f);
        assertThat(hundred.learningRate(25)).isEqualTo(1.0f);
        assertThat(hundred.learningRate(99)).isEqualTo(0.001f);
        // half-way down the cosine: the mean of peak and end
        assertThat(hundred.learningRate(62)).isCloseTo(0.5005f, within(1e-4f));
    }

    @Test
    void learningRate_overTheRun_risesThenFalls() {
        for (int step = 1; step < 101; step++) {
            float change = schedule.learningRate(step) - schedule.learningRate(step - 1);
            assertThat(change > 0).as("step %d", step).isEqualTo(step <= 25);
        }
    }
}
