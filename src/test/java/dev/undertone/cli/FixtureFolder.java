package dev.undertone.cli;

import dev.undertone.testing.FixtureGraph;
import dev.undertone.testing.FixtureModel;
import java.nio.file.Path;

/** A folder of models with one of the name {@code fixture}, which no released model has. */
final class FixtureFolder {

    static final String MODEL = "fixture";

    private FixtureFolder() {}

    static void write(Path folder) {
        byte[] graph = new FixtureGraph().toBytes();
        FixtureModel.write(folder, FixtureModel.manifest(MODEL, "1.0.0", graph), graph);
    }
}
