package dev.undertone.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.model.ModelException.Fault;
import dev.undertone.testing.FixtureGraph;
import dev.undertone.testing.FixtureModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class FolderWatchTest {

    private static final byte[] GRAPH = new FixtureGraph().toBytes();

    @TempDir Path parent;

    private final List<String> told = new ArrayList<>();
    private Path folder;
    private ModelRepository repository;
    private FolderWatch watch;

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectory(parent.resolve("models"));
        write(folder, "1.0.0");
        ModelListener listener =
                new ModelListener() {
                    @Override
                    public void onReloaded(String name) {
                        told.add(name + " reloaded");
                    }

                    @Override
                    public void onReloadFailure(String name, ModelException why) {
                        told.add(name + " " + why.fault());
                    }
                };
        repository =
                new ModelRepository(
                        new ModelSettings(folder, Map.of("default", "fixture"), 1), listener);
        repository.open();
        watch = new FolderWatch(repository, folder);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void look_nothingChanges_reloadsOnceAndNeverAgain() {
        looks(5);

        assertThat(told).containsExactly("fixture reloaded");
    }

    @Test
    void look_newVersion_isTakenUpWhenItStandsStill() throws IOException {
        looks(2);
        told.clear();
        Path version = write(folder, "1.1.0");
        byte[] graph = Files.readAllBytes(version.resolve("model.onnx"));
        for (int length = 0; length < graph.length; length += graph.length / 3) {
            Files.write(version.resolve("model.onnx"), java.util.Arrays.copyOf(graph, length));
            watch.look();
        }
        assertThat(told).isEmpty();
        Files.write(version.resolve("model.onnx"), graph);
        watch.look();
        assertThat(version()).isEqualTo("1.0.0");
        watch.look();

        assertThat(version()).isEqualTo("1.1.0");
        looks(3);
        assertThat(told).containsExactly("fixture reloaded");
    }

    @Test
    void look_brokenVersion_isTriedAgainUntilItIsWhole() throws IOException {
        looks(2);
        told.clear();
        Path manifest = write(folder, "1.1.0").resolve("manifest.json");
        byte[] json = Files.readAllBytes(manifest);
        Files.delete(manifest);
        looks(3);

        assertThat(told)
                .containsExactly(
                        "fixture " + Fault.MANIFEST_INVALID, "fixture " + Fault.MANIFEST_INVALID);
        assertThat(version()).isEqualTo("1.0.0");
        Files.write(manifest, json);
        looks(2);
        assertThat(version()).isEqualTo("1.1.0");
    }

    @Test
    void look_folderSwappedByASymbolicLink_isSeen() throws IOException {
        Path next = Files.createDirectory(parent.resolve("..2026"));
        write(next, "1.0.0");
        write(next, "2.0.0");
        looks(2);
        FileSystemUtils.deleteRecursively(folder);
        Files.createSymbolicLink(folder, next);
        looks(2);

        assertThat(version()).isEqualTo("2.0.0");
    }

    @Test
    void look_volumeThatIsGone_leavesTheModels() throws IOException {
        looks(2);
        told.clear();
        FileSystemUtils.deleteRecursively(folder);
        looks(3);

        assertThat(told).containsExactly("fixture " + Fault.VANISHED, "fixture " + Fault.VANISHED);
        assertThat(version()).isEqualTo("1.0.0");
    }

    @Test
    void look_oneNameIsBroken_othersAreTakenUp() throws IOException {
        FixtureModel.write(folder, FixtureModel.manifest("another", "1.0.0", GRAPH), GRAPH);
        Files.createDirectories(folder.resolve("broken/1.0.0"));
        Files.createDirectories(folder.resolve("still-empty"));
        looks(2);

        assertThat(told)
                .containsExactly(
                        "another reloaded", "broken " + Fault.MANIFEST_INVALID, "fixture reloaded");
        assertThat(repository.model("another").manifest().version()).isEqualTo("1.0.0");
    }

    private void looks(int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }

    private String version() {
        return repository.model("default").manifest().version();
    }

    private static Path write(Path folder, String version) {
        return FixtureModel.write(folder, FixtureModel.manifest("fixture", version, GRAPH), GRAPH);
    }
}
