package dev.undertone.web;

import dev.undertone.recognition.RecognitionException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an address alone. The servlet's own map would also read a form from the body, which is audio here.
 */
final class QueryString {

    private QueryString() {}

    /**
     * Parses {@code name=value&...}, percent-encoded UTF-8.
     *
     * @param query as it stands in the address, null for none
     * @throws RecognitionException of invalid-parameter if an escape is broken
     */
    static Map<String, List<String>> parse(@Nullable String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.computeIfAbsent(decode(name), key -> new ArrayList<>()).add(decode(value));
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RecognitionException.invalidParameter("?", "expected percent-encoded UTF-8");
        }
    }
}
