package dev.undertone.cli;

import dev.undertone.training.TrainingRecipe;
import dev.undertone.training.corpus.Corpus;
import dev.undertone.training.corpus.CorpusRecipe;
import dev.undertone.training.reproduction.ComparedSystem;
import dev.undertone.training.reproduction.Grid;
import dev.undertone.training.reproduction.Protocol;
import dev.undertone.training.reproduction.Reproduction;
import dev.undertone.training.vector.FeedForwardRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole comparison of the paper, from corpus folders to a report. Needs the training engine (Maven profile train). */
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description = {
            "Trains all systems of the paper under one protocol and compares them.",
            "A run that was stopped goes on from its last finished epoch; a finished one is not repeated."
        })
final class ReproduceCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--crema-d",
            required = true,
            paramLabel = "DIR",
            description = "CREMA-D, in its official layout.")
    private Path cremaD;

    @Option(
            names = "--systems",
            split = ",",
            defaultValue =
                    "LINEAR,A_LSTM,LSTM,MEAN_LSTM,DNN_IS10,FUSION,A_LSTM_MT,LSTM_MT,A_GRU,MEAN_LSTM_MT,A_GRU_MT",
            description = "Some of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private List<ComparedSystem> systems;

    @Option(
            names = "--seeds",
            split = ",",
            defaultValue = "1,2",
            description = "One run each (${DEFAULT-VALUE}).")
    private List<Integer> seeds;

    @Option(names = "--epochs", defaultValue = "25", description = "Passes (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--runs",
            defaultValue = "runs",
            paramLabel = "DIR",
            description = "Where checkpoints and figures lie (${DEFAULT-VALUE}).")
    private Path runs;

    @Override
    public Integer call() throws IOException {
        TrainingRecipe recipe = TrainingRecipe.DEFAULT;
        recipe = recipe.with(recipe.recurrence(), false, recipe.dropout(), epochs);
        try (TrainingProgress progress = new TrainingProgress(spec.commandLine().getErr())) {
            Corpus corpus = CorpusRecipe.readAny(cremaD);
            progress.onLoading(List.of(corpus));
            Protocol protocol = Protocol.fiveFolds("crema-d", corpus, Protocol.FOUR, seeds);
            Grid grid = Grid.of(List.of(protocol), systems);
            new Reproduction(grid, recipe, FeedForwardRecipe.PAPER, runs, progress).work();
        }
        return 0;
    }
}
