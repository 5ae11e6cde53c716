package dev.undertone.load;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Live sessions to be held against a service.
 *
 * @param url of its stream
 * @param authorization header, null for none
 * @param sessions at a time, positive
 * @param duration of each
 * @param chunk audio per message
 * @param speed of the audio; 1 is real time
 * @param partialEveryMs asked for
 * @param model asked for
 * @param abrupt whether callers vanish in the middle instead of finishing
 */
public record StreamPlan(
        URI url,
        @Nullable String authorization,
        int sessions,
        Duration duration,
        Duration chunk,
        double speed,
        int partialEveryMs,
        String model,
        boolean abrupt) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if nothing could be sent
     */
    public StreamPlan {
        if (sessions <= 0 || chunk.toMillis() <= 0 || !(speed > 0)) {
            throw new IllegalArgumentException(
                    "expected sessions, a chunk and a speed but got %d, %s and %s"
                            .formatted(sessions, chunk, speed));
        }
    }

    /** How many chunks a session sends. */
    int chunks() {
        return (int) (duration.toMillis() * speed / chunk.toMillis());
    }

    /** From one chunk to the next. */
    long periodNanos() {
        return (long) (chunk.toNanos() / speed);
    }

    String start() {
        return """
                {"type":"start","encoding":"pcm_s16le","sampleRateHz":16000,"model":"%s","partialEveryMs":%d}
                """
                .formatted(model, partialEveryMs);
    }
}
