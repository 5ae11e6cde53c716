package dev.undertone.training.export;

import dev.undertone.training.network.EmotionNetwork;
import java.io.IOException;
import java.nio.file.Path;

/** Placeholder. */
public final class OnnxExporter {
    private OnnxExporter() {}

    /** Placeholder. */
    public static void export(EmotionNetwork network, Path file) throws IOException {
        if (network.configuration().cell() > 0) throw new IOException("not there " + file);
    }
}
