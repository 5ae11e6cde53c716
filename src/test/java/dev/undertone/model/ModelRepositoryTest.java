package dev.undertone.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undertone.feature.functional.UtteranceVector;
import dev.undertone.model.ModelException.Fault;
import dev.undertone.testing.FixtureGraph;
import dev.undertone.testing.FixtureModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRepositoryTest {

    @TempDir Path folder;

    @Test
    void model_beforeOpen_isUnavailable() {
        ModelRepository repository = repository("fixture");

        assertThat(repository.isReady()).isFalse();
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> repository.model("default"))
                .matches(e -> e.fault() == Fault.UNAVAILABLE);
    }

    @Test
    void model_namesVersionsAndAliases_leadToOneModelEach() {
        byte[] graph = new FixtureGraph().toBytes();
        for (String version : new String[] {"1.2.0", "1.10.0", "1.9.3"}) {
            FixtureModel.write(folder, FixtureModel.manifest("fixture", version, graph), graph);
        }
        FixtureModel.write(folder, FixtureModel.manifest("other", "0.1.0", graph), graph);
        try (ModelRepository repository = repository("fixture")) {
            repository.open();

            assertThat(repository.isReady()).isTrue();
            assertThat(version(repository, "default")).isEqualTo("1.10.0");
            assertThat(version(repository, "fixture")).isEqualTo("1.10.0");
            assertThat(version(repository, "fixture@1.2.0")).isEqualTo("1.2.0");
            assertThat(repository.models())
                    .extracting(model -> model.manifest().reference())
                    .containsSubsequence(
                            "fixture@1.10.0", "fixture@1.9.3", "fixture@1.2.0", "other@0.1.0");
            assertThat(repository.aliases(repository.model("fixture"))).containsExactly("default");
            assertThat(repository.aliases(repository.model("other"))).isEmpty();
            assertThat(repository.model("other").card()).startsWith("# Fixture");
        }
    }

    @Test
    void open_embeddedModelWithoutAlias_waitsForItsFirstUtterance() {
        byte[] graph = new FixtureGraph().toBytes();
        FixtureModel.write(folder, FixtureModel.manifest("fixture", "1.0.0", graph), graph);
        FixtureModel.write(folder, FixtureModel.manifest("other", "1.0.0", graph), graph);
        try (ModelRepository repository = repository("fixture")) {
            repository.open();
            EmotionModel linear = repository.model("linear");
            float[] zeros = new float[linear.layout().functionals().columns()];

            assertThat(repository.model("fixture").isLoaded()).isTrue();
            assertThat(repository.model("other").isLoaded()).isTrue();
            assertThat(linear.isLoaded()).isFalse();
            linear.score(
                    new ModelInput(
                            null, new UtteranceVector(linear.layout().functionals(), zeros)));
            assertThat(linear.isLoaded()).isTrue();
        }
    }

    @Test
    void score_afterClose_isUnavailable() {
        byte[] graph = new FixtureGraph().toBytes();
        FixtureModel.write(folder, FixtureModel.manifest("fixture", "1.0.0", graph), graph);
        ModelRepository repository = repository("fixture");
        repository.open();
        EmotionModel linear = repository.model("linear");
        repository.close();

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(linear::load)
                .matches(e -> e.fault() == Fault.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "fixture@",
                "fixture@1",
                "fixture@1.0",
                "../x",
                "Fixture",
                "file:///etc",
                "fixture@1.0.0@1.0.0",
                "fixture@01.0.0"
            })
    void model_unknownReference_isNotFound(String reference) {
        byte[] graph = new FixtureGraph().toBytes();
        FixtureModel.write(folder, FixtureModel.manifest("fixture", "1.0.0", graph), graph);
        try (ModelRepository repository = repository("fixture")) {
            repository.open();

            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> repository.model(reference))
                    .matches(e -> e.fault() == Fault.NOT_FOUND);
        }
    }

    @Test
    void open_aliasWithoutModel_namesBoth() {
        byte[] graph = new FixtureGraph().toBytes();
        FixtureModel.write(folder, FixtureModel.manifest("fixture", "1.0.0", graph), graph);

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(repository("missing")::open)
                .matches(e -> e.fault() == Fault.NOT_FOUND)
                .withMessageContaining("alias default")
                .withMessageContaining("missing");
    }

    @Test
    void open_sameVersionTwiceWithOtherContents_isRefused() {
        byte[] graph = new FixtureGraph().toBytes();
        ModelManifest manifest = FixtureModel.manifest("fixture", "1.0.0", graph);
        Path first = FixtureModel.write(folder, manifest, graph);
        Path copy = first.resolveSibling("copy");
        FixtureModel.write(folder.resolve("aside"), manifest, graph);
        move(folder.resolve("aside/fixture/1.0.0"), copy);
        try (ModelRepository repository = repository("fixture")) {
            repository.open();
            assertThat(repository.models())
                    .filteredOn(m -> m.manifest().name().equals("fixture"))
                    .hasSize(1);
        }
        write(
                copy.resolve("manifest.json"),
                new String(manifest.toJson(), UTF_8).replace("1.25", "1.5"));

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(repository("fixture")::open)
                .matches(e -> e.fault() == Fault.MANIFEST_INVALID);
    }

    static Stream<Arguments> tamperings() {
        return Stream.of(
                tampering("graph missing", Fault.CHECKSUM_MISMATCH, d -> Files.delete(graph(d))),
                tampering(
                        "graph a directory",
                        Fault.CHECKSUM_MISMATCH,
                        d -> {
                            Files.delete(graph(d));
                            Files.createDirectory(graph(d));
                        }),
                tampering(
                        "graph empty",
                        Fault.CHECKSUM_MISMATCH,
                        d -> Files.write(graph(d), new byte[0])),
                tampering(
                        "one bit flipped",
                        Fault.CHECKSUM_MISMATCH,
                        d -> {
                            byte[] bytes = Files.readAllBytes(graph(d));
                            bytes[bytes.length / 2] ^= 1;
                            Files.write(graph(d), bytes);
                        }),
                tampering(
                        "manifest missing",
                        Fault.MANIFEST_INVALID,
                        d -> Files.delete(d.resolve("manifest.json"))),
                tampering(
                        "manifest cut",
                        Fault.MANIFEST_INVALID,
                        d -> Files.writeString(d.resolve("manifest.json"), "{\"schema\": 1,")),
                tampering(
                        "layout of tomorrow",
                        Fault.UNSUPPORTED_LAYOUT,
                        d -> replace(d, "\"layoutVersion\" : 1", "\"layoutVersion\" : 2")),
                tampering(
                        "layout of another",
                        Fault.UNSUPPORTED_LAYOUT,
                        d -> replace(d, "paper-36", "is10")),
                tampering(
                        "rate of another",
                        Fault.UNSUPPORTED_LAYOUT,
                        d -> replace(d, "16000", "8000")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tamperings")
    void open_tamperedModel_isRefusedInOneLine(String name, Fault fault, Tampering tampering)
            throws IOException {
        byte[] graph = new FixtureGraph().toBytes();
        tampering.apply(
                FixtureModel.write(
                        folder, FixtureModel.manifest("fixture", "1.0.0", graph), graph));

        refuses(fault);
    }

    @Test
    void open_garbageThatItsManifestVouchesFor_doesNotLoad() {
        byte[] garbage = "not a graph".getBytes(UTF_8);
        FixtureModel.write(folder, FixtureModel.manifest("fixture", "1.0.0", garbage), garbage);

        refuses(Fault.LOAD_FAILED);
    }

    static Stream<Arguments> otherContracts() {
        return Stream.of(
                Arguments.of(new FixtureGraph().input("spectra"), Fault.CONTRACT_MISMATCH),
                Arguments.of(new FixtureGraph().attention("weights"), Fault.CONTRACT_MISMATCH),
                Arguments.of(new FixtureGraph().classes(5), Fault.CONTRACT_MISMATCH),
                Arguments.of(new FixtureGraph().poison(Float.NaN), Fault.OUTPUT_INVALID));
    }

    @ParameterizedTest
    @MethodSource("otherContracts")
    void open_graphOfAnotherContract_isRefused(FixtureGraph builder, Fault fault) {
        byte[] graph = builder.toBytes();
        FixtureModel.write(folder, FixtureModel.manifest("fixture", "1.0.0", graph), graph);

        refuses(fault);
    }

    @Test
    void open_noSuchFolder_isRefused() {
        ModelRepository repository =
                new ModelRepository(
                        new ModelSettings(folder.resolve("none"), Map.of("default", "fixture"), 1));

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(repository::open)
                .matches(e -> e.fault() == Fault.NOT_FOUND);
    }

    private void refuses(Fault fault) {
        ModelRepository repository = repository("fixture");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(repository::open)
                .matches(e -> e.fault() == fault, fault.name())
                .matches(e -> String.valueOf(e.getMessage()).lines().count() == 1);
        assertThat(repository.isReady()).isFalse();
    }

    private ModelRepository repository(String target) {
        return new ModelRepository(new ModelSettings(folder, Map.of("default", target), 1));
    }

    private static String version(ModelRepository repository, String reference) {
        return repository.model(reference).manifest().version();
    }

    private static Path graph(Path directory) {
        return directory.resolve("model.onnx");
    }

    private static void replace(Path directory, String from, String to) throws IOException {
        Path manifest = directory.resolve("manifest.json");
        String json = Files.readString(manifest);
        assertThat(json).contains(from);
        Files.writeString(manifest, json.replace(from, to));
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
            Files.delete(from.getParent());
            Files.delete(from.getParent().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Arguments tampering(String name, Fault fault, Tampering tampering) {
        return Arguments.of(name, fault, tampering);
    }

    @FunctionalInterface
    interface Tampering {
        void apply(Path directory) throws IOException;
    }
}
