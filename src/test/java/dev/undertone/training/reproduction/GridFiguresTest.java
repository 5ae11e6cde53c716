package dev.undertone.training.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.evaluation.Gender;
import dev.undertone.evaluation.LabelledClip;
import dev.undertone.evaluation.Scores;
import dev.undertone.training.corpus.Corpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is told of a grid whose second seeds are not all finished. */
class GridFiguresTest {

    private static final int SPEAKERS = 10;
    private static final List<String> LABELS = List.of("neutral", "angry");

    private final Protocol protocol = protocol();
    private final Grid grid =
            Grid.of(
                    List.of(protocol),
                    List.of(ComparedSystem.A_LSTM, ComparedSystem.LSTM, ComparedSystem.A_GRU));
    private final Map<GridRun, RunFigures> finished = new HashMap<>();

    @Test
    void report_secondSeedOfOneUnfinished_comparesOnTheFirstAlone() {
        finish(ComparedSystem.A_LSTM, 1, 5, 0.5);
        finish(ComparedSystem.A_LSTM, 2, 5, 0.9);
        finish(ComparedSystem.LSTM, 1, 5, 0.4);
        finish(ComparedSystem.LSTM, 2, 4, 0.1);

        assertThat(report())
                .containsPattern("\\| a-lstm \\| lstm \\| \\+0\\.100 .* 10 / 0 / 0 .* \\| 1 \\|\n");
    }

    @Test
    void report_bothSeedsOfBoth_comparesTheirMeans() {
        finish(ComparedSystem.A_LSTM, 1, 5, 0.5);
        finish(ComparedSystem.A_LSTM, 2, 5, 0.9);
        finish(ComparedSystem.LSTM, 1, 5, 0.4);
        finish(ComparedSystem.LSTM, 2, 5, 0.2);

        assertThat(report()).containsPattern("\\| a-lstm \\| lstm \\| \\+0\\.400 .* \\| 2 \\|\n");
    }

    @Test
    void report_noSeedInCommon_comparesNothing() {
        finish(ComparedSystem.A_LSTM, 1, 5, 0.5);
        finish(ComparedSystem.LSTM, 2, 5, 0.2);
        finish(ComparedSystem.A_GRU, 1, 4, 0.2);

        assertThat(report())
                .contains("| a-lstm | 1 |", "| lstm | 1 |")
                .doesNotContain("| a-lstm | lstm |", "| a-gru |");
    }

    private String report() {
        return new Report(grid, new GridFigures(grid, finished)).markdown();
    }

    /** The first folds of a seed, every speaker with the same recall. */
    private void finish(ComparedSystem system, int seed, int folds, double recall) {
        for (GridRun run : grid.runs()) {
            int fold = protocol.plan().folds().indexOf(run.fold());
            if (run.system() == system && run.seed() == seed && fold < folds) {
                finished.put(run, figures(run, recall));
            }
        }
    }

    private static RunFigures figures(GridRun run, double recall) {
        Map<String, Double> perSpeaker = new TreeMap<>();
        run.fold().split().test().forEach(speaker -> perSpeaker.put(speaker, recall));
        Scores scores =
                new Scores(
                        2,
                        recall,
                        recall,
                        recall,
                        recall,
                        LABELS,
                        List.of(List.of(1L, 0L), List.of(0L, 1L)),
                        perSpeaker);
        return new RunFigures(
                run.id(),
                run.system().systemName(),
                run.seed(),
                "",
                8,
                8,
                List.of(),
                new RunFigures.Evaluated(0, scores, scores),
                null,
                1,
                1,
                1);
    }

    private static Protocol protocol() {
        List<LabelledClip> clips = new ArrayList<>();
        for (int speaker = 0; speaker < SPEAKERS; speaker++) {
            for (String emotion : LABELS) {
                clips.add(
                        new LabelledClip(
                                Path.of("%d-%s.wav".formatted(speaker, emotion)),
                                "speaker" + speaker,
                                Gender.FEMALE,
                                emotion,
                                null));
            }
        }
        return Protocol.fiveFolds(
                "made-up", new Corpus("made-up", clips, List.of()), LABELS, List.of(1, 2));
    }
}
