package dev.undertone.annotation;

import dev.undertone.recognition.AnswerJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Server-sent events (WHATWG HTML, section 9.2): the type as the event's name, the JSON object as its data. */
final class EventStream extends EventWriter {

    private final OutputStream output;

    EventStream(OutputStream output) {
        this.output = output;
    }

    @Override
    void write(TimelineEvent event) throws IOException {
        output.write(("event: " + event.type() + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        output.write(AnswerJson.write(event));
        output.write("\n\n".getBytes(StandardCharsets.UTF_8));
        output.flush();
    }
}
