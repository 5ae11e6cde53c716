package dev.undertone.cli;

import dev.undertone.evaluation.ClipManifest;
import dev.undertone.evaluation.LabelledClip;
import dev.undertone.recognition.AnswerJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evaluate --manifest manifest.csv [--model NAME] [--scores FILE] [--json]}: how good is a model on labelled recordings. */
@Command(
        name = "evaluate",
        description = {
            "Lets a model hear every recording of a manifest, over the serving path, and compares its",
            "answers with the labels: unweighted average recall (UAR), macro-average F (MAF) and",
            "precision (MAP), accuracy, confusion matrix (rows are the truth), UAR by speaker and gender,",
            "expected calibration error (ECE), and what a threshold on the confidence leaves and gains."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        footer = {
            "",
            "The manifest is CSV (UTF-8, with a header): path (relative to the manifest), speaker, emotion;",
            "optionally gender (female, male, unknown). Clips of a class that the model does not know are",
            "skipped and counted. The prediction is the most probable label, also where the service would",
            "abstain. Averages run over the classes that occur; the precision of a class never predicted",
            "is 0. Nothing is rounded. ECE: 15 equal-width bins of the largest probability. The logarithms of",
            "--scores are the model's logits over its temperature, but for a constant of each clip.",
            "",
            "Exit codes: 0 all clips were heard; 1 some were not, or the manifest is not usable;",
            "2 wrong usage; 3 no model.",
            "",
            "Examples:",
            "  undertone evaluate --manifest corpus/manifest.csv",
            "  undertone evaluate --model a-lstm --manifest corpus/manifest.csv --json > figures.json"
        })
final class EvaluateCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private ModelOptions model;

    @Option(
            names = "--manifest",
            paramLabel = "CSV",
            required = true,
            description = "The labelled recordings.")
    private Path manifest;

    @Option(
            names = "--scores",
            paramLabel = "CSV",
            description =
                    "Write what the model said of each clip: clip, speaker, gender, emotion, then the"
                            + " natural logarithm of each label's probability.")
    private @Nullable Path scores;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<LabelledClip> clips = ClipManifest.read(manifest);
        try (LocalRecognizer recognizer = LocalRecognizer.open(model)) {
            Evaluation evaluation = new Evaluation(recognizer, spec.commandLine().getErr());
            evaluation.hear(clips);
            if (!evaluation.hasCounted()) {
                throw Evaluation.nothingHeard(manifest, recognizer.manifest().labels());
            }
            if (scores != null) {
                evaluation.scored().write(scores);
            }
            EvaluationReport report = evaluation.report();
            PrintWriter out = spec.commandLine().getOut();
            out.print(
                    json ? AnswerJson.mapper().writeValueAsString(report) + "\n" : report.toText());
            out.flush();
            return report.failed() == 0 ? ExitCode.OK : ExitCode.INPUT_FAILED;
        }
    }
}
