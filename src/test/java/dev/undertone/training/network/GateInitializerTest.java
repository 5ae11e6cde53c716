package dev.undertone.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateInitializerTest {

    private NDManager manager;
    private EmotionNetwork network;

    @BeforeEach
    void initializeNetwork() {
        manager = TestNetworks.manager();
        Engine.getEngine("PyTorch").setRandomSeed(47);
        network = new EmotionNetwork(NetworkConfiguration.paper(Recurrence.A_LSTM, 4, 8, 2));
        network.initialize(manager, DataType.FLOAT32);
    }

    @AfterEach
    void closeManager() {
        manager.close();
    }

    private NDArray values(String name) {
        return network.getParameters().get(name).getArray();
    }

    @Test
    void recurrentWeight_rows_areOrthonormalAndDifferByDirection() {
        float[] u = values("02recurrence_recurrentWeight").toFloatArray();
        int rows = 128;
        int columns = 512;
        for (int direction = 0; direction < 2; direction++) {
            for (int left = 0; left < rows; left++) {
                for (int right = 0; right <= left; right++) {
                    double dot = 0;
                    for (int k = 0; k < columns; k++) {
                        dot +=
                                (double) u[(direction * rows + left) * columns + k]
                                        * u[(direction * rows + right) * columns + k];
                    }
                    assertThat(dot).isCloseTo(left == right ? 1 : 0, within(1e-6));
                }
            }
        }
        assertThat(Arrays.copyOf(u, rows * columns))
                .isNotEqualTo(Arrays.copyOfRange(u, rows * columns, 2 * rows * columns));
    }

    @Test
    void inputWeight_values_fillTheXavierRange() {
        double bound = Math.sqrt(6.0 / (256 + 512));
        NDArray w = values("02recurrence_inputWeight");
        assertThat((double) w.max().getFloat()).isBetween(0.999 * bound, bound);
        assertThat((double) w.min().getFloat()).isBetween(-bound, -0.999 * bound);
        // the mean of 262,144 values in +-b has the standard deviation b / sqrt(3 * 262144)
        assertThat((double) w.mean().getFloat()).isCloseTo(0, within(5 * bound / 887));
    }

    @Test
    void bias_forgetGate_isOneAndAllOthersZero() {
        float[] bias = values("02recurrence_bias").toFloatArray();
        for (int k = 0; k < bias.length; k++) {
            int gate = k % 512 / 128;
            assertThat(bias[k]).as("place %d", k).isEqualTo(gate == 1 ? 1f : 0f);
        }
    }

    @Test
    void bias_gru_isZero() {
        EmotionNetwork gru =
                new EmotionNetwork(NetworkConfiguration.paper(Recurrence.A_GRU, 4, 8, 2));
        gru.initialize(manager, DataType.FLOAT32);
        NDArray bias = gru.getParameters().get("02recurrence_bias").getArray();
        assertThat(bias.getShape()).isEqualTo(new Shape(2, 1, 3 * 128));
        assertThat(bias.abs().sum().getFloat()).isZero();
    }

    @Test
    void vectors_areZero() {
        assertThat(values("03pooling_vector").abs().sum().getFloat()).isZero();
        assertThat(values("02recurrence_combination").abs().sum().getFloat()).isZero();
    }

    @Test
    void initialize_sameSeed_givesTheSameValuesAndAnotherSeedDoesNot() {
        float[] first = drawn(53);
        assertThat(drawn(53)).isEqualTo(first);
        assertThat(drawn(59)).isNotEqualTo(first);
    }

    private float[] drawn(int seed) {
        Engine.getEngine("PyTorch").setRandomSeed(seed);
        return GateInitializer.ORTHOGONAL
                .initialize(manager, new Shape(2, 6, 24), DataType.FLOAT32)
                .toFloatArray();
    }
}
