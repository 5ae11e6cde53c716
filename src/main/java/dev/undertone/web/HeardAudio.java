package dev.undertone.web;

import dev.undertone.recognition.Answer;
import dev.undertone.recognition.TimelineEnd;
import dev.undertone.recognition.TimelineListener;
import dev.undertone.recognition.TimelineSegment;
import dev.undertone.recognition.TimelineStart;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** How many seconds of audio were judged for one request, for whoever counts the use of its caller. */
public final class HeardAudio {

    private static final String ATTRIBUTE = HeardAudio.class.getName();

    private HeardAudio() {}

    /** Seconds judged so far. */
    public static double seconds(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Double seconds ? seconds : 0;
    }

    /** The whole recording has been judged, once or on each of its channels. */
    static void add(HttpServletRequest request, Answer answer) {
        add(request, answer.judgedSeconds());
    }

    /** Adds up the segments on their way to a listener, so that those before a failure count too. */
    static TimelineListener counting(HttpServletRequest request, TimelineListener listener) {
        return new TimelineListener() {

            @Override
            public void started(TimelineStart start) throws IOException {
                listener.started(start);
            }

            @Override
            public void segment(TimelineSegment segment) throws IOException {
                add(request, segment.endSeconds() - segment.startSeconds());
                listener.segment(segment);
            }

            @Override
            public void progress(double processedSeconds) throws IOException {
                listener.progress(processedSeconds);
            }

            @Override
            public void ended(TimelineEnd end) throws IOException {
                listener.ended(end);
            }
        };
    }

    private static void add(HttpServletRequest request, double seconds) {
        request.setAttribute(ATTRIBUTE, seconds(request) + seconds);
    }
}
