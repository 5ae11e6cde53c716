package dev.undertone.web;

import java.time.Duration;

/**
 * When a request has to be answered.
 *
 * @param byDefault from a request's arrival to its answer where it says nothing
 * @param longest that it may ask for
 */
public record DeadlineLimits(Duration byDefault, Duration longest) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is not positive, or the default is beyond the longest
     */
    public DeadlineLimits {
        if (byDefault.toMillis() <= 0 || longest.compareTo(byDefault) < 0) {
            throw new IllegalArgumentException(
                    "expected a positive deadline and a longest one not below it but got %s and %s"
                            .formatted(byDefault, longest));
        }
    }
}
