package dev.undertone.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MultiTaskLossTest {

    private NDManager manager;

    @BeforeEach
    void openManager() {
        manager = TestNetworks.manager();
    }

    @AfterEach
    void closeManager() {
        manager.close();
    }

    private static NetworkConfiguration network(int speakers, int genders) {
        return NetworkConfiguration.paper(Recurrence.LSTM, 4, speakers, genders);
    }

    /** Logits ln 1, ln 2, ...: the probabilities are 1, 2, ... over their sum. */
    private NDList predictions(int... branches) {
        NDList outputs = new NDList();
        for (int classes : branches) {
            float[] row = new float[2 * classes];
            for (int k = 0; k < row.length; k++) {
                row[k] = (float) Math.log(k % classes + 1);
            }
            outputs.add(manager.create(row, new Shape(2, classes)));
        }
        outputs.add(1, manager.zeros(new Shape(2, 9)));
        outputs.add(2, manager.zeros(new Shape(2, 256)));
        return outputs;
    }

    @Test
    void evaluate_threeTasks_isTheWeightedSumOfMeanCrossEntropies() {
        NDList labels =
                new NDList(
                        manager.create(new long[] {3, 0}),
                        manager.create(new long[] {2, 2}),
                        manager.create(new long[] {0, 1}));
        double emotion = -(Math.log(4.0 / 10) + Math.log(1.0 / 10)) / 2;
        double speaker = -Math.log(3.0 / 6);
        double gender = -(Math.log(1.0 / 3) + Math.log(2.0 / 3)) / 2;
        MultiTaskLoss loss = new MultiTaskLoss(network(3, 2), TaskWeights.PAPER);
        assertThat((double) loss.evaluate(labels, predictions(4, 3, 2)).getFloat())
                .isCloseTo(emotion + 0.3 * speaker + 0.6 * gender, within(1e-6));
    }

    @Test
    void evaluate_genderWithoutSpeaker_takesTheGendersOutput() {
        NDList labels =
                new NDList(manager.create(new long[] {1, 1}), manager.create(new long[] {1, 1}));
        MultiTaskLoss loss = new MultiTaskLoss(network(0, 2), new TaskWeights(1, 7, 2));
        assertThat((double) loss.evaluate(labels, predictions(4, 2)).getFloat())
                .isCloseTo(-Math.log(2.0 / 10) - 2 * Math.log(2.0 / 3), within(1e-6));
    }

    @Test
    void evaluate_wrongNumberOfLabels_isRefused() {
        MultiTaskLoss loss = new MultiTaskLoss(network(3, 2), TaskWeights.PAPER);
        NDList labels = new NDList(manager.create(new long[] {1, 1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss.evaluate(labels, predictions(4, 3, 2)))
                .withMessage("expected labels of 3 tasks but got 1");
    }

    @Test
    void taskWeights_negativeOrNotFinite_areRefused() {
        for (float weight : new float[] {-0.1f, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TaskWeights(1, weight, 0))
                    .withMessageContaining("speaker");
        }
    }

    @Test
    void evaluate_networkOfVectors_findsTheOtherTasksBehindTheEmbedding() {
        NDList outputs = predictions(4, 3, 2);
        outputs.remove(1);
        NDList labels =
                new NDList(
                        manager.create(new long[] {3, 0}),
                        manager.create(new long[] {2, 2}),
                        manager.create(new long[] {0, 1}));
        MultiTaskLoss vectors =
                new MultiTaskLoss(FeedForwardConfiguration.paper(1582, 4, 3, 2), TaskWeights.PAPER);
        MultiTaskLoss frames = new MultiTaskLoss(network(3, 2), TaskWeights.PAPER);
        assertThat(vectors.evaluate(labels, outputs).getFloat())
                .isEqualTo(frames.evaluate(labels, predictions(4, 3, 2)).getFloat());
    }
}
