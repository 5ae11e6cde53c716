package dev.undertone.segmentation;

import java.io.IOException;

/** Takes stretches as they are found, in order of their starts. */
@FunctionalInterface
public interface StretchConsumer {

    /**
     * Takes the next one.
     *
     * @throws IOException if it cannot be passed on, which ends the recording
     */
    void accept(Stretch stretch) throws IOException;
}
