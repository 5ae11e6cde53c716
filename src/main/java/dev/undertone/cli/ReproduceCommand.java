package dev.undertone.cli;

import dev.undertone.training.TrainingPlan;
import dev.undertone.training.TrainingRecipe;
import dev.undertone.training.corpus.Corpus;
import dev.undertone.training.corpus.CorpusRecipe;
import dev.undertone.training.corpus.IemocapVariant;
import dev.undertone.training.reproduction.ComparedSystem;
import dev.undertone.training.reproduction.Grid;
import dev.undertone.training.reproduction.Protocol;
import dev.undertone.training.reproduction.Reproduction;
import dev.undertone.training.vector.FeedForwardRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole comparison of the paper, from corpus folders to a report. Needs the training engine (Maven profile train). */
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description = {
            "Trains all systems of the paper under one protocol, compares them, and writes a report.",
            "A run that was stopped goes on from its last finished epoch; a finished one is not repeated."
        },
        footer = {
            "",
            "CREMA-D: five folds of speakers. EmoDB: leave one speaker out, four and seven classes (a-lstm,",
            "lstm and linear only). IEMOCAP: leave one session out, the paper's four classes.",
            "",
            "Example:",
            "  mvn -Ptrain -q spring-boot:run \\",
            "    -Dspring-boot.run.arguments=\"reproduce --crema-d /data/crema-d --workers 2\""
        })
final class ReproduceCommand implements Callable<Integer> {

    private static final List<ComparedSystem> SMALL_CORPUS =
            List.of(ComparedSystem.LINEAR, ComparedSystem.A_LSTM, ComparedSystem.LSTM);

    @Spec private CommandSpec spec;

    @Option(names = "--crema-d", paramLabel = "DIR", description = "CREMA-D, official layout.")
    private @Nullable Path cremaD;

    @Option(names = "--emodb", paramLabel = "DIR", description = "EmoDB, official layout.")
    private @Nullable Path emoDb;

    @Option(names = "--iemocap", paramLabel = "DIR", description = "IEMOCAP, official layout.")
    private @Nullable Path iemocap;

    @Option(
            names = "--systems",
            split = ",",
            paramLabel = "NAME",
            description = "Only these: ${COMPLETION-CANDIDATES} (all).")
    private List<ComparedSystem> systems = List.of(ComparedSystem.values());

    @Option(
            names = "--excited-as-happy",
            description =
                    "Takes IEMOCAP's excited utterances as happy ones: 5,531 utterances instead of the paper's 4,490.")
    private boolean excitedAsHappy;

    @Option(
            names = "--seeds",
            split = ",",
            defaultValue = "1,2",
            description = "One run each (${DEFAULT-VALUE}).")
    private List<Integer> seeds;

    @Option(
            names = "--epochs",
            defaultValue = "25",
            description =
                    "Of the recurrent networks (${DEFAULT-VALUE}); those of many conditions learn 3.2 times as long.")
    private int epochs;

    @Option(
            names = "--dnn",
            split = ",",
            defaultValue = "512,512,256",
            description =
                    "Units of the DNN's layers (${DEFAULT-VALUE}; the paper has 4096,4096,2048).")
    private List<Integer> dnn;

    @Option(
            names = "--dnn-epochs",
            defaultValue = "20",
            description = "Of the DNN (${DEFAULT-VALUE}).")
    private int dnnEpochs;

    @Option(
            names = "--dnn-rate",
            defaultValue = "1e-3",
            description = "The DNN's highest learning rate (${DEFAULT-VALUE}).")
    private float dnnRate;

    @Option(
            names = "--workers",
            defaultValue = "1",
            description = "Processes that train side by side; one per core (${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--runs",
            defaultValue = "runs",
            paramLabel = "DIR",
            description = "Where checkpoints and logits lie (${DEFAULT-VALUE}).")
    private Path runs;

    @Option(
            names = "--results",
            defaultValue = "docs/results/reproduction",
            paramLabel = "DIR",
            description = "Where the figures of finished runs lie (${DEFAULT-VALUE}).")
    private Path results;

    @Option(
            names = "--report",
            defaultValue = "docs/reproduction",
            paramLabel = "DIR",
            description = "Where tables and pictures are written (${DEFAULT-VALUE}).")
    private Path report;

    @Option(
            names = "--report-only",
            description = "Trains nothing, reports what is finished so far.")
    private boolean reportOnly;

    @Option(
            names = "--release",
            paramLabel = "VERSION",
            description =
                    "Write a model folder of this version for every finished system of CREMA-D: the network of the first fold and seed.")
    private @Nullable String release;

    @Option(
            names = "--everybody",
            split = ",",
            paramLabel = "NAME",
            description = "Systems whose released weights learn from all speakers instead (none).")
    private Set<ComparedSystem> everybody = Set.of();

    @Option(
            names = "--models",
            defaultValue = "models",
            paramLabel = "DIR",
            description = "Where model folders lie (${DEFAULT-VALUE}).")
    private Path models;

    @Option(
            names = "--worker",
            hidden = true,
            description =
                    "Set for the processes that --workers starts: they train, the first reports.")
    private boolean worker;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (TrainingProgress progress = new TrainingProgress(spec.commandLine().getErr())) {
            Grid grid = grid(progress);
            TrainingRecipe recipe = TrainingRecipe.DEFAULT;
            Reproduction reproduction =
                    new Reproduction(
                            grid,
                            recipe.with(recipe.recurrence(), false, recipe.dropout(), epochs),
                            FeedForwardRecipe.PAPER.with(
                                    dnn.subList(0, dnn.size() - 1),
                                    dnn.get(dnn.size() - 1),
                                    dnnEpochs,
                                    dnnRate),
                            runs,
                            results,
                            progress);
            if (workers > 1 && !worker && !reportOnly) {
                List<String> arguments =
                        new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
                arguments.add("--worker");
                new WorkerProcesses(workers, arguments, runs)
                        .run(reproduction::finishedRuns, grid.runs().size());
            }
            if (!reportOnly) {
                reproduction.work();
            }
            if (!worker) {
                reproduction.report(report);
                spec.commandLine().getOut().println(report.resolve("report.md"));
                release(grid, reproduction);
                spec.commandLine().getOut().flush();
            }
        }
        return 0;
    }

    private Grid grid(TrainingProgress progress) throws IOException {
        Grid grid = new Grid(List.of());
        if (cremaD != null) {
            Corpus corpus = read(cremaD, progress);
            grid =
                    grid.then(
                            systems(
                                    Protocol.fiveFolds(
                                            "crema-d", corpus, TrainingPlan.LABELS, seeds)));
        }
        if (iemocap != null) {
            IemocapVariant variant =
                    excitedAsHappy ? IemocapVariant.EXCITED_AS_HAPPY : IemocapVariant.FOUR_CLASSES;
            Corpus corpus = CorpusRecipe.iemocap(variant).read(iemocap);
            progress.onLoading(List.of(corpus));
            String protocol = excitedAsHappy ? "iemocap-5531" : "iemocap";
            grid =
                    grid.then(
                            systems(
                                    Protocol.leaveOneOut(
                                            protocol, corpus, TrainingPlan.LABELS, seeds)));
        }
        if (emoDb != null) {
            Corpus corpus = read(emoDb, progress);
            List<Protocol> protocols =
                    List.of(
                            Protocol.leaveOneOut("emodb-4", corpus, TrainingPlan.LABELS, seeds),
                            Protocol.leaveOneOut("emodb-7", corpus, Protocol.SEVEN, seeds));
            grid =
                    grid.then(
                            Grid.of(
                                    protocols,
                                    SMALL_CORPUS.stream().filter(systems::contains).toList()));
        }
        if (grid.runs().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "expected at least one of --crema-d, --emodb, --iemocap");
        }
        return grid;
    }

    private void release(Grid grid, Reproduction reproduction) throws IOException {
        if (release == null || cremaD == null) {
            return;
        }
        String corpus = CorpusRecipe.readAny(cremaD).name();
        Protocol protocol = grid.runs().get(0).protocol();
        reproduction
                .release(protocol, corpus, everybody, models, release, SourceCommit.id())
                .forEach(spec.commandLine().getOut()::println);
    }

    private Grid systems(Protocol protocol) {
        return Grid.of(List.of(protocol), systems);
    }

    private static Corpus read(Path folder, TrainingProgress progress) throws IOException {
        Corpus corpus = CorpusRecipe.readAny(folder);
        progress.onLoading(List.of(corpus));
        return corpus;
    }
}
