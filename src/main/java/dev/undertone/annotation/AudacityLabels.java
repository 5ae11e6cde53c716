package dev.undertone.annotation;

import dev.undertone.recognition.Problem;
import dev.undertone.recognition.TimelineEnd;
import dev.undertone.recognition.TimelineSegment;
import dev.undertone.recognition.TimelineStart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One label per line: start, end and text between tabs, seconds with six decimals, as Audacity exports them. */
final class AudacityLabels implements TimelineWriter {

    private final OutputStream output;

    AudacityLabels(OutputStream output) {
        this.output = output;
    }

    @Override
    public void started(TimelineStart start) {}

    @Override
    public void segment(TimelineSegment segment) throws IOException {
        String voice = Tiers.voice(segment.channel(), segment.speaker());
        String text = (voice.isEmpty() ? "" : voice + ": ") + Tiers.text(segment.judgement(), " ");
        output.write(
                String.format(
                                Locale.ROOT,
                                "%.6f\t%.6f\t%s%n",
                                segment.startSeconds(),
                                segment.endSeconds(),
                                text)
                        .replace("\r\n", "\n")
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void ended(TimelineEnd end) throws IOException {
        output.flush();
    }

    @Override
    public boolean failed(Problem problem) {
        return false;
    }
}
