package dev.undertone.training.network;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
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
 * One vector per utterance to emotion scores, the paper's DNN: dense layers that all tasks share, then
 * one branch per task, each layer y = relu(x W^T + b) with dropout after it, and scores x W^T + b.
 *
 * <p>Input: {@code functionals} floating [B,D], z-normalised with the statistics of the training
 * part.
 *
 * <p>Outputs: emotion logits [B,K]; embedding [B,E], what the emotion scores are read from: the
 * emotion branch's layer, else the last shared layer, else the input itself; then the speaker logits
 * and the gender logits where the {@link FeedForwardConfiguration} has such branches. Without any
 * hidden layer it is multinomial logistic regression.
 *
 * <p>Parameters by {@link #getParameters()}, for two shared layers:
 *
 * <pre>
 * 01shared_weight [S1,D]             01shared_bias [S1]
 * 02shared_weight [S2,S1]            02shared_bias [S2]
 * 03emotion_01hidden_weight [N,S2]   03emotion_01hidden_bias [N]
 * 03emotion_02scores_weight [K,N]    03emotion_02scores_bias [K]
 * </pre>
 *
 * <p>and the same four for {@code speaker} and {@code gender}; without a layer in the branches, {@code
 * 03emotion_01scores} alone. Matrices begin as Xavier, biases at 0.
 */
public final class FeedForwardNetwork extends AbstractBlock {

    private final FeedForwardConfiguration configuration;
    private final List<Linear> shared = new ArrayList<>();
    private final List<TaskBranch> branches = new ArrayList<>();

    /** Lays out a network without values; {@code initialize} or {@code loadParameters} brings them. */
    public FeedForwardNetwork(FeedForwardConfiguration configuration) {
        this.configuration = configuration;
        for (int units : configuration.shared()) {
            shared.add(addChildBlock("shared", DenseLayer.of(units)));
        }
        addBranch("emotion", configuration.emotions());
        addBranch("speaker", configuration.speakers());
        addBranch("gender", configuration.genders());
    }

    private void addBranch(String name, int classes) {
        if (classes > 0) {
            TaskBranch branch =
                    new TaskBranch(configuration.branch(), classes, configuration.dropout());
            branches.add(addChildBlock(name, branch));
        }
    }

    /** The shape of this network. */
    public FeedForwardConfiguration configuration() {
        return configuration;
    }

    /**
     * Brings the first values, drawn from the engine's generator.
     *
     * @param manager what the parameters will belong to
     * @param type FLOAT32, or FLOAT64 where gradients are checked
     */
    public void initialize(NDManager manager, DataType type) {
        initialize(manager, type, new Shape(1, configuration.inputs()));
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
        Shape shape = inputShapes[0];
        for (Linear layer : shared) {
            layer.initialize(manager, type, shape);
            shape = layer.getOutputShapes(new Shape[] {shape})[0];
        }
        for (TaskBranch branch : branches) {
            branch.initialize(manager, type, shape);
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
            NDList outputs = run(parameterStore, inputs.get(0), training);
            outputs.attach(caller);
            return outputs;
        }
    }

    private NDList run(ParameterStore store, NDArray functionals, boolean training) {
        // never the input itself: an output belongs to the caller, who may close both
        NDArray units = shared.isEmpty() ? functionals.duplicate() : functionals;
        for (Linear layer : shared) {
            NDArray sums = layer.forward(store, new NDList(units), training).singletonOrThrow();
            units =
                    Dropout.dropout(Activation.relu(sums), configuration.dropout(), training)
                            .singletonOrThrow();
        }
        NDList outputs = new NDList();
        for (TaskBranch branch : branches) {
            NDArray hidden = branch.hidden(store, units, training);
            outputs.add(branch.scores(store, hidden, training));
            if (outputs.size() == 1) {
                outputs.add(hidden);
            }
        }
        return outputs;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        long rows = inputShapes[0].get(0);
        List<Shape> shapes = new ArrayList<>();
        shapes.add(new Shape(rows, configuration.emotions()));
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
