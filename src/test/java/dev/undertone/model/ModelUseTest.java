package dev.undertone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.model.ModelException.Fault;
import dev.undertone.testing.FixtureModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may use a model for how long, and what becomes of a process whose engine breaks, with networks that do as told. */
@Timeout(60)
class ModelUseTest {

    private static final ModelInput INPUT =
            ModelInput.ofFrames(
                    new FeatureMatrix(FeatureLayout.PAPER_36, new float[36], new float[1]));

    @TempDir Path folder;

    private final List<Throwable> broken = new ArrayList<>();
    private final CountDownLatch freed = new CountDownLatch(1);

    @BeforeEach
    void write() {
        FixtureModel.write(folder);
    }

    @Test
    void close_whileAnInferenceRuns_freesWhenItEnds() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ModelRepository repository =
                open(
                        () -> {
                            running.countDown();
                            await(end);
                            return List.of(scores());
                        });
        EmotionModel model = repository.model("fixture");
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<EmotionScores> scores = caller.submit(() -> model.score(INPUT));
            running.await();
            repository.close();

            assertThat(freed.getCount()).isEqualTo(1);
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> repository.lease("fixture"))
                    .matches(e -> e.fault() == Fault.UNAVAILABLE);
            end.countDown();
            assertThat(scores.get()).isNotNull();
            freed.await();
        } finally {
            end.countDown();
            caller.shutdownNow();
        }
    }

    @Test
    void score_lostDevice_isToldAsTheEndOfTheEngine() {
        try (ModelRepository repository =
                open(
                        () -> {
                            throw new ModelException(Fault.DEVICE_LOST, "CUDA failure 700");
                        })) {
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> repository.model("fixture").score(INPUT))
                    .matches(e -> e.fault() == Fault.DEVICE_LOST);
        }
        assertThat(broken).hasSize(1);
    }

    @Test
    void score_noMemoryLeftForTheProcess_isToldAsTheEndOfTheEngine() {
        OutOfMemoryError direct = new OutOfMemoryError("Cannot reserve direct buffer memory");
        try (ModelRepository repository =
                open(
                        () -> {
                            throw direct;
                        })) {
            assertThatThrownBy(() -> repository.model("fixture").score(INPUT)).isSameAs(direct);
        }
        assertThat(broken).containsExactly(direct);
    }

    @Test
    void score_inputThatFails_isTheInputsOwnTrouble() {
        try (ModelRepository repository =
                open(
                        () -> {
                            throw new ModelException(Fault.OUT_OF_MEMORY, "too long");
                        })) {
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> repository.model("fixture").score(INPUT));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void open_engineThatCannotBeLinked_isOneLine() {
        ModelRepository repository =
                repository(
                        (verified, predictors, device) -> {
                            throw new UnsatisfiedLinkError("libstdc++.so.6: cannot open");
                        });

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(repository::open)
                .matches(e -> e.fault() == Fault.LOAD_FAILED)
                .withMessageContaining("libstdc++.so.6");
    }

    private ModelRepository open(Supplier<List<EmotionScores>> answer) {
        ModelRepository repository =
                repository(
                        (verified, predictors, device) ->
                                new Network() {
                                    @Override
                                    public List<EmotionScores> score(List<ModelInput> inputs) {
                                        return answer.get();
                                    }

                                    @Override
                                    public void close() {
                                        freed.countDown();
                                    }
                                });
        repository.open();
        return repository;
    }

    private ModelRepository repository(Network.Loader loader) {
        ModelListener listener =
                new ModelListener() {
                    @Override
                    public void onBrokenEngine(Throwable why) {
                        broken.add(why);
                    }
                };
        return new ModelRepository(
                new ModelSettings(folder, Map.of("default", "fixture"), 1), listener, loader);
    }

    private static EmotionScores scores() {
        return new EmotionScores(
                FixtureModel.LABELS, new float[4], 1, new float[] {1}, new float[256]);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
