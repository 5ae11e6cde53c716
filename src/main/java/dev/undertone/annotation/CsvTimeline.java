package dev.undertone.annotation;

import dev.undertone.recognition.AnswerJson;
import dev.undertone.recognition.Problem;
import dev.undertone.recognition.TimelineEnd;
import dev.undertone.recognition.TimelineSegment;
import dev.undertone.recognition.TimelineStart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values (RFC 4180): a header, one row per segment, one column per label. What is not said is an empty
 * field; numbers are those of the JSON form.
 */
final class CsvTimeline implements TimelineWriter {

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]");

    private static final List<String> HEADER =
            List.of(
                    "index",
                    "startSeconds",
                    "endSeconds",
                    "channel",
                    "speaker",
                    "speechDetected",
                    "emotion",
                    "confidence",
                    "abstention");

    private final OutputStream output;

    CsvTimeline(OutputStream output) {
        this.output = output;
    }

    @Override
    public void started(TimelineStart start) throws IOException {
        List<@Nullable Object> header = new ArrayList<>(HEADER);
        header.addAll(start.labels());
        row(header);
    }

    @Override
    public void segment(TimelineSegment segment) throws IOException {
        var judgement = segment.judgement();
        List<@Nullable Object> row = new ArrayList<>();
        row.add(segment.index());
        row.add(segment.startSeconds());
        row.add(segment.endSeconds());
        row.add(segment.channel());
        row.add(segment.speaker());
        row.add(judgement.speechDetected());
        row.add(judgement.emotion());
        row.add(judgement.confidence());
        row.add(judgement.abstention() == null ? null : judgement.abstention().code());
        row.addAll(judgement.probabilities().values());
        row(row);
    }

    /** What the summary says can be had from the rows. */
    @Override
    public void ended(TimelineEnd end) throws IOException {
        output.flush();
    }

    @Override
    public boolean failed(Problem problem) {
        return false;
    }

    private void row(List<@Nullable Object> fields) throws IOException {
        StringBuilder row = new StringBuilder();
        for (Object field : fields) {
            row.append(row.isEmpty() ? "" : ",").append(text(field));
        }
        output.write(row.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String text(@Nullable Object field) {
        if (field == null) {
            return "";
        }
        if (field instanceof String text) {
            return NEEDS_QUOTES.matcher(text).find()
                    ? '"' + text.replace("\"", "\"\"") + '"'
                    : text;
        }
        return AnswerJson.mapper().writeValueAsString(field);
    }
}
