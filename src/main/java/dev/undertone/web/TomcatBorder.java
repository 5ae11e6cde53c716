package dev.undertone.web;

import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * What no property sets on Tomcat: problems for its own errors, no "100 Continue" before the body is wanted, nobody let in
 * where nothing more can wait, and bodies read, or read and dropped, in larger pieces than its own 8 KiB.
 */
@Component
final class TomcatBorder implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** Of one read. A connection holds this much, and while a request is read on it, twice. */
    private static final int READ_BYTES = 32 * 1024;

    private final SheddingValve shedding;

    TomcatBorder(SheddingValve shedding) {
        this.shedding = shedding;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(shedding);
        factory.addContextCustomizers(
                context -> {
                    if (context.getParent() instanceof StandardHost host) {
                        host.setErrorReportValveClass(ProblemValve.class.getName());
                    }
                });
        factory.addConnectorCustomizers(
                connector -> {
                    if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                        http.setContinueResponseTiming("onRead");
                        http.setProperty("socket.appReadBufSize", String.valueOf(READ_BYTES));
                    }
                });
    }
}
