package dev.undertone.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelManifestTest {

    private static final String SHA = "ab".repeat(32);

    private static final String JSON =
            """
            {"schema": 1, "name": "a-lstm", "version": "1.10.0",
             "labels": ["neutral", "happy", "angry", "sad"],
             "layout": "paper-36", "layoutVersion": 1, "sampleRateHz": 16000,
             "graph": "model.onnx", "files": {"model.onnx": "%s"},
             "temperature": 1.31, "statistics": null, "figures": {"uar": 0.71, "folds": [0, 1]},
             "corpora": ["CREMA-D"], "trainingCommit": "224b330", "seed": 1, "later": {"x": 1}}
            """
                    .formatted(SHA);

    @Test
    void read_documentedForm_hasAllFields() {
        ModelManifest manifest = read(JSON);

        assertThat(manifest.name()).isEqualTo("a-lstm");
        assertThat(manifest.labels()).containsExactly("neutral", "happy", "angry", "sad");
        assertThat(manifest.files()).containsExactly(Map.entry("model.onnx", SHA));
        assertThat(manifest.temperature()).isEqualTo(1.31);
        assertThat(manifest.statistics()).isNull();
        assertThat(manifest.figures()).containsEntry("uar", 0.71);
        assertThat(manifest.languages()).isEmpty();
        assertThat(manifest.seed()).isEqualTo(1);
    }

    @Test
    void toJson_readAgain_isEqualAndKeepsTheOrder() {
        ModelManifest manifest = read(JSON);
        byte[] written = manifest.toJson();

        assertThat(ModelManifest.read(written)).isEqualTo(manifest);
        assertThat(new String(written, UTF_8))
                .startsWith("{\n  \"schema\" : 1,\n  \"name\" : \"a-lstm\"")
                .endsWith("\"seed\" : 1\n}\n")
                .doesNotContain("\r");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"schema\": 1 | \"schema\": 2 | schema",
                "\"schema\": 1, | `` | schema",
                "\"name\": \"a-lstm\" | \"name\": \"../x\" | name",
                "\"name\": \"a-lstm\", | `` | name",
                "1.10.0 | 1.10 | version",
                "\"happy\", \"angry\" | \"happy\", \"happy\" | labels",
                "\"happy\", \"angry\" | 3 | labels",
                "\"labels\" | \"label\" | labels",
                "\"layoutVersion\": 1 | \"layoutVersion\": 0 | layoutVersion",
                "\"layoutVersion\": 1 | \"layoutVersion\": \"1\" | layoutVersion",
                "16000 | 16000.5 | sampleRateHz",
                "\"graph\": \"model.onnx\" | \"graph\": \"other.onnx\" | graph",
                "{\"model.onnx\" | {\"../model.onnx\" | files",
                "1.31 | 0 | temperature",
                "1.31 | 1e999 | temperature",
                "\"statistics\": null | \"statistics\": \"statistics.json\" | statistics",
                "\"figures\": | \"figure\": | figures",
                "[\"CREMA-D\"] | [null] | corpora",
                "\"trainingCommit\" | \"commit\" | trainingCommit",
                "\"seed\": 1 | \"seed\": null | seed"
            })
    void read_fieldThatCannotBe_isNamed(String good, String bad, String field) {
        assertThat(JSON).contains(good.strip());

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> read(JSON.replace(good.strip(), bad.strip())))
                .withMessageStartingWith("manifest field " + field)
                .matches(e -> e.fault() == ModelException.Fault.MANIFEST_INVALID)
                .matches(e -> !String.valueOf(e.getMessage()).contains("tools.jackson"));
    }

    @ParameterizedTest
    @CsvSource({"{", "[]", "''", "\"x\"", "null"})
    void read_noObject_isInvalid(String json) {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> read(json))
                .matches(e -> e.fault() == ModelException.Fault.MANIFEST_INVALID);
    }

    @Test
    void compareTo_versions_goByNumbers() {
        assertThat(List.of("1.9.0", "1.10.0", "0.11.5", "1.10.1", "2.0.0"))
                .extracting(ModelVersion::parse)
                .map(ModelVersion::toString)
                .hasSize(5);
        assertThat(
                        List.of("1.9.0", "1.10.0", "0.11.5", "2.0.0", "1.10.1").stream()
                                .map(ModelVersion::parse)
                                .sorted()
                                .map(ModelVersion::toString))
                .containsExactly("0.11.5", "1.9.0", "1.10.0", "1.10.1", "2.0.0");
    }

    private static ModelManifest read(String json) {
        return ModelManifest.read(json.getBytes(UTF_8));
    }
}
