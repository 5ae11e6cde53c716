package dev.undertone.cli;

import dev.undertone.evaluation.Scores;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.model.ModelException;
import dev.undertone.model.ModelRepository;
import dev.undertone.model.ModelSettings;
import dev.undertone.model.VerifiedModel;
import dev.undertone.training.ExperimentResult;
import dev.undertone.training.ModelTraining;
import dev.undertone.training.StartingPoint;
import dev.undertone.training.TrainingPlan;
import dev.undertone.training.TrainingRecipe;
import dev.undertone.training.degradation.AcousticCondition;
import dev.undertone.training.export.OnnxImporter;
import dev.undertone.training.network.Recurrence;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** From corpus folders to a model folder. Needs the training engine on the class path (Maven profile train). */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a model on labelled speech, takes its figures on unseen speakers, and writes its folder.",
            "A run that was stopped goes on from its last finished epoch."
        },
        footer = {
            "",
            "A corpus is a folder in the official layout of CREMA-D or EmoDB, or one with a manifest.csv.",
            "",
            "Example:",
            "  mvn -Ptrain -q spring-boot:run -Dspring-boot.run.arguments=\"train --corpus /data/crema-d\""
        })
final class TrainCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--corpus",
            required = true,
            paramLabel = "DIR",
            description = "The corpus whose speakers are split into five folds.")
    private Path corpus;

    @Option(
            names = "--additional",
            paramLabel = "DIR",
            description = "A further corpus that only ever trains. May be given several times.")
    private List<Path> additional = List.of();

    @Option(
            names = "--cell",
            defaultValue = "A_LSTM",
            description = "One of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Recurrence cell;

    @Option(
            names = "--multi-task",
            description =
                    "Learn speaker and gender beside emotion; the genders of all speakers must be known.")
    private boolean multiTask;

    @Option(
            names = "--name",
            description = "Name of the model (the system's own, such as a-lstm-mt).")
    private @Nullable String name;

    @Option(
            names = "--release-version",
            defaultValue = "1.0.0",
            paramLabel = "VERSION",
            description = "Version of the model (${DEFAULT-VALUE}).")
    private String version;

    @Option(
            names = "--seeds",
            split = ",",
            defaultValue = "1,2,3",
            description = "One run each for the figures (${DEFAULT-VALUE}).")
    private List<Integer> seeds;

    @Option(
            names = "--test-fold",
            defaultValue = "0",
            description = "Fold of the unseen speakers, 0 to 4 (${DEFAULT-VALUE}).")
    private int testFold;

    @Option(
            names = "--validation-speakers",
            defaultValue = "0",
            description =
                    "Hold out so many of the other speakers to choose a recipe by; the unseen"
                            + " speakers stay unseen then, and nothing is released (${DEFAULT-VALUE}).")
    private int validationSpeakers;

    @Option(names = "--epochs", description = "Passes (25; 8 with --from).")
    private @Nullable Integer epochs;

    @Option(
            names = "--learning-rate",
            description = "Peak of the learning rate (0.002; 0.0005 with --from).")
    private @Nullable Float learningRate;

    @Option(
            names = "--from",
            paramLabel = "NAME",
            description =
                    "Fine-tune this model, NAME or NAME@VERSION: one that reads frames alone, embedded or in"
                            + " the folder of --models. The cell is its own, and so is a noise floor.")
    private @Nullable String from;

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "LABEL",
            description =
                    "The classes, in the order of the outputs (those of the model of --from, else"
                            + " neutral,happy,angry,sad). Other ones get a new last layer.")
    private List<String> labels = List.of();

    @Option(
            names = "--dropout",
            defaultValue = "0.3",
            description = "Share of units dropped while learning (${DEFAULT-VALUE}).")
    private float dropout;

    @Option(
            names = "--conditions",
            split = ",",
            paramLabel = "CONDITION",
            description =
                    "Hear each clip in these conditions too: ${COMPLETION-CANDIDATES} (none).")
    private List<AcousticCondition> conditions = List.of();

    @Option(
            names = "--noise-floor",
            description =
                    "Ask the network over a faint noise that is the same under every recording (layout"
                            + " paper-36-floored), for recordings of other places than those of the corpus;"
                            + " it learns without.")
    private boolean noiseFloor;

    @Option(
            names = "--models",
            defaultValue = "models",
            paramLabel = "DIR",
            description = "Where model folders lie (${DEFAULT-VALUE}).")
    private Path models;

    @Option(
            names = "--runs",
            defaultValue = "runs",
            paramLabel = "DIR",
            description = "Where checkpoints and results lie (${DEFAULT-VALUE}).")
    private Path runs;

    @Override
    public Integer call() throws IOException {
        StartingPoint start = from == null ? null : startingPoint(from);
        TrainingRecipe recipe =
                TrainingRecipe.DEFAULT
                        .with(
                                cell,
                                multiTask,
                                dropout,
                                Objects.requireNonNullElse(epochs, start == null ? 25 : 8))
                        .withLearningRate(
                                Objects.requireNonNullElse(
                                        learningRate, start == null ? 2e-3f : 5e-4f))
                        .withConditions(conditions)
                        .withNoiseFloor(noiseFloor);
        TrainingPlan plan =
                new TrainingPlan(
                        corpus,
                        additional,
                        name(start, recipe),
                        version,
                        labels(start),
                        start,
                        recipe,
                        seeds,
                        testFold,
                        validationSpeakers,
                        models,
                        runs,
                        SourceCommit.id());
        try (TrainingProgress progress = new TrainingProgress(spec.commandLine().getErr())) {
            List<ExperimentResult> results = new ModelTraining(plan, progress).run();
            results.forEach(this::print);
        }
        return 0;
    }

    private String name(@Nullable StartingPoint start, TrainingRecipe recipe) {
        if (name == null && start != null) {
            throw new ParameterException(
                    spec.commandLine(), "expected a --name for the model that --from becomes");
        }
        return name != null ? name : recipe.systemName();
    }

    private List<String> labels(@Nullable StartingPoint start) {
        if (!labels.isEmpty()) {
            return labels;
        }
        return start == null ? TrainingPlan.LABELS : start.labels();
    }

    private StartingPoint startingPoint(String reference) {
        ModelSettings settings =
                new ModelSettings(
                        Files.isDirectory(models) ? models : null,
                        Map.of(ModelSettings.DEFAULT_ALIAS, reference),
                        1);
        try (ModelRepository repository = new ModelRepository(settings)) {
            VerifiedModel model = repository.verified(reference);
            return new StartingPoint(
                    model.manifest().reference(),
                    model.manifest().labels(),
                    FeatureLayout.PAPER_36_FLOORED.name().equals(model.manifest().layout()),
                    OnnxImporter.read(model.graph()));
        } catch (ModelException | IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--from %s: %s".formatted(reference, e.getMessage()), e);
        }
    }

    private void print(ExperimentResult result) {
        PrintWriter out = spec.commandLine().getOut();
        Scores scores = result.test() != null ? result.test() : result.validation();
        if (scores != null) {
            out.printf(
                    Locale.ROOT,
                    "seed %d, %s speakers: UAR %.9f, MAF %.9f, MAP %.9f, accuracy %.9f (%d clips of %d speakers)\n",
                    result.seed(),
                    result.test() != null ? "unseen" : "validation",
                    scores.uar(),
                    scores.maf(),
                    scores.map(),
                    scores.accuracy(),
                    scores.clips(),
                    scores.perSpeaker().size());
        }
        out.flush();
    }
}
