package dev.undertone.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.functional.UtteranceVector;
import dev.undertone.model.ModelException.Fault;
import dev.undertone.testing.FixtureGraph;
import dev.undertone.testing.FixtureModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
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
    void open_embeddedVersionInTheFolderToo_isTheSameOrRefused() throws IOException {
        Path embedded = Path.of("models/linear/1.0.0");
        Path copy = Files.createDirectories(folder.resolve("linear/1.0.0"));
        for (String file :
                new String[] {"manifest.json", "model.onnx", "statistics.json", "MODEL_CARD.md"}) {
            Files.copy(embedded.resolve(file), copy.resolve(file));
        }
        try (ModelRepository repository = repository("linear")) {
            repository.open();
            assertThat(repository.models())
                    .filteredOn(m -> m.manifest().name().equals("linear"))
                    .hasSize(1);
        }
        replace(copy, "\"seed\" : ", "\"seed\" : 1");

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(repository("linear")::open)
                .matches(e -> e.fault() == Fault.VERSION_CHANGED);
    }

    @Test
    void open_whatIsNoModel_isPassedOver() throws IOException {
        FixtureModel.write(folder);
        Files.writeString(folder.resolve("fixture-2.0.0.zip"), "PK");
        Files.writeString(folder.resolve("fixture/1.1.0.tar.gz"), "packed");
        Files.createDirectories(folder.resolve("..data/1.0.0"));
        Files.createDirectories(folder.resolve("fixture/.copying"));
        Files.createDirectories(folder.resolve("lost+found/1.0.0"));
        try (ModelRepository repository = repository("fixture")) {
            repository.open();

            assertThat(repository.models())
                    .filteredOn(m -> m.manifest().name().equals("fixture"))
                    .hasSize(1);
        }
    }

    @Test
    void open_trustedManifests_refuseOthersBeforeTheyAreParsed() throws IOException {
        Path model = FixtureModel.write(folder);
        String sha256 = Checksum.sha256(Files.readAllBytes(model.resolve("manifest.json")));
        try (ModelRepository repository = trusting("0".repeat(64), sha256)) {
            repository.open();
            assertThat(version(repository, "default")).isEqualTo("1.0.0");
        }
        write(model.resolve("manifest.json"), "this is no JSON");

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(trusting(sha256)::open)
                .matches(e -> e.fault() == Fault.CHECKSUM_MISMATCH)
                .withMessageContaining("none of the 1 that are trusted");
        assertThatIllegalArgumentException().isThrownBy(() -> trusting("ABC"));
    }

    @Test
    void score_filesDamagedAfterTheStart_answersAsBefore() throws IOException {
        Path model = FixtureModel.write(folder);
        try (ModelRepository repository = repository("fixture")) {
            repository.open();
            ModelInput input =
                    ModelInput.ofFrames(
                            new FeatureMatrix(
                                    FeatureLayout.PAPER_36, new float[36 * 4], new float[4]));
            float[] before = repository.model("default").score(input).embedding();
            Files.write(graph(model), new byte[1]);
            Files.delete(model.resolve("manifest.json"));

            assertThat(repository.model("default").score(input).embedding()).isEqualTo(before);
        }
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
                        "graph cut",
                        Fault.CHECKSUM_MISMATCH,
                        d ->
                                Files.write(
                                        graph(d), Arrays.copyOf(Files.readAllBytes(graph(d)), 99))),
                tampering(
                        "manifest a directory",
                        Fault.MANIFEST_INVALID,
                        d -> {
                            Files.delete(d.resolve("manifest.json"));
                            Files.createDirectory(d.resolve("manifest.json"));
                        }),
                tampering(
                        "manifest empty",
                        Fault.MANIFEST_INVALID,
                        d -> Files.write(d.resolve("manifest.json"), new byte[0])),
                tampering(
                        "manifest garbage",
                        Fault.MANIFEST_INVALID,
                        d -> Files.write(d.resolve("manifest.json"), new byte[] {1, -1, 7, 0})),
                tampering(
                        "another's folder",
                        Fault.MANIFEST_INVALID,
                        d -> Files.move(d, d.resolveSibling("1.0.1"))),
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
                Arguments.of(new FixtureGraph().columns(35), Fault.CONTRACT_MISMATCH),
                Arguments.of(new FixtureGraph().opset(99), Fault.LOAD_FAILED),
                Arguments.of(new FixtureGraph().poison(Float.NaN), Fault.OUTPUT_INVALID));
    }

    @ParameterizedTest
    @MethodSource("otherContracts")
    void open_graphOfAnotherContract_isRefused(FixtureGraph builder, Fault fault) {
        byte[] graph = builder.toBytes();
        FixtureModel.write(folder, FixtureModel.manifest("fixture", "1.0.0", graph), graph);

        refuses(fault);
    }

    /** The engine's own refusal: the manifest vouches for the graph, and a file of the right size is there. */
    @ParameterizedTest
    @ValueSource(strings = {"%s/weights", "weights", "target/weights", "target/link", "../weights"})
    void open_graphThatReadsAnotherFile_isRefused(String pattern) throws IOException {
        byte[] weights = new byte[4 * 256 * 4];
        Path file = Files.write(folder.resolve("weights"), weights);
        Path here = Path.of("target");
        Files.write(here.resolve("weights"), weights);
        Files.deleteIfExists(here.resolve("link"));
        Files.createSymbolicLink(here.resolve("link"), file);
        byte[] graph = new FixtureGraph().weightsFile(pattern.formatted(folder)).toBytes();
        Path model =
                FixtureModel.write(folder, FixtureModel.manifest("fixture", "1.0.0", graph), graph);
        Files.write(model.resolve("weights"), weights);
        Files.write(model.resolveSibling("weights"), weights);

        refuses(Fault.LOAD_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "file"})
    void open_noSuchFolder_isRefused(String name) throws IOException {
        Files.writeString(folder.resolve("file"), "no folder");
        ModelRepository repository =
                new ModelRepository(
                        new ModelSettings(folder.resolve(name), Map.of("default", "fixture"), 1));

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

    private ModelRepository trusting(String... sha256) {
        return new ModelRepository(
                new ModelSettings(
                        folder, Map.of("default", "fixture"), 1, Set.of(sha256), DevicePolicy.CPU));
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
