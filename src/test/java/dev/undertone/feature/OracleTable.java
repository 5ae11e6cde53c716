package dev.undertone.feature;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Figures of an independent program: a header of names, then one row per frame. */
final class OracleTable {

    private final List<String> names;
    private final double[][] rows;

    private OracleTable(List<String> names, double[][] rows) {
        this.names = names;
        this.rows = rows;
    }

    /** Reads {@code oracle/features/<program>/<signal>.csv}. */
    static OracleTable of(String program, OracleSignal signal) {
        String resource = "oracle/features/%s/%s.csv".formatted(program, signal.fileName());
        try (InputStream stream =
                OracleTable.class.getClassLoader().getResourceAsStream(resource)) {
            List<String> lines =
                    new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            double[][] rows =
                    lines.stream().skip(1).map(OracleTable::numbers).toArray(double[][]::new);
            return new OracleTable(List.of(lines.get(0).split(",")), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    int frames() {
        return rows.length;
    }

    double value(int frame, String column) {
        int index = names.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("no column " + column + " in " + names);
        }
        return rows[frame][index];
    }
}
