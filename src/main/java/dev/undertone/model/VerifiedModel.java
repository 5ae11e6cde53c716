package dev.undertone.model;

import dev.undertone.normalization.TrainingStatistics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model whose bytes are those that its manifest vouches for, and whose input this code computes. The bytes are
 * read once and stay in memory, so what was verified is what is loaded, whatever happens to the file.
 */
public final class VerifiedModel {

    private static final String CARD = "MODEL_CARD.md";

    private final ModelManifest manifest;
    private final ModelLayout layout;
    private final @Nullable TrainingStatistics statistics;
    private final String manifestSha256;
    private final byte[] graph;
    private final @Nullable String card;
    private final boolean embedded;

    private VerifiedModel(
            ModelFiles files, ModelManifest manifest, byte[] json, Map<String, byte[]> contents) {
        this.manifest = manifest;
        layout = layout(manifest);
        statistics = statistics(manifest, layout, contents);
        manifestSha256 = Checksum.sha256(json);
        graph = vouchedFor(contents, manifest.graph());
        card = card(files);
        embedded = files.isEmbedded();
    }

    /**
     * Reads and verifies a model; the graph is not parsed.
     *
     * @param trusted SHA-256 of the manifests that may be parsed, where they are not part of the program; empty for any
     * @throws ModelException if the manifest cannot be or is not that of its folders, a checksum differs, the layout is
     *     not one of ours, or its statistics are not there or not its own
     */
    static VerifiedModel read(ModelFiles files, Set<String> trusted) {
        byte[] json = bytes(files, ModelManifest.FILE_NAME, ModelException.Fault.MANIFEST_INVALID);
        if (!files.isEmbedded() && !trusted.isEmpty()) {
            requireTrusted(files, Checksum.sha256(json), trusted);
        }
        ModelManifest manifest = manifest(files, json);
        if (!manifest.reference().equals(files.reference())) {
            throw new ModelException(
                    ModelException.Fault.MANIFEST_INVALID,
                    "%s: expected model %s, as its folders are called, but got %s"
                            .formatted(files.origin(), files.reference(), manifest.reference()));
        }
        Map<String, byte[]> contents = new HashMap<>();
        manifest.files()
                .forEach((file, sha256) -> contents.put(file, vouched(files, file, sha256)));
        return new VerifiedModel(files, manifest, json, contents);
    }

    /** What training says of it. */
    public ModelManifest manifest() {
        return manifest;
    }

    /** What the model reads. */
    ModelLayout layout() {
        return layout;
    }

    /** Of its vector; null where it reads none. */
    @Nullable TrainingStatistics statistics() {
        return statistics;
    }

    String manifestSha256() {
        return manifestSha256;
    }

    /** The bytes of the ONNX graph; not a copy: read only. */
    public byte[] graph() {
        return graph;
    }

    @Nullable String card() {
        return card;
    }

    /** Whether it is part of the program. */
    boolean isEmbedded() {
        return embedded;
    }

    private static void requireTrusted(ModelFiles files, String sha256, Set<String> trusted) {
        if (!trusted.contains(sha256)) {
            throw new ModelException(
                    ModelException.Fault.CHECKSUM_MISMATCH,
                    "%s: SHA-256 %s of %s is none of the %d that are trusted"
                            .formatted(
                                    files.origin(),
                                    sha256,
                                    ModelManifest.FILE_NAME,
                                    trusted.size()));
        }
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

    private static byte[] vouchedFor(Map<String, byte[]> contents, String file) {
        byte[] bytes = contents.get(file);
        if (bytes == null) {
            throw new IllegalStateException("a manifest vouches for its own files");
        }
        return bytes;
    }

    private static ModelLayout layout(ModelManifest manifest) {
        return ModelLayout.find(manifest.layout())
                .filter(layout -> layout.version() == manifest.layoutVersion())
                .filter(layout -> layout.sampleRateHz() == manifest.sampleRateHz())
                .filter(layout -> (layout.functionals() != null) == (manifest.statistics() != null))
                .orElseThrow(() -> unsupported(manifest));
    }

    private static ModelException unsupported(ModelManifest manifest) {
        return new ModelException(
                ModelException.Fault.UNSUPPORTED_LAYOUT,
                "model %s: expected an implemented layout, with training statistics where it has a vector, but got %s version %d at %d Hz, statistics %s"
                        .formatted(
                                manifest.reference(),
                                manifest.layout(),
                                manifest.layoutVersion(),
                                manifest.sampleRateHz(),
                                manifest.statistics()));
    }

    private static @Nullable TrainingStatistics statistics(
            ModelManifest manifest, ModelLayout layout, Map<String, byte[]> contents) {
        String file = manifest.statistics();
        if (file == null) {
            return null;
        }
        try {
            TrainingStatistics statistics = TrainingStatistics.read(vouchedFor(contents, file));
            if (!statistics.layout().equals(layout.functionals())) {
                throw new IllegalArgumentException(
                        "expected statistics of %s but got those of %s"
                                .formatted(layout.name(), statistics.layout().name()));
            }
            return statistics;
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    ModelException.Fault.STATISTICS_INVALID,
                    "model %s: %s: %s".formatted(manifest.reference(), file, e.getMessage()),
                    e);
        }
    }

    private static @Nullable String card(ModelFiles files) {
        try {
            return new String(files.read(CARD), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return null;
        }
    }
}
