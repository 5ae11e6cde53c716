package dev.undertone.web;

import dev.undertone.live.LiveSessions;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.UsageListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Lets a stream in before its connection becomes a WebSocket: whose page it comes from, and whether there is room. What is
 * refused gets a problem with its own status; what is let in brings its place along.
 */
@Component
final class StreamAdmission implements HandshakeInterceptor {

    private static final String PLACE = LiveSessions.Place.class.getName();
    private static final String HEARD = UsageListener.class.getName();

    private final LiveSessions sessions;
    private final OriginPolicy origins;
    private final UsageListener usage;

    StreamAdmission(LiveSessions sessions, OriginPolicy origins, UsageListener usage) {
        this.sessions = sessions;
        this.origins = origins;
        this.usage = usage;
    }

    /** The place that a connection has brought along. */
    static LiveSessions.Place place(Map<String, Object> attributes) {
        return (LiveSessions.Place) Objects.requireNonNull(attributes.get(PLACE));
    }

    /** Takes the seconds that have been judged, for the caller of a connection. */
    static DoubleConsumer heard(Map<String, Object> attributes) {
        return attributes.get(HEARD) instanceof DoubleConsumer heard ? heard : seconds -> {};
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        try {
            HttpHeaders headers = request.getHeaders();
            if (!"websocket".equalsIgnoreCase(headers.getUpgrade())) {
                throw new RecognitionException(
                        Reason.INVALID_MESSAGE, "expected a WebSocket handshake");
            }
            if (!origins.allows(headers.getOrigin(), headers.getFirst(HttpHeaders.HOST))) {
                throw new RecognitionException(
                        Reason.FORBIDDEN, "pages of this origin may not open streams");
            }
            LiveSessions.Place place = sessions.reserve();
            attributes.put(PLACE, place);
            servlet(request).setAttribute(PLACE, place);
            Principal caller = request.getPrincipal();
            if (caller != null) {
                String name = caller.getName();
                attributes.put(HEARD, (DoubleConsumer) seconds -> usage.heard(name, seconds));
            }
            return true;
        } catch (RecognitionException e) {
            refuse(request, response, e);
            return false;
        }
    }

    /** A handshake that came to nothing after all leaves its place. */
    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception failure) {
        boolean upgraded =
                servlet(response).getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
        if (!upgraded && servlet(request).getAttribute(PLACE) instanceof LiveSessions.Place place) {
            place.close();
        }
    }

    private static HttpServletRequest servlet(ServerHttpRequest request) {
        return ((ServletServerHttpRequest) request).getServletRequest();
    }

    private static HttpServletResponse servlet(ServerHttpResponse response) {
        return ((ServletServerHttpResponse) response).getServletResponse();
    }

    private static void refuse(
            ServerHttpRequest request, ServerHttpResponse response, RecognitionException e) {
        try {
            ProblemWriter.write(servlet(request), servlet(response), e);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
