package dev.undertone.annotation;

import dev.undertone.recognition.Problem;
import dev.undertone.recognition.TimelineListener;
import java.io.IOException;

/** Writes one timeline as it grows. Flushes where the form is one that is read as it grows; does not close its output. */
public interface TimelineWriter extends TimelineListener {

    /**
     * The timeline has failed after its start: nothing else will be told.
     *
     * @return whether the form has a place for it; where not, what was written is not to be taken for a whole
     * @throws IOException if nobody is left to hear of it
     */
    boolean failed(Problem problem) throws IOException;
}
