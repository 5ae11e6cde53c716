package dev.undertone.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;

/** Makes connections whose pings and pongs are counted. */
final class CountedUpgradeStrategy extends StandardWebSocketUpgradeStrategy {

    @Override
    public void upgrade(
            ServerHttpRequest request,
            ServerHttpResponse response,
            @Nullable String protocol,
            List<WebSocketExtension> extensions,
            @Nullable Principal user,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        HttpServletRequest servlet = ((ServletServerHttpRequest) request).getServletRequest();
        super.upgrade(
                new ServletServerHttpRequest(new Counted(servlet, ControlFrames.of(attributes))),
                response,
                protocol,
                extensions,
                user,
                handler,
                attributes);
    }

    /** Has the container make our connection where it would make its own. */
    private static final class Counted extends HttpServletRequestWrapper {

        private final ControlFrames frames;

        private Counted(HttpServletRequest request, ControlFrames frames) {
            super(request);
            this.frames = frames;
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> type)
                throws IOException, ServletException {
            if (type != WsHttpUpgradeHandler.class) {
                throw new ServletException("expected Tomcat's handler but got " + type);
            }
            CountedUpgrade connection = super.upgrade(CountedUpgrade.class);
            connection.counting(frames::count);
            return type.cast(connection);
        }
    }
}
