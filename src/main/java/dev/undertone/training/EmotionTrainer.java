package dev.undertone.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.training.network.EmotionNetwork;
import dev.undertone.training.network.MultiTaskLoss;
import dev.undertone.training.network.NetworkConfiguration;
import dev.undertone.training.network.TaskWeights;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Trains one network by one recipe from one seed.
 *
 * <p>Everything random is drawn anew from seed + epoch, so that a run that was killed and resumed ends with the same weights
 * as one that ran through. Not thread-safe: the engine's random state is global, so run one trainer per process.
 */
public final class EmotionTrainer implements AutoCloseable {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final TrainingRecipe recipe;
    private final int seed;
    private final NDManager manager;
    private final EmotionNetwork network;
    private final AdamW optimizer;
    private final MultiTaskLoss loss;
    private final Augmentation augmentation;

    /**
     * Initialises the weights from the seed.
     *
     * @param recipe how to train
     * @param configuration of the network
     * @param seed of everything random
     */
    public EmotionTrainer(TrainingRecipe recipe, NetworkConfiguration configuration, int seed) {
        this.recipe = recipe;
        this.seed = seed;
        Engine.getInstance().setRandomSeed(seed);
        this.manager = NDManager.newBaseManager();
        this.network = new EmotionNetwork(configuration);
        network.initialize(manager, DataType.FLOAT32);
        this.optimizer =
                new AdamW(
                        network.getParameters(),
                        manager,
                        recipe.weightDecay(),
                        recipe.gradientClip());
        this.loss = new MultiTaskLoss(configuration, TaskWeights.PAPER);
        this.augmentation = new Augmentation(recipe);
    }

    /** How many numbers the network learns. */
    public long parameterCount() {
        return network.getParameters().values().stream()
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }

    /** The network, as trained so far; owned by the trainer. */
    public EmotionNetwork network() {
        return network;
    }

    /**
     * Trains to the recipe's last epoch, from the newest checkpoint where there is one.
     *
     * <p>The weights of the epoch with the best validation recall so far (of the first such epoch) are kept beside the
     * checkpoints: {@link Checkpoint#restoreBest}.
     *
     * @param training what to learn from
     * @param labels of the training part
     * @param validationUar asked after each epoch; null where nobody validates
     * @param checkpoint where the state is kept
     * @param fingerprint of recipe, seed and data
     * @param listener follows the run
     * @return one report per epoch, those of an earlier process included
     * @throws IOException if a checkpoint cannot be written or read
     */
    List<EpochReport> train(
            List<TrainingUtterance> training,
            LabelIndex labels,
            Supplier<@Nullable Double> validationUar,
            Checkpoint checkpoint,
            String fingerprint,
            TrainingListener listener)
            throws IOException {
        Checkpoint.Progress progress =
                checkpoint
                        .restore(network, optimizer, manager, fingerprint)
                        .orElse(new Checkpoint.Progress(fingerprint, 0, List.of()));
        listener.onRun("seed " + seed, progress.finishedEpochs(), recipe.epochs());
        int stepsPerEpoch = BatchPlan.count(training.size(), recipe.batchSize());
        OneCycleSchedule schedule =
                new OneCycleSchedule(
                        recipe.learningRate(), recipe.warmUp(), stepsPerEpoch * recipe.epochs());
        List<LabelIndex.Targets> targets =
                training.stream().map(utterance -> labels.targets(utterance.clip())).toList();
        while (progress.finishedEpochs() < recipe.epochs()) {
            int epoch = progress.finishedEpochs() + 1;
            long start = System.nanoTime();
            long cpuStart = THREADS.getCurrentThreadCpuTime();
            double meanLoss = epoch(epoch, progress.step(), training, targets, schedule, listener);
            EpochReport report =
                    new EpochReport(
                            epoch,
                            meanLoss,
                            validationUar.get(),
                            (System.nanoTime() - start) / 1e9,
                            (THREADS.getCurrentThreadCpuTime() - cpuStart) / 1e9);
            List<EpochReport> reports = new ArrayList<>(progress.reports());
            reports.add(report);
            if (EpochReport.best(reports).filter(report::equals).isPresent()) {
                checkpoint.saveBest(network);
            }
            progress =
                    new Checkpoint.Progress(fingerprint, progress.step() + stepsPerEpoch, reports);
            checkpoint.save(network, optimizer, progress);
            listener.onEpoch(report);
        }
        return progress.reports();
    }

    private double epoch(
            int epoch,
            int firstStep,
            List<TrainingUtterance> training,
            List<LabelIndex.Targets> targets,
            OneCycleSchedule schedule,
            TrainingListener listener) {
        Random random = new Random(seed + epoch);
        Engine.getInstance().setRandomSeed(seed + epoch);
        List<FeatureMatrix> drawn = new ArrayList<>();
        for (TrainingUtterance utterance : training) {
            List<FeatureMatrix> heard = utterance.heard();
            drawn.add(augmentation.mask(heard.get(random.nextInt(heard.size())), random));
        }
        int[] lengths = drawn.stream().mapToInt(FeatureMatrix::frames).toArray();
        List<List<Integer>> batches = BatchPlan.shuffled(lengths, recipe.batchSize(), random);
        double sum = 0;
        for (int batch = 0; batch < batches.size(); batch++) {
            int step = firstStep + batch;
            float batchLoss =
                    step(drawn, targets, batches.get(batch), schedule.learningRate(step), step + 1);
            sum += batchLoss;
            listener.onStep(epoch, batch + 1, batches.size(), batchLoss);
        }
        return sum / batches.size();
    }

    private float step(
            List<FeatureMatrix> features,
            List<LabelIndex.Targets> targets,
            List<Integer> indexes,
            float learningRate,
            int step) {
        try (NDManager scope = manager.newSubManager()) {
            NDList input = Batch.input(scope, indexes.stream().map(features::get).toList());
            NDList answers =
                    Batch.targets(
                            scope, indexes.stream().map(targets::get).toList(), recipe.multiTask());
            float value;
            try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
                NDList output = network.forward(new ParameterStore(scope, false), input, true);
                NDArray batchLoss = loss.evaluate(answers, output);
                gradients.backward(batchLoss);
                value = batchLoss.getFloat();
            }
            if (!Float.isFinite(value)) {
                throw new IllegalStateException(
                        "expected a finite loss but got %s in step %d".formatted(value, step));
            }
            optimizer.update(learningRate, step);
            return value;
        }
    }

    @Override
    public void close() {
        optimizer.close();
        manager.close();
    }
}
