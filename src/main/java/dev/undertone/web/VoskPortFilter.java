package dev.undertone.web;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes {@code /} of {@link VoskPort} the address of the adapter, for every filter and handler behind this one, so that
 * what holds for the adapter holds here. Nothing else of the service is to be had on that port.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class VoskPortFilter extends OncePerRequestFilter {

    private static final String ROOT = "/";

    private final VoskPort port;

    VoskPortFilter(VoskPort port) {
        this.port = port;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!port.brought(request)) {
            chain.doFilter(request, response);
        } else if (request.getRequestURI().equals(ROOT)) {
            chain.doFilter(new AtAdapter(request), response);
        } else {
            ProblemWriter.write(
                    request,
                    response,
                    new RecognitionException(Reason.NOT_FOUND, "there is a stream at / alone"));
        }
    }

    /** The same request at the adapter's address. */
    private static final class AtAdapter extends HttpServletRequestWrapper {

        AtAdapter(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRequestURI() {
            return VoskHandler.PATH;
        }

        @Override
        public StringBuffer getRequestURL() {
            StringBuffer url = super.getRequestURL();
            return url.replace(url.length() - ROOT.length(), url.length(), VoskHandler.PATH);
        }

        @Override
        public String getServletPath() {
            return VoskHandler.PATH;
        }
    }
}
