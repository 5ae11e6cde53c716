package dev.undertone.recognition;

import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one JSON form of answers and problems, the same bytes over HTTP, on the command line and in a stream. Numbers are
 * the shortest decimal that reads back as the same float32 or float64 (Raffaello Giulietti's Schubfach), on every JDK.
 */
public final class AnswerJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

    private AnswerJson() {}

    /** The mapper itself, for a caller that wraps an answer in more fields. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** An answer, problem or any record of this package as UTF-8. */
    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }
}
