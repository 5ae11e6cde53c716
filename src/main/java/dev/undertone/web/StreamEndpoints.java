package dev.undertone.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/** Which address speaks which protocol of a stream. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class StreamEndpoints implements WebSocketConfigurer {

    private final StreamAdmission admission;
    private final StreamHandler stream;

    StreamEndpoints(StreamAdmission admission, StreamHandler stream) {
        this.admission = admission;
        this.stream = stream;
    }

    /** Origins are checked by {@link StreamAdmission}, which answers with a problem. */
    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        register(registry, stream, "/v1/stream");
    }

    private void register(
            WebSocketHandlerRegistry registry, WebSocketHandler handler, String path) {
        registry.addHandler(handler, path).addInterceptors(admission).setAllowedOriginPatterns("*");
    }
}
