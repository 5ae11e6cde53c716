package dev.undertone.web;

import dev.undertone.testing.AdapterRecordings;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Messages that a foreign protocol does not have, and how a session ends by them.
 *
 * @param name of the case
 * @param messages to be sent
 * @param reason of the end
 * @param code of the close frame
 */
record MalformedCase(String name, List<String> messages, String reason, int code) {

    /** The cases of a file. */
    static Stream<MalformedCase> read(String file) {
        return AdapterRecordings.read(file).stream().map(MalformedCase::parse);
    }

    private static MalformedCase parse(String line) {
        JsonNode json = ServiceFixture.JSON.readTree(line);
        return new MalformedCase(
                json.get("case").stringValue(),
                StreamSupport.stream(json.get("messages").spliterator(), false)
                        .map(message -> grown(message.toString()))
                        .toList(),
                json.get("reason").stringValue(),
                json.get("code").intValue());
    }

    /** What is too large for a file. */
    private static String grown(String message) {
        return message.replace("@megabyte@", "A".repeat(1 << 20))
                .replace("\"@deep@\"", "[".repeat(20_000));
    }

    @Override
    public String toString() {
        return name;
    }
}
