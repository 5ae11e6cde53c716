package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoublePredicate;

/** The service's meters, as Prometheus reads them. */
final class Counters {

    private static final List<String> OUTCOMES =
            List.of("completed", "rejected", "failed", "cancelled");

    private static final List<String> GAUGES =
            List.of(
                    "undertone_working_requests",
                    "undertone_abandoned_requests",
                    "undertone_queued_requests",
                    "undertone_working_timelines");

    private final ServiceFixture service;

    Counters(ServiceFixture service) {
        this.service = service;
    }

    /** Sum of the series of a name whose labels hold a text. */
    double sum(String name, String label) throws Exception {
        return sum(scrape(), name, label);
    }

    double sum(String name) throws Exception {
        return sum(name, "");
    }

    String scrape() throws Exception {
        return service.get("/actuator/prometheus").body();
    }

    /** Looks again and again until the sum is as it should be; the test's time-out ends what never is. */
    void await(String name, DoublePredicate expected) throws Exception {
        while (!expected.test(sum(name))) {
            Thread.onSpinWait();
        }
    }

    /** Every request that came has ended in one of the ways there are, and nothing is on its way. */
    void requireNothingLost() throws Exception {
        await("undertone_working_requests", working -> working == 0);
        String scrape = scrape();
        double finished = 0;
        for (String outcome : OUTCOMES) {
            finished += sum(scrape, "undertone_finished_requests_total", outcome);
        }
        assertThat(finished)
                .isPositive()
                .isEqualTo(sum(scrape, "undertone_received_requests_total", ""));
        for (String gauge : GAUGES) {
            assertThat(sum(scrape, gauge, "")).as(gauge).isZero();
        }
    }

    private static double sum(String scrape, String name, String label) {
        return scrape.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
