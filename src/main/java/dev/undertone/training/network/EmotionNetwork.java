package dev.undertone.training.network;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frame features to emotion scores with one attention weight per frame: dense + ReLU, the
 * recurrence in both directions, attention pooling, and one branch per task.
 *
 * <p>Inputs: {@code features} floating [B,T,F], z-normalised within each utterance, with anything at
 * all in the padding; {@code lengths} int64 [B], the number of real frames of each row, 1..T.
 *
 * <p>Outputs: emotion logits [B,K]; attention [B,T], non-negative, each row's sum 1, exactly 0 in
 * the padding; embedding [B,2H], the pooled vector; then the speaker logits and the gender logits
 * where the {@link NetworkConfiguration} has such branches. A row's result depends on nothing but
 * its own real frames.
 *
 * <p>With two frames per step, neighbouring frames are averaged first (a last odd frame stands
 * alone), and the weight of a step is shared by its frames. Dropout follows the first dense layer,
 * the recurrence and each branch's dense layer.
 *
 * <p>Parameters by {@link #getParameters()}, in this order, the G gates side by side as i, f,
 * o, g of an LSTM (G = 4) or z, r, n of a GRU (G = 3), and directions stacked forward first:
 *
 * <pre>
 * 01dense_weight [D,F]                  01dense_bias [D]
 * 02recurrence_inputWeight [2,D,GH]     02recurrence_bias [2,1,GH]
 * 02recurrence_recurrentWeight [2,H,GH] 02recurrence_combination [2,H,1] (where it is learned)
 * 03pooling_vector [2,H,1]
 * 04emotion_01hidden_weight [D,2H]      04emotion_01hidden_bias [D]
 * 04emotion_02scores_weight [K,D]       04emotion_02scores_bias [K]
 * </pre>
 *
 * <p>and the same four for {@code speaker} and {@code gender}. Matrices are of type WEIGHT, biases
 * of type BIAS, the attention vector and the combination, which start at 0, of type OTHER.
 */
public final class EmotionNetwork extends AbstractBlock {

    private final NetworkConfiguration configuration;
    private final Linear dense;
    private final BidirectionalRecurrence recurrence;
    private final AttentionPooling pooling;
    private final List<TaskBranch> branches = new ArrayList<>();

    /** Lays out a network without values; {@code initialize} or {@code loadParameters} brings them. */
    public EmotionNetwork(NetworkConfiguration configuration) {
        this.configuration = configuration;
        dense = addChildBlock("dense", DenseLayer.of(configuration.dense()));
        recurrence =
                addChildBlock(
                        "recurrence",
                        new BidirectionalRecurrence(
                                configuration.recurrence(),
                                configuration.dense(),
                                configuration.cell()));
        pooling = addChildBlock("pooling", new AttentionPooling(configuration.cell()));
        addBranch("emotion", configuration.emotions());
        addBranch("speaker", configuration.speakers());
        addBranch("gender", configuration.genders());
    }

    private void addBranch(String name, int classes) {
        if (classes > 0) {
            TaskBranch branch =
                    new TaskBranch(configuration.dense(), classes, configuration.dropout());
            branches.add(addChildBlock(name, branch));
        }
    }

    /** The shape of this network. */
    public NetworkConfiguration configuration() {
        return configuration;
    }

    /**
     * Brings the first values, drawn from the engine's generator.
     *
     * @param manager what the parameters will belong to
     * @param type FLOAT32, or FLOAT64 where gradients are checked
     */
    public void initialize(NDManager manager, DataType type) {
        initialize(manager, type, new Shape(1, 1, configuration.features()), new Shape(1));
    }

    /** Reads what {@code saveParameters} wrote, into the engine's own memory. */
    @Override
    public void loadParameters(NDManager manager, DataInputStream is)
            throws IOException, MalformedModelException {
        super.loadParameters(manager, is);
        LoadedParameters.moveToEngine(this, manager);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        long rows = inputShapes[0].get(0);
        Shape sequence = new Shape(inputShapes[0].get(1), rows, configuration.dense());
        Shape states = new Shape(2, inputShapes[0].get(1), rows, configuration.cell());
        dense.initialize(manager, type, new Shape(rows, configuration.features()));
        recurrence.initialize(manager, type, sequence);
        pooling.initialize(manager, type, states);
        for (TaskBranch branch : branches) {
            branch.initialize(manager, type, new Shape(rows, configuration.embedding()));
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> params) {
        NDManager caller = inputs.getManager();
        try (NDManager scratch = caller.newSubManager()) {
            inputs.tempAttach(scratch);
            NDList outputs = run(parameterStore, inputs.get(0), inputs.get(1), training);
            outputs.attach(caller);
            return outputs;
        }
    }

    private NDList run(ParameterStore store, NDArray features, NDArray lengths, boolean training) {
        RowLengths frames = new RowLengths(lengths, features.getShape().get(1));
        NDArray clean = withoutPadding(features, frames.real());
        if (configuration.framesPerStep() == 1) {
            return runSteps(store, clean, frames, training);
        }
        FramePairs pairs = new FramePairs(frames.real(), features.getDataType());
        NDList outputs = runSteps(store, pairs.average(clean), frames.halved(), training);
        outputs.set(1, pairs.spread(outputs.get(1)));
        return outputs;
    }

    private NDList runSteps(
            ParameterStore store, NDArray features, RowLengths steps, boolean training) {
        NDArray reversal = steps.reversal();
        NDList units = dense.forward(store, new NDList(features.transpose(1, 0, 2)), training);
        NDArray sequence = dropped(Activation.relu(units.singletonOrThrow()), training);
        NDArray states =
                recurrence
                        .forward(store, new NDList(sequence, reversal), training)
                        .singletonOrThrow();
        NDArray real = steps.real().transpose();
        NDList pooled =
                pooling.forward(
                        store, new NDList(dropped(states, training), reversal, real), training);
        NDList embedding = new NDList(pooled.get(1));
        NDList outputs = new NDList();
        for (TaskBranch branch : branches) {
            outputs.addAll(branch.forward(store, embedding, training));
        }
        outputs.add(1, pooled.get(0).transpose());
        outputs.add(2, pooled.get(1));
        return outputs;
    }

    private NDArray dropped(NDArray units, boolean training) {
        return Dropout.dropout(units, configuration.dropout(), training).singletonOrThrow();
    }

    /** Padding may hold anything, and 0 times NaN is NaN: so it is replaced, not multiplied. */
    private static NDArray withoutPadding(NDArray features, NDArray real) {
        NDArray everywhere = real.expandDims(2).broadcast(features.getShape());
        return NDArrays.where(everywhere, features, features.zerosLike());
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        long rows = inputShapes[0].get(0);
        List<Shape> shapes = new ArrayList<>();
        shapes.add(new Shape(rows, configuration.emotions()));
        shapes.add(new Shape(rows, inputShapes[0].get(1)));
        shapes.add(new Shape(rows, configuration.embedding()));
        if (configuration.speakers() > 0) {
            shapes.add(new Shape(rows, configuration.speakers()));
        }
        if (configuration.genders() > 0) {
            shapes.add(new Shape(rows, configuration.genders()));
        }
        return shapes.toArray(Shape[]::new);
    }
}
