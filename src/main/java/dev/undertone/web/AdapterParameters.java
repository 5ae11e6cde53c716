package dev.undertone.web;

import dev.undertone.live.LiveOptions;
import dev.undertone.recognition.RecognitionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the caller of an adapter chose: by the query of the address, and by the messages of the foreign protocol, which
 * win. Immutable.
 */
final class AdapterParameters {

    /** Those of {@code start} in {@code /v1/stream} but the form of the samples, which the foreign protocol tells. */
    private static final Set<String> OPTIONS =
            Set.of(
                    "model",
                    "labels",
                    "attention",
                    "minConfidence",
                    "embedding",
                    "vad",
                    "partialEveryMs");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Map<String, List<String>> texts;
    private final Set<String> further;

    private AdapterParameters(Map<String, List<String>> texts, Set<String> further) {
        this.texts = texts;
        this.further = further;
    }

    /**
     * Reads the query of an address.
     *
     * @param query as it stands in the address, null for none
     * @param further names that this adapter knows beside the options
     * @throws RecognitionException of invalid-parameter for a name that is not known
     */
    static AdapterParameters ofQuery(@Nullable String query, Set<String> further) {
        Map<String, List<String>> texts = QueryString.parse(query);
        for (String name : texts.keySet()) {
            if (!OPTIONS.contains(name) && !further.contains(name)) {
                throw RecognitionException.invalidParameter(
                        NAME.matcher(name).matches() ? name : "?", "there is no such parameter");
            }
        }
        return new AdapterParameters(texts, further);
    }

    /**
     * The same with what a message says. Names that are not known are not meant for us and passed over.
     *
     * @param fields a JSON object
     * @throws RecognitionException of invalid-parameter for a value that is no text, number, flag or list of texts
     */
    AdapterParameters and(JsonNode fields) {
        Map<String, List<String>> both = new LinkedHashMap<>(texts);
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            String name = field.getKey();
            if (OPTIONS.contains(name) || further.contains(name)) {
                both.put(name, List.of(text(name, field.getValue())));
            }
        }
        return new AdapterParameters(both, further);
    }

    /**
     * One of some words.
     *
     * @param byDefault where nothing was said
     */
    String choice(String name, String byDefault, Set<String> words) {
        List<String> said = texts.getOrDefault(name, List.of(byDefault));
        if (said.size() != 1 || !words.contains(said.get(0))) {
            throw RecognitionException.invalidParameter(
                    name, "expected " + String.join(" or ", List.copyOf(words)));
        }
        return said.get(0);
    }

    /**
     * The options of the session. Weights are given only where asked for: what reads these protocols seldom draws, and
     * some of it has small buffers.
     *
     * @throws RecognitionException of invalid-parameter, naming the parameter
     */
    LiveOptions options(String encoding, int sampleRateHz, int channels) {
        Map<String, List<String>> start = new LinkedHashMap<>(texts);
        start.keySet().removeAll(further);
        start.putIfAbsent("attention", List.of("none"));
        start.put("encoding", List.of(encoding));
        start.put("sampleRateHz", List.of(Integer.toString(sampleRateHz)));
        start.put("channels", List.of(Integer.toString(channels)));
        return LiveOptions.parse(start);
    }

    private static String text(String name, JsonNode value) {
        if (value.isArray() && isTexts(value)) {
            return String.join(
                    ",",
                    StreamSupport.stream(value.spliterator(), false)
                            .map(JsonNode::stringValue)
                            .toList());
        }
        if (value.isString() || value.isNumber() || value.isBoolean()) {
            return value.asString();
        }
        throw RecognitionException.invalidParameter(name, "expected another kind of value");
    }

    private static boolean isTexts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isString);
    }
}
