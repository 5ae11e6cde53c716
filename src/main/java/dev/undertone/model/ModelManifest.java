package dev.undertone.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What training says of a model, {@code manifest.json} beside its graph. Whatever shapes a feature or an answer stands
 * here and not in the configuration of a deployment. The checksum of this file vouches for all others.
 *
 * @param schema version of this form: 1
 * @param name lower-case letters, digits and hyphens, for example {@code a-lstm}
 * @param version semantic version MAJOR.MINOR.PATCH
 * @param labels the classes in the order of the graph's logits; at least two, distinct
 * @param layout name of what the model was trained to read, see {@link ModelLayout}
 * @param layoutVersion version of that layout
 * @param sampleRateHz rate of the waveform that the features are computed from
 * @param graph file of the ONNX graph, one of {@code files}
 * @param files file name to SHA-256, every file that the model reads
 * @param temperature divisor of the logits before the softmax (Guo et al., ICML 2017), positive and finite
 * @param statistics file of stored training statistics, one of {@code files}, where a vector is read;
 *     null where only frames are, which are normalised by the utterance's own
 * @param figures what evaluation measured, free of form
 * @param corpora names of the training data
 * @param languages BCP 47 tags of the languages heard in training; empty where unknown
 * @param trainingCommit commit of the code that trained it
 * @param seed of the training run
 */
@JsonPropertyOrder({
    "schema",
    "name",
    "version",
    "labels",
    "layout",
    "layoutVersion",
    "sampleRateHz",
    "graph",
    "files",
    "temperature",
    "statistics",
    "figures",
    "corpora",
    "languages",
    "trainingCommit",
    "seed"
})
public record ModelManifest(
        int schema,
        String name,
        String version,
        List<String> labels,
        String layout,
        int layoutVersion,
        int sampleRateHz,
        String graph,
        Map<String, String> files,
        double temperature,
        @Nullable String statistics,
        Map<String, Object> figures,
        List<String> corpora,
        @Nullable List<String> languages,
        String trainingCommit,
        long seed) {

    /** The form that this code reads and writes. */
    public static final int SCHEMA = 1;

    /** Its file name beside the graph. */
    public static final String FILE_NAME = "manifest.json";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern LABEL = Pattern.compile("[a-z][a-z_-]{0,31}");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    /**
     * Checks every field.
     *
     * @throws ModelException of {@link ModelException.Fault#MANIFEST_INVALID}, naming the first field that cannot be
     */
    public ModelManifest {
        require(schema == SCHEMA, "schema", "expected " + SCHEMA + " but got " + schema);
        requirePattern(NAME, "name", name);
        requireVersion(version);
        labels = requireLabels(labels);
        require(layout != null && !layout.isBlank(), "layout", "expected the name of a layout");
        require(layoutVersion > 0, "layoutVersion", "expected a positive number");
        require(sampleRateHz > 0, "sampleRateHz", "expected a positive rate");
        files = requireFiles(files);
        requireVouched(files, "graph", graph);
        require(
                temperature > 0 && Double.isFinite(temperature),
                "temperature",
                "expected a positive number but got " + temperature);
        if (statistics != null) {
            requireVouched(files, "statistics", statistics);
        }
        require(figures != null, "figures", "expected an object");
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        corpora = requireTexts("corpora", corpora);
        languages = languages == null ? List.of() : requireTexts("languages", languages);
        require(trainingCommit != null, "trainingCommit", "expected a text");
    }

    /**
     * Reads a manifest; fields that it does not know are ignored.
     *
     * @param json the bytes of {@code manifest.json}, UTF-8
     * @throws ModelException of {@link ModelException.Fault#MANIFEST_INVALID}, naming the first field that cannot be
     */
    public static ModelManifest read(byte[] json) {
        return ManifestJson.read(json);
    }

    /** The manifest as {@code manifest.json} holds it: UTF-8, indented, line feeds, the same bytes every time. */
    public byte[] toJson() {
        return ManifestJson.write(this);
    }

    /** What names this model in a request: NAME@VERSION. */
    @JsonIgnore
    public String reference() {
        return name + "@" + version;
    }

    /** The languages heard in training; empty where unknown. */
    @Override
    public List<String> languages() {
        return languages == null ? List.of() : languages;
    }

    private static void requireVersion(String version) {
        require(version != null, "version", "expected MAJOR.MINOR.PATCH but got none");
        try {
            ModelVersion.parse(version);
        } catch (IllegalArgumentException e) {
            throw invalid("version", String.valueOf(e.getMessage()));
        }
    }

    private static List<String> requireLabels(List<String> labels) {
        List<String> checked = requireTexts("labels", labels);
        require(checked.size() >= 2, "labels", "expected at least 2 but got " + checked.size());
        checked.forEach(label -> requirePattern(LABEL, "labels", label));
        require(
                new HashSet<>(checked).size() == checked.size(),
                "labels",
                "expected distinct labels but got " + checked);
        return checked;
    }

    private static Map<String, String> requireFiles(Map<String, String> files) {
        require(files != null, "files", "expected an object");
        files.forEach(
                (file, sha256) -> {
                    requirePattern(FILE, "files", file);
                    require(
                            sha256 != null && Checksum.isSha256(sha256),
                            "files." + file,
                            "expected 64 lower-case hexadecimal digits but got " + sha256);
                });
        return Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    private static void requireVouched(Map<String, String> files, String field, String file) {
        require(file != null, field, "expected a file name but got none");
        require(
                files.containsKey(file),
                field,
                "expected one of files " + files.keySet() + " but got " + file);
    }

    private static List<String> requireTexts(String field, List<String> texts) {
        require(texts != null, field, "expected an array of texts");
        require(
                texts.stream().noneMatch(Objects::isNull),
                field,
                "expected texts but got " + texts);
        return List.copyOf(texts);
    }

    private static void requirePattern(Pattern pattern, String field, String text) {
        require(
                text != null && pattern.matcher(text).matches(),
                field,
                "expected " + pattern.pattern() + " but got " + text);
    }

    private static void require(boolean holds, String field, String expectation) {
        if (!holds) {
            throw invalid(field, expectation);
        }
    }

    static ModelException invalid(String field, String expectation) {
        return new ModelException(
                ModelException.Fault.MANIFEST_INVALID,
                "manifest field " + field + ": " + expectation);
    }
}
