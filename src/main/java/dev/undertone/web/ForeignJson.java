package dev.undertone.web;

import dev.undertone.recognition.AnswerJson;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Messages of protocols that are not ours: what is needed must be there and fit, what is not known is passed over. */
final class ForeignJson {

    private ForeignJson() {}

    /**
     * A message.
     *
     * @throws RecognitionException of invalid-message if it is no JSON object
     */
    static JsonNode object(String text) {
        try {
            JsonNode node = AnswerJson.mapper().readTree(text);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            // Not JSON, or nested too deep: the answer is the same as for another value.
        }
        throw invalid("expected a JSON object");
    }

    /** The object in a field; null where there is none. */
    static @Nullable JsonNode object(JsonNode in, String name) {
        JsonNode node = in.get(name);
        if (node != null && !node.isObject()) {
            throw invalid("expected an object in " + name);
        }
        return node;
    }

    /** The text in a field. */
    static String text(JsonNode in, String name) {
        JsonNode node = in.get(name);
        if (node == null || !node.isString()) {
            throw invalid("expected a text in " + name);
        }
        return node.stringValue();
    }

    /** The text in a field, or another one where there is none. */
    static String text(JsonNode in, String name, String byDefault) {
        return in.has(name) ? text(in, name) : byDefault;
    }

    /** The whole number in a field, {@code 8000.0} too, or another one where there is none. */
    static int count(JsonNode in, String name, int byDefault) {
        JsonNode node = in.get(name);
        if (node == null) {
            return byDefault;
        }
        double number = node.isNumber() ? node.doubleValue() : Double.NaN;
        if (!(number >= 1 && number <= 999_999_999 && number == Math.rint(number))) {
            throw invalid("expected a whole number in " + name);
        }
        return (int) number;
    }

    static RecognitionException invalid(String detail) {
        return new RecognitionException(Reason.INVALID_MESSAGE, detail);
    }
}
