package dev.undertone.cli;

import dev.undertone.evaluation.ClipManifest;
import dev.undertone.evaluation.LabelledClip;
import dev.undertone.recognition.AnswerJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code robustness --manifest manifest.csv [--model NAME] [--json]}: what rooms, lines and recorders cost a model. */
@Command(
        name = "robustness",
        description = {
            "Lets a model hear every recording of a manifest as it is and made worse in known ways:",
            "telephone line, MP3, white noise, babble, reverberation, gain, silence around it. Prints the",
            "unweighted average recall (UAR) under each, as a Markdown table."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        footer = {
            "",
            "The manifest is that of evaluate. The degradations are formulas with a seed: the same seed gives",
            "the same table. Samples are handed over in float and not clipped but where the condition says so.",
            "Each clip is heard once per condition, so it takes some sixteen times as long as evaluate. A",
            "condition that cannot be made here is in the table as not measured, with the reason.",
            "",
            "Exit codes: 0 all clips were heard; 1 some were not, or the manifest is not usable;",
            "2 wrong usage; 3 no model.",
            "",
            "Examples:",
            "  undertone robustness --manifest corpus/manifest.csv > robustness.md",
            "  undertone robustness --model a-lstm --manifest corpus/manifest.csv --json"
        })
final class RobustnessCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private ModelOptions model;

    @Option(
            names = "--manifest",
            paramLabel = "CSV",
            required = true,
            description = "The labelled recordings.")
    private Path manifest;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of noise, babble and reverberation (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print one JSON object; nothing in it is rounded.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<LabelledClip> clips = ClipManifest.read(manifest);
        try (LocalRecognizer recognizer = LocalRecognizer.open(model)) {
            Robustness robustness = new Robustness(recognizer, spec.commandLine().getErr(), seed);
            robustness.hear(clips);
            if (!robustness.hasCounted()) {
                throw Evaluation.nothingHeard(manifest, recognizer.manifest().labels());
            }
            RobustnessReport report = robustness.report();
            PrintWriter out = spec.commandLine().getOut();
            out.print(
                    json
                            ? AnswerJson.mapper().writeValueAsString(report) + "\n"
                            : report.toMarkdown());
            out.flush();
            boolean allHeard =
                    report.failed() == 0
                            && report.conditions().stream().allMatch(row -> row.failed() == 0);
            return allHeard ? ExitCode.OK : ExitCode.INPUT_FAILED;
        }
    }
}
