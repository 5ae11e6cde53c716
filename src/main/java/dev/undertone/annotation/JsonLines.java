package dev.undertone.annotation;

import dev.undertone.recognition.AnswerJson;
import java.io.IOException;
import java.io.OutputStream;

/** One JSON object per line, flushed each. */
final class JsonLines extends EventWriter {

    private final OutputStream output;

    JsonLines(OutputStream output) {
        this.output = output;
    }

    @Override
    void write(TimelineEvent event) throws IOException {
        output.write(AnswerJson.write(event));
        output.write('\n');
        output.flush();
    }
}
