package dev.undertone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undertone.model.ModelException.Fault;
import dev.undertone.testing.FixtureModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What models are run on, with an engine that says whether it sees a GPU. */
class DevicePolicyTest {

    @TempDir Path folder;

    private final List<ComputeDevice> tried = new ArrayList<>();
    private final List<ComputeDevice> answering = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    @BeforeEach
    void write() {
        FixtureModel.write(folder);
    }

    @Test
    void open_cpu_neverTriesAGpu() {
        open(DevicePolicy.CPU, true);

        assertThat(tried).containsExactly(ComputeDevice.CPU);
        assertThat(answering).containsOnly(ComputeDevice.CPU);
    }

    @ParameterizedTest
    @EnumSource(names = {"PREFER", "REQUIRE"})
    void open_gpuThatWorks_isUsed(DevicePolicy policy) {
        open(policy, true);

        assertThat(tried).containsExactly(ComputeDevice.CUDA, ComputeDevice.CUDA);
        assertThat(answering).containsOnly(ComputeDevice.CUDA);
        assertThat(missing).isEmpty();
    }

    @Test
    void open_preferredGpuThatCannotBeUsed_isToldOnceAndTheCpuAnswers() {
        open(DevicePolicy.PREFER, false);

        assertThat(tried).containsExactly(ComputeDevice.CUDA, ComputeDevice.CPU);
        assertThat(answering).containsOnly(ComputeDevice.CPU);
        assertThat(missing)
                .containsExactly("no GPU can be used: no CUDA-capable device is detected");
    }

    @Test
    void open_requiredGpuThatCannotBeUsed_isRefusedInOneLine() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> open(DevicePolicy.REQUIRE, false))
                .matches(e -> e.fault() == Fault.NO_DEVICE)
                .withMessage("no GPU can be used: no CUDA-capable device is detected");
        assertThat(answering).isEmpty();
    }

    /** The engine itself, in the build for CPUs. */
    @Test
    void load_engineWithoutCuda_saysSo() {
        try (ModelRepository repository =
                new ModelRepository(settings(DevicePolicy.REQUIRE), ModelListener.NONE)) {
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(repository::open)
                    .matches(e -> e.fault() == Fault.NO_DEVICE)
                    .withMessageContaining("CUDA");
        }
    }

    private void open(DevicePolicy policy, boolean hasGpu) {
        ModelListener listener =
                new ModelListener() {
                    @Override
                    public void onAnswering(ModelManifest model, ComputeDevice device) {
                        answering.add(device);
                    }

                    @Override
                    public void onMissingGpu(ModelException why) {
                        missing.add(why.getMessage());
                    }
                };
        Network.Loader loader =
                (verified, predictors, device) -> {
                    tried.add(device);
                    if (device == ComputeDevice.CUDA && !hasGpu) {
                        throw new ModelException(
                                Fault.LOAD_FAILED,
                                "model fixture@1.0.0: the engine does not take model.onnx",
                                new IllegalStateException(
                                        "no CUDA-capable device is detected\n at cuda.cc:1"));
                    }
                    return LoadedNetwork.load(verified, predictors, ComputeDevice.CPU);
                };
        try (ModelRepository repository = new ModelRepository(settings(policy), listener, loader)) {
            repository.open();
        }
    }

    private ModelSettings settings(DevicePolicy policy) {
        return new ModelSettings(folder, Map.of("default", "fixture"), 1, Set.of(), policy);
    }
}
