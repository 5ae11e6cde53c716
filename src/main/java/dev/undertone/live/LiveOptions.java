package dev.undertone.live;

import dev.undertone.audio.RawFormat;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RecognitionOptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the caller of a session chose.
 *
 * @param recognition model, labels, attention and the like; its raw format is that of the stream, null for a container
 *     whose content tells what it is
 * @param vad whether pauses end utterances
 * @param partialEveryMs audio between two partials; 0 for none
 */
public record LiveOptions(RecognitionOptions recognition, boolean vad, int partialEveryMs) {

    /** Partials come twice a second where nobody says otherwise. */
    public static final int DEFAULT_PARTIAL_EVERY_MS = 500;

    static final int MIN_PARTIAL_EVERY_MS = 100;
    static final int MAX_PARTIAL_EVERY_MS = 60_000;

    /**
     * Checks the pace.
     *
     * @throws IllegalArgumentException if it is neither 0 nor 100 to 60,000
     */
    public LiveOptions {
        if (partialEveryMs != 0
                && (partialEveryMs < MIN_PARTIAL_EVERY_MS
                        || partialEveryMs > MAX_PARTIAL_EVERY_MS)) {
            throw new IllegalArgumentException(
                    "expected 0 or %d to %d ms but got %d"
                            .formatted(MIN_PARTIAL_EVERY_MS, MAX_PARTIAL_EVERY_MS, partialEveryMs));
        }
    }

    /**
     * Reads named texts: {@code vad=true|false}, {@code partialEveryMs}, and what {@link RecognitionOptions#parse} reads;
     * each at most once, all optional.
     *
     * @throws RecognitionException of invalid-parameter, naming the parameter
     */
    public static LiveOptions parse(Map<String, List<String>> parameters) {
        return StartFields.readTexts(parameters);
    }

    /** The form of the samples; null for a container. */
    public @Nullable RawFormat rawFormat() {
        return recognition.rawFormat();
    }
}
