package dev.undertone.live;

import dev.undertone.recognition.AnswerJson;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RecognitionOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The fields of {@code start}: those of a stream alone are read here, the rest as the query of {@code /v1/emotions}. */
final class StartFields {

    private static final String ENCODING = "encoding";
    private static final String SAMPLE_RATE = "sampleRateHz";
    private static final String CHANNELS = "channels";
    private static final String VAD = "vad";
    private static final String PARTIAL_EVERY = "partialEveryMs";
    private static final String LABELS = "labels";
    private static final String CONTAINER = "container";

    private static final Pattern FLAG_OR_COUNT = Pattern.compile("true|false|0|[1-9][0-9]{0,8}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** What JSON has to bring for each field that the query knows too. */
    private static final Map<String, Predicate<JsonNode>> SHARED =
            Map.of(
                    ENCODING,
                    JsonNode::isString,
                    SAMPLE_RATE,
                    JsonNode::isIntegralNumber,
                    CHANNELS,
                    JsonNode::isIntegralNumber,
                    "model",
                    JsonNode::isString,
                    LABELS,
                    node -> node.isString() || isTexts(node),
                    "attention",
                    JsonNode::isString,
                    "minConfidence",
                    JsonNode::isNumber,
                    "embedding",
                    JsonNode::isBoolean);

    private StartFields() {}

    /** The fields that there are, beside the type. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(SHARED.keySet());
        names.add(VAD);
        names.add(PARTIAL_EVERY);
        return names;
    }

    static LiveOptions read(Map<String, JsonNode> fields) {
        boolean vad = flag(fields.remove(VAD));
        int partialEveryMs = pace(fields.remove(PARTIAL_EVERY));
        Map<String, List<String>> query = new LinkedHashMap<>();
        fields.forEach((name, value) -> query.put(name, List.of(text(name, value))));
        if (!query.containsKey(ENCODING)) {
            throw RecognitionException.invalidParameter(ENCODING, "expected the encoding");
        }
        if (query.get(ENCODING).equals(List.of(CONTAINER))) {
            query.remove(ENCODING);
        }
        return new LiveOptions(RecognitionOptions.parse(query), vad, partialEveryMs);
    }

    /** Reads the same from texts; without an encoding, it is a container. */
    static LiveOptions readTexts(Map<String, List<String>> texts) {
        Map<String, List<String>> query = new LinkedHashMap<>(texts);
        boolean vad = flag(node(VAD, query.remove(VAD)));
        int partialEveryMs = pace(node(PARTIAL_EVERY, query.remove(PARTIAL_EVERY)));
        return new LiveOptions(RecognitionOptions.parse(query), vad, partialEveryMs);
    }

    /** What a text would be in JSON. */
    private static @Nullable JsonNode node(String name, @Nullable List<String> texts) {
        if (texts == null) {
            return null;
        }
        if (texts.size() != 1) {
            throw RecognitionException.invalidParameter(name, "expected the parameter once");
        }
        String text = texts.get(0);
        return FLAG_OR_COUNT.matcher(text).matches()
                ? AnswerJson.mapper().readTree(text)
                : StringNode.valueOf(text);
    }

    /** The name where it is one, so that nothing odd is echoed. */
    static String saneName(String name) {
        return NAME.matcher(name).matches() ? name : "?";
    }

    private static boolean flag(@Nullable JsonNode node) {
        if (node != null && !node.isBoolean()) {
            throw RecognitionException.invalidParameter(VAD, "expected true or false");
        }
        return node == null || node.booleanValue();
    }

    private static int pace(@Nullable JsonNode node) {
        if (node == null) {
            return LiveOptions.DEFAULT_PARTIAL_EVERY_MS;
        }
        boolean fits = node.isIntegralNumber() && node.canConvertToInt();
        int pace = fits ? node.intValue() : -1;
        if (pace != 0
                && (pace < LiveOptions.MIN_PARTIAL_EVERY_MS
                        || pace > LiveOptions.MAX_PARTIAL_EVERY_MS)) {
            throw RecognitionException.invalidParameter(
                    PARTIAL_EVERY,
                    "expected 0, or a whole number of %d to %d"
                            .formatted(
                                    LiveOptions.MIN_PARTIAL_EVERY_MS,
                                    LiveOptions.MAX_PARTIAL_EVERY_MS));
        }
        return pace;
    }

    private static String text(String name, JsonNode value) {
        Predicate<JsonNode> kind = SHARED.get(name);
        if (kind == null) {
            throw RecognitionException.invalidParameter(
                    saneName(name), "there is no such field among " + names());
        }
        if (!kind.test(value)) {
            throw RecognitionException.invalidParameter(name, "expected another kind of value");
        }
        return value.isArray()
                ? String.join(
                        ",",
                        StreamSupport.stream(value.spliterator(), false)
                                .map(JsonNode::stringValue)
                                .toList())
                : value.asString();
    }

    private static boolean isTexts(JsonNode node) {
        return node.isArray()
                && StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isString);
    }
}
