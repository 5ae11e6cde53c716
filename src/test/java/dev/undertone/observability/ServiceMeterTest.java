package dev.undertone.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceMeterTest {

    @Test
    void docs_listExactlyTheMeters() throws IOException {
        List<String> documented =
                Files.readAllLines(Path.of("docs/metrics.md")).stream()
                        .filter(line -> line.startsWith("| `undertone."))
                        .map(ServiceMeterTest::withoutPrometheusName)
                        .toList();

        assertThat(documented)
                .containsExactlyElementsOf(
                        Arrays.stream(ServiceMeter.values()).map(ServiceMeterTest::row).toList());
    }

    @ParameterizedTest
    @EnumSource
    void meter_everyOne_isNamedByTheRules(ServiceMeter meter) {
        assertThat(meter.meterName()).matches("undertone\\.[a-z]+(\\.[a-z]+)*");
        assertThat(meter.description()).endsWith(".");
        assertThat(meter.unit()).isNotBlank();
    }

    private static String row(ServiceMeter meter) {
        String tags =
                meter.tags().isEmpty()
                        ? "-"
                        : meter.tags().stream()
                                .map(tag -> "`" + tag + "`")
                                .collect(Collectors.joining(", "));
        return "| `%s` | %s | %s | %s |"
                .formatted(meter.meterName(), meter.unit(), tags, meter.description());
    }

    private static String withoutPrometheusName(String line) {
        return line.replaceFirst("(\\| `[^`]+` \\|) `[^`]+` \\|", "$1");
    }
}
