package dev.undertone.model;

import dev.undertone.feature.FeatureLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model whose bytes are those that its manifest vouches for, and whose features this code computes. The bytes are
 * read once and stay in memory, so what was verified is what is loaded, whatever happens to the file.
 */
final class VerifiedModel {

    private static final String CARD = "MODEL_CARD.md";

    private final ModelManifest manifest;
    private final String manifestSha256;
    private final byte[] graph;
    private final @Nullable String card;

    private VerifiedModel(
            ModelManifest manifest, String manifestSha256, byte[] graph, @Nullable String card) {
        this.manifest = manifest;
        this.manifestSha256 = manifestSha256;
        this.graph = graph;
        this.card = card;
    }

    /**
     * Reads and verifies a model; the graph is not parsed.
     *
     * @throws ModelException if the manifest cannot be, a checksum differs, or the layout is not one of ours
     */
    static VerifiedModel read(ModelFiles files) {
        byte[] json = bytes(files, ModelManifest.FILE_NAME, ModelException.Fault.MANIFEST_INVALID);
        ModelManifest manifest = manifest(files, json);
        Map<String, byte[]> contents = new HashMap<>();
        manifest.files()
                .forEach((file, sha256) -> contents.put(file, vouched(files, file, sha256)));
        requireLayout(manifest);
        byte[] graph = contents.get(manifest.graph());
        if (graph == null) {
            throw new IllegalStateException("a manifest vouches for its graph");
        }
        return new VerifiedModel(manifest, Checksum.sha256(json), graph, card(files));
    }

    ModelManifest manifest() {
        return manifest;
    }

    String manifestSha256() {
        return manifestSha256;
    }

    /** The bytes of the ONNX graph; not a copy: read only. */
    byte[] graph() {
        return graph;
    }

    @Nullable String card() {
        return card;
    }

    private static ModelManifest manifest(ModelFiles files, byte[] json) {
        try {
            return ModelManifest.read(json);
        } catch (ModelException e) {
            throw new ModelException(e.fault(), files.origin() + ": " + e.getMessage(), e);
        }
    }

    private static byte[] vouched(ModelFiles files, String file, String sha256) {
        byte[] bytes = bytes(files, file, ModelException.Fault.CHECKSUM_MISMATCH);
        String actual = Checksum.sha256(bytes);
        if (!actual.equals(sha256)) {
            throw new ModelException(
                    ModelException.Fault.CHECKSUM_MISMATCH,
                    "%s: expected SHA-256 %s of %s but got %s"
                            .formatted(files.origin(), sha256, file, actual));
        }
        return bytes;
    }

    private static byte[] bytes(ModelFiles files, String file, ModelException.Fault fault) {
        try {
            return files.read(file);
        } catch (IOException e) {
            throw new ModelException(
                    fault, "%s: %s cannot be read".formatted(files.origin(), file), e);
        }
    }

    private static void requireLayout(ModelManifest manifest) {
        FeatureLayout ours = FeatureLayout.PAPER_36;
        boolean implemented =
                manifest.layout().equals(ours.name())
                        && manifest.layoutVersion() == ours.version()
                        && manifest.sampleRateHz() == ours.sampleRateHz()
                        && manifest.statistics() == null;
        if (!implemented) {
            throw new ModelException(
                    ModelException.Fault.UNSUPPORTED_LAYOUT,
                    "model %s: expected layout %s version %d at %d Hz with the utterance's own statistics but got %s"
                            .formatted(
                                    manifest.reference(),
                                    ours.name(),
                                    ours.version(),
                                    ours.sampleRateHz(),
                                    asked(manifest)));
        }
    }

    private static String asked(ModelManifest manifest) {
        return "%s version %d at %d Hz, statistics %s"
                .formatted(
                        manifest.layout(),
                        manifest.layoutVersion(),
                        manifest.sampleRateHz(),
                        manifest.statistics());
    }

    private static @Nullable String card(ModelFiles files) {
        try {
            return new String(files.read(CARD), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return null;
        }
    }
}
