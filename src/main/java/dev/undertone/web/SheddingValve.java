package dev.undertone.web;

import dev.undertone.recognition.EmotionRecognizer;
import dev.undertone.recognition.Endpoint;
import dev.undertone.recognition.Outcome;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RequestListener;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.stereotype.Component;

/**
 * Turns requests away where nothing more can wait, before anything else is done for them: the more of them come, the
 * less one may cost, or nothing is left for those that are taken. So it stands in front of all filters, tells the listener
 * itself what {@link RequestOutcomeFilter} tells of others, and leaves neither a span nor one of Spring's observations.
 */
@Component
final class SheddingValve extends ValveBase {

    private final EmotionRecognizer recognizer;
    private final RequestListener listener;
    private final VoskPort voskPort;

    SheddingValve(EmotionRecognizer recognizer, RequestListener listener, VoskPort voskPort) {
        super(true);
        this.recognizer = recognizer;
        this.listener = listener;
        this.voskPort = voskPort;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (isForRecognition(request)) {
            long start = System.nanoTime();
            try {
                recognizer.requireRoom();
            } catch (RecognitionException e) {
                shed(request, response, e, start);
                return;
            }
        }
        getNext().invoke(request, response);
    }

    /** Requests that are no HTTP come here too, and have neither address nor method. */
    private boolean isForRecognition(Request request) {
        return "/v1/emotions".equals(request.getRequestURI())
                && "POST".equals(request.getMethod())
                && !voskPort.brought(request);
    }

    private void shed(Request request, Response response, RecognitionException e, long start)
            throws IOException {
        listener.received();
        try {
            SecurityHeadersFilter.addHeaders(request, response);
            ProblemWriter.write(request, response, e);
        } finally {
            listener.refused(e.reason());
            listener.timed(Endpoint.EMOTIONS, Outcome.of(e.reason()), System.nanoTime() - start);
        }
    }
}
