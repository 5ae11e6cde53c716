package dev.undertone.cli;

import dev.undertone.recognition.AnswerJson;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Prints what a timeline's writer writes, at each flush, with the file in front of each JSON object where asked to. */
final class TimelineOutput extends ByteArrayOutputStream {

    private final PrintWriter out;
    private final @Nullable String file;
    private boolean atLineStart = true;

    /**
     * Prints to a command's output.
     *
     * @param file what stands in front of the objects; null where they are none
     */
    TimelineOutput(PrintWriter out, @Nullable String file) {
        this.out = out;
        this.file = file;
    }

    @Override
    public void flush() {
        String text = toString(StandardCharsets.UTF_8);
        reset();
        for (String line : text.split("(?<=\n)", -1)) {
            if (file != null && atLineStart && line.startsWith("{")) {
                out.print("{\"file\":" + AnswerJson.mapper().writeValueAsString(file) + ",");
                out.print(line.substring(1));
            } else {
                out.print(line);
            }
            atLineStart = line.endsWith("\n") || (line.isEmpty() && atLineStart);
        }
        out.flush();
    }
}
