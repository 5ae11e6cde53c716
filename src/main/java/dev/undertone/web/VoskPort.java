package dev.undertone.web;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ProtocolHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.util.LambdaSafe;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * A port of vosk's clients, who are given a host and a port and connect at {@code /}. It is off unless it is set, plain
 * even where the service has TLS, and otherwise like the service's own: same address, limits and threads. {@link
 * VoskPortFilter} keeps everything else from it.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class VoskPort implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final @Nullable Integer port;
    private @Nullable Connector connector;

    VoskPort(VoskSettings settings) {
        this.port = settings.port();
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        if (port != null) {
            connector = connector(factory, port);
            factory.addAdditionalConnectors(connector);
        }
    }

    /** Whether a request came here. */
    boolean brought(HttpServletRequest request) {
        return request.getLocalPort() == localPort();
    }

    /** The port that is listened on; -1 where none is. */
    int localPort() {
        return connector == null ? -1 : connector.getLocalPort();
    }

    /** What holds for the port of the service holds here too. */
    private static Connector connector(TomcatServletWebServerFactory factory, int port) {
        Connector connector = new Connector(TomcatServletWebServerFactory.DEFAULT_PROTOCOL);
        connector.setPort(port);
        connector.setThrowOnFailure(true);
        connector.setProperty("bindOnInit", "false");
        if (factory.getAddress() != null
                && connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            protocol.setAddress(factory.getAddress());
        }
        factory.getConnectorCustomizers().forEach(each -> each.customize(connector));
        customizeProtocol(factory, connector.getProtocolHandler());
        return connector;
    }

    /** Passes over those of other protocols, as Spring Boot does for its own connector. */
    @SuppressWarnings("unchecked")
    private static void customizeProtocol(
            TomcatServletWebServerFactory factory, ProtocolHandler handler) {
        LambdaSafe.callbacks(
                        TomcatProtocolHandlerCustomizer.class,
                        factory.getProtocolHandlerCustomizers(),
                        handler)
                .invoke(each -> each.customize(handler));
    }
}
