package dev.undertone.web;

/**
 * What one client may ask for.
 *
 * @param requestsPerMinute on average, 0 for any number
 * @param burst at once after a pause, positive
 * @param atATime requests on their way, 0 for any number
 * @param remembered clients whose requests are counted, positive; the one that was quiet the longest is forgotten first
 */
public record ClientLimits(int requestsPerMinute, int burst, int atATime, int remembered) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one cannot be
     */
    public ClientLimits {
        if (requestsPerMinute < 0 || atATime < 0 || burst <= 0 || remembered <= 0) {
            throw new IllegalArgumentException(
                    "expected a burst and a number remembered of 1 at least and nothing negative but got %d, %d, %d, %d"
                            .formatted(burst, remembered, requestsPerMinute, atATime));
        }
    }

    boolean isOn() {
        return requestsPerMinute > 0 || atATime > 0;
    }
}
