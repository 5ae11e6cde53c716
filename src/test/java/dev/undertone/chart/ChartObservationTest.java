package dev.undertone.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            // of a timer Prometheus has a sum and a count
            assertThat(documented).contains(used.group().replaceAll("_(sum|count)$", ""));
            count++;
        }
        assertThat(count).isGreaterThan(5);
    }

    @Test
    void rule_holdsTheAlertsOfTheFile() throws IOException {
        List<Map<String, Object>> rules =
                Chart.ofKind(Chart.documents(Chart.example("all")), "PrometheusRule");

        assertThat(rules).hasSize(1);
        assertThat(Chart.at(rules.get(0), "spec"))
                .isEqualTo(
                        Chart.parse(Files.readString(Chart.FOLDER.resolve("files/alerts.yaml")))
                                .get(0));
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
