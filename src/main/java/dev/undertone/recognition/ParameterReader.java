package dev.undertone.recognition;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads named texts strictly: each at most once, none unknown, every fault naming its parameter. */
final class ParameterReader {

    private static final Pattern NUMBER =
            Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Map<String, List<String>> parameters;
    private final Set<String> read = new HashSet<>();

    ParameterReader(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    String text(String name, String byDefault) {
        String value = value(name);
        if (value == null) {
            return byDefault;
        }
        if (value.isEmpty()) {
            throw invalid(name, "expected a text but got none");
        }
        return value;
    }

    /** One of some words, the first where none is given. */
    String choice(String name, String... words) {
        String value = value(name);
        if (value == null) {
            return words[0];
        }
        if (!List.of(words).contains(value)) {
            throw invalid(name, "expected " + String.join(" or ", words));
        }
        return value;
    }

    /** Distinct words between commas; empty where none is given. */
    Set<String> distinct(String name) {
        String value = value(name);
        if (value == null) {
            return Set.of();
        }
        Set<String> words = new LinkedHashSet<>();
        for (String word : value.split(",", -1)) {
            if (word.isEmpty() || !words.add(word)) {
                throw invalid(name, "expected distinct words between commas");
            }
        }
        return words;
    }

    /** A plain decimal of 0 to 1. */
    double fraction(String name, double byDefault) {
        return number(name, byDefault, 0, 1);
    }

    /** A plain decimal within bounds. */
    double number(String name, double byDefault, double lowest, double highest) {
        String value = value(name);
        if (value == null) {
            return byDefault;
        }
        double number = NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
        if (!(number >= lowest && number <= highest)) {
            throw invalid(
                    name, "expected a number of %s to %s".formatted(text(lowest), text(highest)));
        }
        return number;
    }

    /** Whether a parameter is there. */
    boolean has(String name) {
        return parameters.containsKey(name);
    }

    /** A number without the point where it is whole: {@code 0 to 1}. */
    private static String text(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** One of the words, or null where none is given. */
    @Nullable String oneOf(String name, List<String> words) {
        String value = value(name);
        if (value != null && !words.contains(value)) {
            throw invalid(name, "expected one of " + String.join(", ", words));
        }
        return value;
    }

    /** A whole number of at least 1, or empty where none is given. */
    OptionalInt count(String name) {
        String value = value(name);
        if (value == null) {
            return OptionalInt.empty();
        }
        if (!COUNT.matcher(value).matches()) {
            throw invalid(name, "expected a whole number from 1 to 999999999");
        }
        return OptionalInt.of(Integer.parseInt(value));
    }

    void requireAllRead() {
        for (String name : parameters.keySet()) {
            if (!read.contains(name)) {
                throw invalid(
                        NAME.matcher(name).matches() ? name : "?", "there is no such parameter");
            }
        }
    }

    private @Nullable String value(String name) {
        read.add(name);
        List<String> values = parameters.get(name);
        if (values == null || values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            throw invalid(
                    name,
                    "expected the parameter once but got it %d times".formatted(values.size()));
        }
        return values.get(0) == null ? "" : values.get(0);
    }

    private static RecognitionException invalid(String name, String detail) {
        return RecognitionException.invalidParameter(name, detail);
    }
}
