package dev.undertone.web;

import org.jspecify.annotations.Nullable;

/**
 * How vosk's clients are met.
 *
 * @param port of their own, 1 to 65,535, or 0 for any that is free; null for none
 * @param sampleRateHz of a client that sends no configuration, positive
 */
public record VoskSettings(@Nullable Integer port, int sampleRateHz) {

    private static final int LAST_PORT = 65_535;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public VoskSettings {
        if (port != null && (port < 0 || port > LAST_PORT)) {
            throw new IllegalArgumentException("expected a port of 0 to 65535 but got " + port);
        }
        if (sampleRateHz <= 0) {
            throw new IllegalArgumentException(
                    "expected a positive sample rate but got " + sampleRateHz);
        }
    }
}
