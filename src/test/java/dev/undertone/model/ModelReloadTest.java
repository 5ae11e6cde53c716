package dev.undertone.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.model.ModelException.Fault;
import dev.undertone.testing.FixtureGraph;
import dev.undertone.testing.FixtureModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

class ModelReloadTest {

    private static final byte[] GRAPH = new FixtureGraph().toBytes();
    private static final byte[] OTHER_GRAPH = new FixtureGraph().seed(7).toBytes();

    @TempDir Path folder;

    private final CountingLoader loader = new CountingLoader();
    private final Heard heard = new Heard();

    /** What a repository told. */
    private static final class Heard implements ModelListener {

        private final List<String> answering = new ArrayList<>();
        private final List<String> retired = new ArrayList<>();
        private final List<Fault> failures = new ArrayList<>();

        @Override
        public void onAnswering(ModelManifest model, ComputeDevice device) {
            if (model.name().equals("fixture")) {
                answering.add(model.version());
            }
        }

        @Override
        public void onRetired(ModelManifest model) {
            retired.add(model.reference());
        }

        @Override
        public void onReloadFailure(String name, ModelException why) {
            failures.add(why.fault());
        }
    }

    @Test
    void reload_newVersion_answersByNameAndAliasBesideTheOld() {
        write("1.0.0", GRAPH);
        try (ModelRepository repository = open("fixture")) {
            write("1.1.0", OTHER_GRAPH);
            assertThat(version(repository, "default")).isEqualTo("1.0.0");
            repository.reload("default");

            assertThat(version(repository, "default")).isEqualTo("1.1.0");
            assertThat(version(repository, "fixture")).isEqualTo("1.1.0");
            assertThat(version(repository, "fixture@1.0.0")).isEqualTo("1.0.0");
            assertThat(heard.answering).containsExactly("1.0.0", "1.1.0");
            assertThat(loader.open()).isEqualTo(2);
        }
        assertThat(loader.open()).isZero();
    }

    @Test
    void reload_nothingNew_loadsNothing() {
        write("1.0.0", GRAPH);
        try (ModelRepository repository = open("fixture")) {
            EmotionModel before = repository.model("fixture");
            repository.reload("fixture");
            repository.reload("ensemble");

            assertThat(repository.model("fixture")).isSameAs(before);
            assertThat(loader.opened()).isEqualTo(1);
            assertThat(heard.failures).isEmpty();
        }
    }

    @Test
    void reload_vanishedVersion_goesWhenItsLastUserLetsGo() {
        write("1.0.0", GRAPH);
        write("1.1.0", GRAPH);
        try (ModelRepository repository = open("fixture")) {
            ModelLease lease = repository.lease("fixture@1.1.0");
            delete("1.1.0");
            repository.reload("fixture");

            assertThat(version(repository, "default")).isEqualTo("1.0.0");
            assertThat(heard.retired).containsExactly("fixture@1.1.0");
            assertThat(repository.draining()).isEqualTo(1);
            assertThat(lease.model().score(input())).isNotNull();
            assertThat(loader.open()).isEqualTo(2);
            lease.close();
            lease.close();
            assertThat(loader.open()).isEqualTo(1);
            assertThat(repository.draining()).isZero();
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> lease.model().score(input()))
                    .matches(e -> e.fault() == Fault.UNAVAILABLE);
        }
    }

    @Test
    void reload_nameThatIsNewInTheFolder_answers() {
        write("1.0.0", GRAPH);
        try (ModelRepository repository = open("fixture")) {
            FixtureModel.write(folder, FixtureModel.manifest("other", "0.1.0", GRAPH), GRAPH);
            repository.reload("other");

            assertThat(version(repository, "other")).isEqualTo("0.1.0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "", "@", "..", "../models", "/", "fixture/1.0.0", ".hidden"})
    void reload_unknownName_isNotFoundAndNoFailure(String name) throws IOException {
        write("1.0.0", GRAPH);
        Files.createDirectories(folder.resolve(".hidden/1.0.0"));
        try (ModelRepository repository = open("fixture")) {
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> repository.reload(name))
                    .matches(e -> e.fault() == Fault.NOT_FOUND);
            assertThat(heard.failures).isEmpty();
        }
    }

    @Test
    void reload_beforeOpen_isUnavailable() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> repository("fixture").reload("fixture"))
                .matches(e -> e.fault() == Fault.UNAVAILABLE);
    }

    static Stream<Arguments> brokenFolders() {
        return Stream.of(
                broken(
                        "garbage",
                        Fault.LOAD_FAILED,
                        t -> t.write("1.2.0", "no graph".getBytes(UTF_8))),
                broken(
                        "another contract",
                        Fault.CONTRACT_MISMATCH,
                        t -> t.write("1.2.0", new FixtureGraph().classes(5).toBytes())),
                broken(
                        "weights that are no numbers",
                        Fault.OUTPUT_INVALID,
                        t -> t.write("1.2.0", new FixtureGraph().poison(Float.NaN).toBytes())),
                broken(
                        "half a graph",
                        Fault.CHECKSUM_MISMATCH,
                        t ->
                                Files.write(
                                        t.write("1.2.0", GRAPH).resolve("model.onnx"),
                                        new byte[99])),
                broken(
                        "no manifest yet",
                        Fault.MANIFEST_INVALID,
                        t -> Files.delete(t.write("1.2.0", GRAPH).resolve("manifest.json"))),
                broken(
                        "in the folder of another version",
                        Fault.MANIFEST_INVALID,
                        t ->
                                Files.move(
                                        t.write("1.2.0", GRAPH),
                                        t.folder.resolve("fixture/1.3.0"))),
                broken(
                        "other contents under the same number",
                        Fault.VERSION_CHANGED,
                        t -> t.write("1.0.0", OTHER_GRAPH)),
                broken("the last version gone", Fault.VANISHED, t -> t.delete("1.0.0")),
                broken(
                        "the folder gone",
                        Fault.VANISHED,
                        t -> FileSystemUtils.deleteRecursively(t.folder)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenFolders")
    void reload_brokenFolder_leavesTheOldOneAnswering(String name, Fault fault, Breakage breakage)
            throws IOException {
        write("1.0.0", GRAPH);
        try (ModelRepository repository = open("fixture")) {
            EmotionModel before = repository.model("default");
            write("1.1.0", GRAPH);
            if (fault == Fault.VANISHED) {
                delete("1.1.0");
            }
            breakage.apply(this);
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> repository.reload("fixture"))
                    .matches(e -> e.fault() == fault, fault.name())
                    .matches(e -> String.valueOf(e.getMessage()).lines().count() == 1);

            assertThat(repository.model("default")).isSameAs(before);
            assertThat(repository.isReady()).isTrue();
            assertThat(before.score(input())).isNotNull();
            assertThat(heard.failures).containsExactly(fault);
            assertThat(loader.open()).isEqualTo(1);
        }
    }

    @Test
    void reload_vanishedVersionThatAnAliasNames_isRefused() {
        write("1.0.0", GRAPH);
        write("1.1.0", GRAPH);
        try (ModelRepository repository = open("fixture@1.0.0")) {
            delete("1.0.0");
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> repository.reload("fixture"))
                    .withMessageContaining("alias default names model fixture@1.0.0")
                    .matches(e -> e.fault() == Fault.VANISHED);

            assertThat(version(repository, "default")).isEqualTo("1.0.0");
        }
    }

    @Test
    void reload_embeddedName_keepsWhatIsEmbedded() {
        FixtureModel.write(folder, FixtureModel.manifest("linear", "9.0.0", GRAPH), GRAPH);
        FixtureModel.write(folder, FixtureModel.manifest("linear", "9.1.0", GRAPH), GRAPH);
        try (ModelRepository repository = open("linear")) {
            FileSystemUtils.deleteRecursively(folder.resolve("linear/9.1.0").toFile());
            repository.reload("linear");

            assertThat(repository.models())
                    .filteredOn(model -> model.manifest().name().equals("linear"))
                    .extracting(model -> model.manifest().version())
                    .containsExactly("9.0.0", "1.0.0");
        }
    }

    /** Readers hold a model each while hundreds of versions come and go; every answer is of one whole version. */
    @Test
    void lease_duringHundredsOfReloads_answersFromOneVersionAndFreesEveryNetwork()
            throws Exception {
        int swaps = 200;
        FixtureModel.write(folder, manifest("even", "1.0.0", 0), graph(0));
        FixtureModel.write(folder, manifest("odd", "1.0.0", 1), graph(1));
        write(0);
        try (ModelRepository repository = open("fixture")) {
            List<Map<String, Float>> expected =
                    List.of(
                            repository.model("even").score(input()).probabilities(),
                            repository.model("odd").score(input()).probabilities());
            assertThat(expected.get(0)).isNotEqualTo(expected.get(1));
            AtomicBoolean swapped = new AtomicBoolean();
            ExecutorService readers = Executors.newFixedThreadPool(3);
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                answers.add(readers.submit(() -> read(repository, expected, swapped)));
            }
            try {
                for (int version = 1; version <= swaps; version++) {
                    write(version);
                    delete("1.0." + (version - 1));
                    repository.reload("fixture");
                }
            } finally {
                swapped.set(true);
                readers.shutdown();
            }
            for (Future<Integer> count : answers) {
                assertThat(count.get()).isPositive();
            }
            assertThat(heard.failures).isEmpty();
            assertThat(heard.retired).hasSize(swaps);
            assertThat(loader.opened()).isEqualTo(3 + swaps);
            assertThat(loader.open()).isEqualTo(3);
            assertThat(repository.draining()).isZero();
        }
        assertThat(loader.open()).isZero();
    }

    /** Answers until the last swap; the number of them. */
    private static int read(
            ModelRepository repository, List<Map<String, Float>> expected, AtomicBoolean swapped) {
        int answers = 0;
        while (!swapped.get() || answers == 0) {
            try (ModelLease lease = repository.lease("default")) {
                String version = lease.model().manifest().version();
                int parity = Integer.parseInt(version.substring("1.0.".length())) % 2;
                for (int i = 0; i < 3; i++) {
                    assertThat(lease.model().score(input()).probabilities())
                            .isEqualTo(expected.get(parity));
                }
                answers++;
            }
        }
        return answers;
    }

    /** Even and odd versions differ in their graph as well as in their manifest's temperature. */
    private void write(int version) {
        FixtureModel.write(folder, manifest("fixture", "1.0." + version, version), graph(version));
    }

    private static byte[] graph(int version) {
        return version % 2 == 0 ? GRAPH : OTHER_GRAPH;
    }

    private static ModelManifest manifest(String name, String version, int number) {
        ModelManifest manifest = FixtureModel.manifest(name, version, graph(number));
        return number % 2 == 0
                ? manifest
                : ModelManifest.read(
                        new String(manifest.toJson(), UTF_8)
                                .replace("1.25", "2.5")
                                .getBytes(UTF_8));
    }

    private Path write(String version, byte[] graph) {
        return FixtureModel.write(folder, FixtureModel.manifest("fixture", version, graph), graph);
    }

    private void delete(String version) {
        try {
            FileSystemUtils.deleteRecursively(folder.resolve("fixture").resolve(version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ModelRepository open(String alias) {
        ModelRepository repository = repository(alias);
        repository.open();
        return repository;
    }

    private ModelRepository repository(String alias) {
        return new ModelRepository(
                new ModelSettings(folder, Map.of("default", alias), 2), heard, loader);
    }

    private static String version(ModelRepository repository, String reference) {
        return repository.model(reference).manifest().version();
    }

    private static ModelInput input() {
        float[] values = new float[36 * 9];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.cos(i * 0.7);
        }
        return ModelInput.ofFrames(new FeatureMatrix(FeatureLayout.PAPER_36, values, new float[9]));
    }

    private static Arguments broken(String name, Fault fault, Breakage breakage) {
        return Arguments.of(name, fault, breakage);
    }

    @FunctionalInterface
    interface Breakage {
        void apply(ModelReloadTest test) throws IOException;
    }
}
