package dev.undertone.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The chart's README lists its values as {@code values.yaml} explains them. */
class ChartReadmeTest {

    private static final Pattern LINE = Pattern.compile("( *)(# )?(?:([A-Za-z0-9]+):)?(.*)");

    /** One row per value; a comment belongs to the next key, and a key without one to the group above it. */
    private static List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>(List.of("| value | default | |", "|---|---|---|"));
        Map<String, Object> defaults =
                Chart.parse(Files.readString(Chart.FOLDER.resolve("values.yaml"))).get(0);
        List<String> path = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        for (String text : Files.readAllLines(Chart.FOLDER.resolve("values.yaml"))) {
            Matcher line = LINE.matcher(text);
            assertThat(line.matches()).isTrue();
            if (line.group(2) != null) {
                comment.append(comment.isEmpty() ? "" : " ").append(text.strip().substring(2));
            } else if (line.group(3) != null) {
                int depth = line.group(1).length() / 2;
                while (path.size() > depth) {
                    path.remove(path.size() - 1);
                }
                path.add(line.group(3));
                if (!comment.isEmpty()) {
                    String key = String.join(".", path);
                    Object value = Chart.at(defaults, key);
                    String shown =
                            value instanceof Map<?, ?> map && !map.isEmpty() ? "" : json(value);
                    rows.add("| `%s` | %s | %s |".formatted(key, shown, comment));
                    comment.setLength(0);
                }
            }
        }
        return rows;
    }

    private static String json(Object value) {
        return value instanceof String text ? "`\"%s\"`".formatted(text) : "`%s`".formatted(value);
    }

    @Test
    void readme_values_areThoseOfTheChart() throws IOException {
        Path readme = Chart.FOLDER.resolve("README.md");
        String text = Files.readString(readme);
        String heading = "## Values\n\n";
        int from = text.indexOf(heading) + heading.length();
        String expected = String.join("\n", rows()) + "\n";
        if ("write".equals(System.getProperty("undertone.golden"))) {
            Files.writeString(readme, text.substring(0, from) + expected);
            text = Files.readString(readme);
        }

        assertThat(rows()).hasSizeGreaterThan(50);
        assertThat(text.substring(from)).isEqualTo(expected);
    }
}
