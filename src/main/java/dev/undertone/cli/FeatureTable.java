package dev.undertone.cli;

import dev.undertone.feature.FeatureMatrix;
import java.io.PrintWriter;
import java.util.Locale;

/** A feature matrix as CSV. */
final class FeatureTable {

    private FeatureTable() {}

    /**
     * Writes a header of exactly the column names, then one line per frame; no index column, lines end in LF.
     *
     * <p>Every value has 9 significant digits ({@code 1.23456789e+02}): enough to restore any float32, IEEE 754-2019,
     * section 5.12.2.
     */
    static void write(FeatureMatrix features, PrintWriter out) {
        out.print(String.join(",", features.layout().names()) + "\n");
        int columns = features.layout().columns();
        StringBuilder line = new StringBuilder();
        for (int frame = 0; frame < features.frames(); frame++) {
            line.setLength(0);
            for (int column = 0; column < columns; column++) {
                line.append(column == 0 ? "" : ",")
                        .append(String.format(Locale.ROOT, "%.8e", features.value(frame, column)));
            }
            out.print(line.append('\n'));
        }
        out.flush();
    }
}
