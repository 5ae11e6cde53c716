package dev.undertone.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EpochReportTest {

    @Test
    void best_severalEpochs_isTheFirstOfTheHighest() {
        List<EpochReport> reports = List.of(report(1, 0.5), report(2, 0.7), report(3, 0.7));

        assertThat(EpochReport.best(reports)).contains(report(2, 0.7));
    }

    @Test
    void best_nobodyValidated_isEmpty() {
        assertThat(EpochReport.best(List.of(report(1, null)))).isEmpty();
    }

    private static EpochReport report(int epoch, @Nullable Double uar) {
        return new EpochReport(epoch, 1, uar, 1, 1);
    }
}
