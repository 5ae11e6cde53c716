package dev.undertone.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/** Which address speaks which protocol of a stream. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class StreamEndpoints implements WebSocketConfigurer {

    private final StreamAdmission admission;
    private final StreamHandler stream;
    private final TwilioHandler twilio;
    private final VoskHandler vosk;

    StreamEndpoints(
            StreamAdmission admission,
            StreamHandler stream,
            TwilioHandler twilio,
            VoskHandler vosk) {
        this.admission = admission;
        this.stream = stream;
        this.twilio = twilio;
        this.vosk = vosk;
    }

    /** Origins are checked by {@link StreamAdmission}, which answers with a problem. */
    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        register(registry, stream, "/v1/stream");
        register(registry, twilio, "/v1/adapters/twilio");
        register(registry, vosk, VoskHandler.PATH);
    }

    private void register(
            WebSocketHandlerRegistry registry, WebSocketHandler handler, String path) {
        registry.addHandler(handler, path)
                .setHandshakeHandler(new DefaultHandshakeHandler(new CountedUpgradeStrategy()))
                .addInterceptors(admission)
                .setAllowedOriginPatterns("*");
    }
}
