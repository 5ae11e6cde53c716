package dev.undertone.cli;

import dev.undertone.annotation.TimelineFormat;
import dev.undertone.annotation.TimelineWriter;
import dev.undertone.recognition.Problem;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RequestId;
import dev.undertone.recognition.TimelineEnd;
import dev.undertone.recognition.TimelineListener;
import dev.undertone.recognition.TimelineOptions;
import dev.undertone.recognition.TimelineSegment;
import dev.undertone.recognition.TimelineStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Prints the timelines of files, one after the other. */
final class TimelineRun {

    private final LocalRecognizer recognizer;
    private final TimelineOptions options;
    private final TimelineFormat format;
    private final PrintWriter out;
    private final PrintWriter err;

    TimelineRun(
            LocalRecognizer recognizer,
            TimelineOptions options,
            TimelineFormat format,
            PrintWriter out,
            PrintWriter err) {
        this.recognizer = recognizer;
        this.options = options;
        this.format = format;
        this.out = out;
        this.err = err;
    }

    /**
     * Prints the timeline of a file as it grows.
     *
     * @return whether it came to its end; where not, the reason has been told
     * @throws IOException never in practice: the output is a print writer
     */
    boolean print(Path file) throws IOException {
        boolean isJson = format == TimelineFormat.JSON || format == TimelineFormat.JSON_LINES;
        TimelineOutput output = new TimelineOutput(out, isJson ? file.toString() : null);
        Progress progress = new Progress(format.writer(output), output);
        String id = RequestId.create();
        try {
            recognizer.timeline(id, file, options, progress);
            return true;
        } catch (RecognitionException e) {
            Problem problem = Problem.of(e, id);
            if (isJson && !progress.hasStarted) {
                out.print(FileLine.ofProblem(file, problem));
                out.flush();
            } else {
                progress.writer.failed(problem);
                output.flush();
            }
            FailureReport.tell(err, file, e);
            return false;
        }
    }

    /** Passes on and prints what was written so far. */
    private static final class Progress implements TimelineListener {

        private final TimelineWriter writer;
        private final TimelineOutput output;
        private boolean hasStarted;

        Progress(TimelineWriter writer, TimelineOutput output) {
            this.writer = writer;
            this.output = output;
        }

        @Override
        public void started(TimelineStart start) throws IOException {
            hasStarted = true;
            writer.started(start);
        }

        @Override
        public void segment(TimelineSegment segment) throws IOException {
            writer.segment(segment);
            output.flush();
        }

        @Override
        public void progress(double processedSeconds) throws IOException {
            writer.progress(processedSeconds);
        }

        @Override
        public void ended(TimelineEnd end) throws IOException {
            writer.ended(end);
            output.flush();
        }
    }
}
