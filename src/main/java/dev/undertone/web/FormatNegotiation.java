package dev.undertone.web;

import dev.undertone.annotation.TimelineFormat;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** Which form of a timeline a caller wants: the parameter {@code format}, else the header Accept. */
final class FormatNegotiation {

    private static final String PARAMETER = "format";

    private static final Map<String, TimelineFormat> BY_NAME =
            Map.of(
                    "audacity", TimelineFormat.AUDACITY,
                    "elan", TimelineFormat.ELAN,
                    "textgrid", TimelineFormat.TEXTGRID);

    /** What Accept can choose, the first one where anything will do. */
    private static final List<TimelineFormat> BY_TYPE =
            List.of(
                    TimelineFormat.JSON,
                    TimelineFormat.JSON_LINES,
                    TimelineFormat.EVENTS,
                    TimelineFormat.CSV);

    private FormatNegotiation() {}

    /**
     * Chooses, and takes the parameter out of the others.
     *
     * @param parameters of the query; changed
     * @param accept the header, null for none
     * @throws RecognitionException of invalid-parameter for a format that is not known, not-acceptable if the header
     *     leaves none
     */
    static TimelineFormat choose(Map<String, List<String>> parameters, @Nullable String accept) {
        List<String> names = parameters.remove(PARAMETER);
        List<TimelineFormat> offered = names == null ? BY_TYPE : List.of(named(names));
        for (MediaType wanted : wanted(accept)) {
            for (TimelineFormat format : offered) {
                if (wanted.includes(MediaType.parseMediaType(format.mediaType()))) {
                    return format;
                }
            }
        }
        throw notAcceptable();
    }

    private static TimelineFormat named(List<String> names) {
        TimelineFormat format = names.size() == 1 ? BY_NAME.get(names.get(0)) : null;
        if (format == null) {
            throw RecognitionException.invalidParameter(
                    PARAMETER, "expected audacity, elan or textgrid, once");
        }
        return format;
    }

    /** What the caller takes, the best first. */
    private static List<MediaType> wanted(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return List.of(MediaType.ALL);
        }
        try {
            List<MediaType> types = MediaType.parseMediaTypes(accept);
            types.removeIf(type -> type.getQualityValue() == 0);
            MimeTypeUtils.sortBySpecificity(types);
            types.sort((a, b) -> Double.compare(b.getQualityValue(), a.getQualityValue()));
            return types;
        } catch (InvalidMediaTypeException e) {
            throw notAcceptable();
        }
    }

    private static RecognitionException notAcceptable() {
        return new RecognitionException(
                Reason.NOT_ACCEPTABLE,
                "expected to be asked for application/json, application/x-ndjson,"
                        + " text/event-stream or text/csv, or for the type of the format");
    }
}
