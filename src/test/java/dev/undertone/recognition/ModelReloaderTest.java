package dev.undertone.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undertone.model.ComputeDevice;
import dev.undertone.model.FolderWatch;
import dev.undertone.model.ModelListener;
import dev.undertone.model.ModelManifest;
import dev.undertone.model.ModelRepository;
import dev.undertone.model.ModelSettings;
import dev.undertone.testing.FixtureGraph;
import dev.undertone.testing.FixtureModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelReloaderTest {

    private static final byte[] GRAPH = new FixtureGraph().toBytes();

    @TempDir Path folder;

    private final BlockingQueue<String> answering = new LinkedBlockingQueue<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private ModelRepository repository;
    private ModelReloader reloader;

    @BeforeEach
    void open() {
        write("1.0.0");
        ModelListener listener =
                new ModelListener() {
                    @Override
                    public void onAnswering(ModelManifest model, ComputeDevice device) {
                        answering.add(model.reference());
                        try {
                            gate.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                };
        repository =
                new ModelRepository(
                        new ModelSettings(folder, Map.of("default", "fixture"), 1), listener);
        repository.open();
        answering.clear();
        reloader = new ModelReloader(repository, new ModelCatalog(repository));
    }

    @AfterEach
    void close() {
        gate.countDown();
        reloader.close();
        repository.close();
    }

    @Test
    void reload_newVersion_describesWhatAnswersNow() {
        write("1.1.0");
        ModelDescription model = reloader.reload("default");

        assertThat(model.version()).isEqualTo("1.1.0");
        assertThat(model.aliases()).containsExactly("default");
    }

    @Test
    void reload_whileAnotherIsUnderWay_isOverloaded() throws Exception {
        gate = new CountDownLatch(1);
        write("1.1.0");
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<ModelDescription> first = caller.submit(() -> reloader.reload("fixture"));
            assertThat(answering.take()).isEqualTo("fixture@1.1.0");
            refuses(Reason.OVERLOADED, "fixture");
            gate.countDown();
            assertThat(first.get().version()).isEqualTo("1.1.0");
        } finally {
            caller.shutdownNow();
        }
        assertThat(reloader.reload("fixture").version()).isEqualTo("1.1.0");
    }

    @Test
    void reload_unknownName_isModelNotFound() {
        refuses(Reason.MODEL_NOT_FOUND, "nobody");
        refuses(Reason.MODEL_NOT_FOUND, "fixture@3.0.0");
    }

    @Test
    void reload_brokenVersion_isUnavailableWithoutAPath() throws IOException {
        Files.delete(write("1.1.0").resolve("model.onnx"));

        RecognitionException e = refuses(Reason.MODEL_UNAVAILABLE, "fixture");
        assertThat(e.detail())
                .contains("the present models go on")
                .contains("checksum")
                .doesNotContain(folder.toString())
                .doesNotContain("1.1.0");
    }

    @Test
    void reload_afterClose_isShuttingDown() {
        reloader.close();

        refuses(Reason.SHUTTING_DOWN, "fixture");
    }

    @Test
    void watch_newVersion_isTakenUpUnasked() throws InterruptedException {
        write("1.1.0");
        reloader.watch(new FolderWatch(repository, folder), Duration.ofMillis(1));

        assertThat(answering.take()).isEqualTo("fixture@1.1.0");
    }

    private RecognitionException refuses(Reason reason, String name) {
        RecognitionException[] thrown = new RecognitionException[1];
        assertThatExceptionOfType(RecognitionException.class)
                .isThrownBy(() -> reloader.reload(name))
                .satisfies(e -> thrown[0] = e)
                .matches(e -> e.reason() == reason, reason.code());
        return thrown[0];
    }

    private Path write(String version) {
        return FixtureModel.write(folder, FixtureModel.manifest("fixture", version, GRAPH), GRAPH);
    }
}
