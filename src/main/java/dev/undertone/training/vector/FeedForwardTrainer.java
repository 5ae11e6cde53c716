package dev.undertone.training.vector;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.undertone.training.AdamW;
import dev.undertone.training.EpochReport;
import dev.undertone.training.OneCycleSchedule;
import dev.undertone.training.TrainingListener;
import dev.undertone.training.network.FeedForwardConfiguration;
import dev.undertone.training.network.FeedForwardNetwork;
import dev.undertone.training.network.MultiTaskLoss;
import dev.undertone.training.network.TaskWeights;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network of utterance vectors by one recipe from one seed. Not thread-safe: the engine's random state is global, so
 * run one trainer per process.
 */
public final class FeedForwardTrainer implements AutoCloseable {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final FeedForwardRecipe recipe;
    private final int seed;
    private final NDManager manager;
    private final FeedForwardNetwork network;
    private final AdamW optimizer;
    private final MultiTaskLoss loss;
    private final List<float[]> best = new ArrayList<>();

    /** Initialises the weights from the seed. */
    public FeedForwardTrainer(FeedForwardRecipe recipe, int inputs, int emotions, int seed) {
        this.recipe = recipe;
        this.seed = seed;
        Engine.getInstance().setRandomSeed(seed);
        FeedForwardConfiguration configuration =
                new FeedForwardConfiguration(
                        inputs, recipe.shared(), recipe.branch(), emotions, 0, 0, recipe.dropout());
        this.manager = NDManager.newBaseManager();
        this.network = new FeedForwardNetwork(configuration);
        network.initialize(manager, DataType.FLOAT32);
        this.optimizer =
                new AdamW(
                        network.getParameters(),
                        manager,
                        recipe.weightDecay(),
                        recipe.gradientClip());
        this.loss = new MultiTaskLoss(configuration, TaskWeights.PAPER);
    }

    /** The network, as trained so far; owned by the trainer. */
    public FeedForwardNetwork network() {
        return network;
    }

    /** How many numbers the network learns. */
    public long parameterCount() {
        return network.getParameters().values().stream()
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }

    /**
     * Trains to the recipe's last epoch; the weights of the epoch that validates best are kept for {@link #restoreBest}.
     *
     * @param vectors one z-normalised vector [D] per utterance
     * @param truths index of the emotion of each
     * @param validationUar asked after each epoch; null where nobody validates
     * @param listener follows the run
     * @return one report per epoch
     */
    public List<EpochReport> train(
            List<float[]> vectors,
            List<Integer> truths,
            Supplier<@Nullable Double> validationUar,
            TrainingListener listener) {
        listener.onRun("seed " + seed, 0, recipe.epochs());
        int stepsPerEpoch = (vectors.size() + recipe.batchSize() - 1) / recipe.batchSize();
        OneCycleSchedule schedule =
                new OneCycleSchedule(
                        recipe.learningRate(), recipe.warmUp(), stepsPerEpoch * recipe.epochs());
        List<EpochReport> reports = new ArrayList<>();
        for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
            long start = System.nanoTime();
            long cpuStart = THREADS.getCurrentThreadCpuTime();
            double meanLoss = epoch(epoch, vectors, truths, schedule, listener);
            EpochReport report =
                    new EpochReport(
                            epoch,
                            meanLoss,
                            validationUar.get(),
                            (System.nanoTime() - start) / 1e9,
                            (THREADS.getCurrentThreadCpuTime() - cpuStart) / 1e9);
            reports.add(report);
            if (EpochReport.best(reports).filter(report::equals).isPresent()) {
                keepBest();
            }
            listener.onEpoch(report);
        }
        return reports;
    }

    private double epoch(
            int epoch,
            List<float[]> vectors,
            List<Integer> truths,
            OneCycleSchedule schedule,
            TrainingListener listener) {
        Random random = new Random(seed + epoch);
        Engine.getInstance().setRandomSeed(seed + epoch);
        List<Integer> order = new ArrayList<>(IntStream.range(0, vectors.size()).boxed().toList());
        Collections.shuffle(order, random);
        int steps = (order.size() + recipe.batchSize() - 1) / recipe.batchSize();
        double sum = 0;
        for (int step = 0; step < steps; step++) {
            int done = (epoch - 1) * steps + step;
            int from = step * recipe.batchSize();
            List<Integer> rows =
                    order.subList(from, Math.min(from + recipe.batchSize(), order.size()));
            float batchLoss =
                    step(
                            rows.stream().map(vectors::get).toList(),
                            rows.stream().mapToLong(truths::get).toArray(),
                            schedule.learningRate(done),
                            done + 1);
            sum += batchLoss;
            listener.onStep(epoch, step + 1, steps, batchLoss);
        }
        return sum / steps;
    }

    private float step(List<float[]> vectors, long[] truths, float learningRate, int step) {
        try (NDManager scope = manager.newSubManager()) {
            NDList input = new NDList(matrix(scope, vectors));
            NDList answers = new NDList(scope.create(truths));
            float value;
            try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
                NDList output = network.forward(new ParameterStore(scope, false), input, true);
                NDArray batchLoss = loss.evaluate(answers, output);
                gradients.backward(batchLoss);
                value = batchLoss.getFloat();
            }
            if (!Float.isFinite(value)) {
                throw new IllegalStateException("expected a finite loss but got " + value);
            }
            optimizer.update(learningRate, step);
            return value;
        }
    }

    private void keepBest() {
        best.clear();
        network.getParameters()
                .values()
                .forEach(parameter -> best.add(parameter.getArray().toFloatArray()));
    }

    /** Puts the weights of the epoch that validated best in place of the last ones. */
    public void restoreBest() {
        int index = 0;
        for (Parameter parameter : network.getParameters().values()) {
            NDArray array = parameter.getArray();
            // not NDArray.set: PyTorch would then read a buffer that nobody keeps alive
            try (NDArray kept = manager.create(best.get(index++), array.getShape())) {
                kept.copyTo(array);
            }
        }
    }

    /**
     * The emotion logits [K] of each vector.
     *
     * @param vectors z-normalised, in any order
     */
    public List<float[]> logits(List<float[]> vectors) {
        List<float[]> logits = new ArrayList<>();
        for (int from = 0; from < vectors.size(); from += recipe.batchSize()) {
            List<float[]> rows =
                    vectors.subList(from, Math.min(from + recipe.batchSize(), vectors.size()));
            try (NDManager scope = manager.newSubManager()) {
                NDArray answers =
                        network.forward(
                                        new ParameterStore(scope, false),
                                        new NDList(matrix(scope, rows)),
                                        false)
                                .get(0);
                for (int row = 0; row < rows.size(); row++) {
                    logits.add(answers.get(row).toFloatArray());
                }
            }
        }
        return logits;
    }

    private static NDArray matrix(NDManager manager, List<float[]> rows) {
        int columns = rows.get(0).length;
        float[] values = new float[rows.size() * columns];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, values, row * columns, columns);
        }
        return manager.create(values, new Shape(rows.size(), columns));
    }

    @Override
    public void close() {
        optimizer.close();
        manager.close();
    }
}
