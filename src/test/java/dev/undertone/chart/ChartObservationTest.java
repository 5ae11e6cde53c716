package dev.undertone.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts and the dashboard ask for meters that there are. */
class ChartObservationTest {

    private static final Pattern METER = Pattern.compile("undertone_[a-z_]+");

    private static List<String> documentedMeters() throws IOException {
        List<String> meters = new ArrayList<>();
        Matcher names =
                Pattern.compile("`(undertone_[a-z_]+)`")
                        .matcher(Files.readString(Path.of("docs", "metrics.md")));
        while (names.find()) {
            meters.add(names.group(1));
        }
        return meters;
    }

    @ParameterizedTest
    @ValueSource(strings = {"alerts.yaml", "dashboard.json"})
    void queries_nameDocumentedMeters(String file) throws IOException {
        List<String> documented = documentedMeters();
        Matcher used = METER.matcher(Files.readString(Chart.FOLDER.resolve("files").resolve(file)));
        int count = 0;
        while (used.find()) {
            // what Prometheus makes of a timer or a summary
            assertThat(documented).contains(used.group().replaceAll("_(sum|count|bucket)$", ""));
            count++;
        }
        assertThat(count).isGreaterThan(5);
    }

    /** Both ways of scaling go by the requests that wait. */
    @Test
    void scaling_asksForADocumentedMeter() throws IOException {
        String queued = "undertone_queued_requests";
        Object metric =
                Chart.at(
                        Chart.documents(Chart.example("autoscaling")).stream()
                                .filter(d -> d.get("kind").equals("HorizontalPodAutoscaler"))
                                .findFirst()
                                .orElseThrow(),
                        "spec.metrics.1.pods.metric.name");
        Object query =
                Chart.at(
                        Chart.ofKind(Chart.documents(Chart.example("keda")), "ScaledObject").get(0),
                        "spec.triggers.0.metadata.query");

        assertThat(documentedMeters()).contains(queued);
        assertThat(metric).isEqualTo(queued);
        assertThat(query).asString().startsWith("sum(" + queued + "{");
    }

    @Test
    void alerts_everyOne_isTestedToFireAndToKeepStill() throws IOException {
        Set<String> fires = new TreeSet<>();
        Set<String> keepsStill = new TreeSet<>();
        for (Object test : list(file("alerts-test.yaml"), "tests")) {
            for (Object expected : list(test, "alert_rule_test")) {
                String name = (String) Chart.at(expected, "alertname");
                (list(expected, "exp_alerts").isEmpty() ? keepsStill : fires).add(name);
            }
        }

        assertThat(alerts()).hasSizeGreaterThan(10);
        assertThat(fires).isEqualTo(alerts());
        assertThat(keepsStill).isEqualTo(alerts());
    }

    @Test
    void docs_sayWhatToDoAboutEveryAlert() throws IOException {
        Set<String> documented = new TreeSet<>();
        Matcher names =
                Pattern.compile("Undertone[A-Z][A-Za-z]+")
                        .matcher(Files.readString(Path.of("docs", "observability.md")));
        while (names.find()) {
            documented.add(names.group());
        }

        assertThat(documented).isEqualTo(alerts());
    }

    private static Set<String> alerts() throws IOException {
        Set<String> alerts = new TreeSet<>();
        for (Object rule : list(file("alerts.yaml"), "groups.1.rules")) {
            alerts.add((String) Chart.at(rule, "alert"));
        }
        return alerts;
    }

    private static Map<String, Object> file(String name) throws IOException {
        return Chart.parse(Files.readString(Chart.FOLDER.resolve("files").resolve(name))).get(0);
    }

    private static List<?> list(Object document, String path) {
        return (List<?>) Chart.at(document, path);
    }

    @Test
    void rule_holdsTheAlertsOfTheFile() throws IOException {
        List<Map<String, Object>> rules =
                Chart.ofKind(Chart.documents(Chart.example("all")), "PrometheusRule");

        assertThat(rules).hasSize(1);
        assertThat(Chart.at(rules.get(0), "spec")).isEqualTo(file("alerts.yaml"));
    }

    /** Prometheus' own tool, on series that should alarm and series that should not. */
    @Test
    @RequiresProgram("promtool")
    void alerts_promtool_firesWhereItShould() throws Exception {
        Process process =
                new ProcessBuilder("promtool", "test", "rules", "alerts-test.yaml")
                        .directory(Chart.FOLDER.resolve("files").toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor()).as(output).isZero();
    }
}
