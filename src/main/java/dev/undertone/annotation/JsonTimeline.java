package dev.undertone.annotation;

import dev.undertone.recognition.AnswerJson;
import dev.undertone.recognition.Problem;
import dev.undertone.recognition.TimelineEnd;
import dev.undertone.recognition.TimelineSegment;
import dev.undertone.recognition.TimelineStart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code {"id", "model", "segments": [...], "audio", "summary"}}: the audio's length is known behind the segments. In place
 * of the last two there is {@code "error"}, a problem, where the timeline failed on the way.
 */
final class JsonTimeline implements TimelineWriter {

    private final OutputStream output;
    private boolean hasSegments;

    JsonTimeline(OutputStream output) {
        this.output = output;
    }

    @Override
    public void started(TimelineStart start) throws IOException {
        write("{\"id\":");
        output.write(AnswerJson.write(start.id()));
        write(",\"model\":");
        output.write(AnswerJson.write(start.model()));
        write(",\"segments\":[");
    }

    @Override
    public void segment(TimelineSegment segment) throws IOException {
        write(hasSegments ? "," : "");
        hasSegments = true;
        output.write(AnswerJson.write(segment));
    }

    @Override
    public void ended(TimelineEnd end) throws IOException {
        write("],\"audio\":");
        output.write(AnswerJson.write(end.audio()));
        write(",\"summary\":");
        output.write(AnswerJson.write(end.summary()));
        write("}\n");
    }

    @Override
    public boolean failed(Problem problem) throws IOException {
        write("],\"error\":");
        output.write(AnswerJson.write(problem));
        write("}\n");
        return true;
    }

    private void write(String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
