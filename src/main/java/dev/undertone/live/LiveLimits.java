package dev.undertone.live;

import dev.undertone.audio.AudioLimits;
import java.time.Duration;

/**
 * What is taken from live sessions.
 *
 * @param sessions open at a time, positive
 * @param utterance longest utterance, 1 s to 5 minutes
 * @param messageBytes largest message, positive
 * @param idleTimeout longest time without a message, positive
 * @param audio channels and sample rates; its bytes and duration have no meaning for a stream
 */
public record LiveLimits(
        int sessions,
        Duration utterance,
        int messageBytes,
        Duration idleTimeout,
        AudioLimits audio) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** 400 sessions, utterances of 30 s, messages of 64 KiB, a minute of silence. */
    public static final LiveLimits DEFAULT =
            new LiveLimits(
                    400,
                    Duration.ofSeconds(30),
                    64 * 1024,
                    Duration.ofSeconds(60),
                    AudioLimits.DEFAULT);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public LiveLimits {
        if (sessions <= 0 || messageBytes <= 0) {
            throw new IllegalArgumentException(
                    "expected positive limits but got %d sessions and %d bytes"
                            .formatted(sessions, messageBytes));
        }
        if (utterance.compareTo(SHORTEST) < 0 || utterance.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "expected an utterance of %s to %s but got %s"
                            .formatted(SHORTEST, LONGEST, utterance));
        }
        if (idleTimeout.isNegative() || idleTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "expected a positive timeout but got " + idleTimeout);
        }
    }
}
