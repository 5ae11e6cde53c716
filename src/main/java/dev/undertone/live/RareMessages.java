package dev.undertone.live;

import io.github.bucket4j.Bucket;
import java.time.Duration;

/** Counts one kind of message of one caller that is rare where the protocol is kept to: all but audio. */
public final class RareMessages {

    /** How many are taken a second in the long run; a hundred at once after a pause. */
    public static final int PER_SECOND = 50;

    private static final int AT_ONCE = 100;

    private final Bucket bucket =
            Bucket.builder()
                    .addLimit(
                            limit ->
                                    limit.capacity(AT_ONCE)
                                            .refillGreedy(PER_SECOND, Duration.ofSeconds(1)))
                    .build();

    /** Counts one; false where there are too many. */
    public boolean take() {
        return bucket.tryConsume(1);
    }
}
