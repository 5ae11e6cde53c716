package dev.undertone.cli;

import dev.undertone.annotation.TimelineFormat;
import dev.undertone.recognition.Answer;
import dev.undertone.recognition.Problem;
import dev.undertone.recognition.Recognition;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RecognitionOptions;
import dev.undertone.recognition.RequestId;
import dev.undertone.recognition.TimelineOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code analyze FILE... [--model NAME] [--json [--embedding] | --timeline]}: the service's answers, without a server. */
@Command(
        name = "analyze",
        description = "Names the emotion of each recording, as the service would.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        footer = {
            "",
            "Without --json, a line per file: its name, the emotion (or why none is named) and the",
            "probability of each label, between tabs. With --json, a JSON object per line: \"file\" and",
            "the answer of POST /v1/emotions, attention weights included; for a file that cannot be",
            "heard, \"file\" and \"problem\". With --embedding, \"embedding\" too: the vector before the",
            "classifier, pooled over the frames where the model reads any.",
            "",
            "With --timeline, recordings of any length: a JSON object per segment and one for the summary,",
            "each with \"file\" in front; or another --format. Segments begin and end where someone speaks.",
            "",
            "Exit codes: 0 all files were heard; 1 some were not; 2 wrong usage; 3 no model.",
            "",
            "Examples:",
            "  undertone analyze clip.wav",
            "  undertone analyze --model a-lstm@1.1.0 --json calls/*.flac > answers.jsonl",
            "  undertone analyze --encoding mulaw --sample-rate 8000 line.raw",
            "  undertone analyze --json --embedding calls/*.flac > vectors.jsonl",
            "  undertone analyze --timeline --channel each call.wav | jq 'select(.type == \"summary\")'",
            "  undertone analyze --timeline --format textgrid interview.flac > interview.TextGrid"
        })
final class AnalyzeCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Recordings.")
    private List<Path> files;

    @Mixin private ModelOptions model;

    @Mixin private RawAudioOptions raw;

    @Option(names = "--json", description = "Print JSON Lines.")
    private boolean json;

    @Option(
            names = "--embedding",
            description = "Add the vector before the classifier; needs --json.")
    private boolean embedding;

    @Mixin private TimelineArguments timeline;

    @Override
    public Integer call() throws IOException {
        if (embedding && !json) {
            throw new ParameterException(spec.commandLine(), "--embedding needs --json");
        }
        if (timeline.isGiven() && !timeline.isWanted()) {
            throw new ParameterException(
                    spec.commandLine(), "how to make a timeline is said, but not --timeline");
        }
        return timeline.isWanted() ? printTimelines() : printAnswers();
    }

    private int printTimelines() throws IOException {
        TimelineOptions options;
        TimelineFormat format;
        try {
            options = timeline.options();
            options = options.with(raw.applyTo(options.recognition(), spec.commandLine()));
            format = timeline.format();
        } catch (RecognitionException e) {
            throw new ParameterException(spec.commandLine(), e.parameter() + ": " + e.detail(), e);
        }
        boolean isJson = format == TimelineFormat.JSON || format == TimelineFormat.JSON_LINES;
        if (json || (files.size() > 1 && !isJson)) {
            throw new ParameterException(
                    spec.commandLine(),
                    json ? "--timeline prints JSON anyway" : "this format takes one file");
        }
        int failed = 0;
        try (LocalRecognizer recognizer = LocalRecognizer.open(model)) {
            Path segments = timeline.segments();
            TimelineRun run =
                    new TimelineRun(
                            recognizer,
                            segments == null ? options : recognizer.withSegments(options, segments),
                            format,
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr());
            for (Path file : files) {
                failed += run.print(file) ? 0 : 1;
            }
        } catch (RecognitionException e) {
            throw new ParameterException(spec.commandLine(), "--segments: " + e.detail(), e);
        }
        return failed == 0 ? ExitCode.OK : ExitCode.INPUT_FAILED;
    }

    private int printAnswers() {
        PrintWriter out = spec.commandLine().getOut();
        RecognitionOptions options =
                raw.applyTo(
                        RecognitionOptions.DEFAULT.withEmbedding(embedding), spec.commandLine());
        int failed = 0;
        try (LocalRecognizer recognizer = LocalRecognizer.open(model)) {
            for (Path file : files) {
                String id = RequestId.create();
                try {
                    out.print(line(file, recognizer.recognize(id, file, options)));
                } catch (RecognitionException e) {
                    failed++;
                    report(file, id, e);
                }
                out.flush();
            }
        }
        return failed == 0 ? ExitCode.OK : ExitCode.INPUT_FAILED;
    }

    private String line(Path file, Answer answer) {
        return json
                ? FileLine.ofAnswer(file, answer)
                : FileLine.forTheEye(file, (Recognition) answer);
    }

    private void report(Path file, String id, RecognitionException failure) {
        if (json) {
            spec.commandLine().getOut().print(FileLine.ofProblem(file, Problem.of(failure, id)));
        }
        FailureReport.tell(spec.commandLine().getErr(), file, failure);
    }
}
