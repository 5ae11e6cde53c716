package dev.undertone.web;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Redeems the ticket that the handshake of a WebSocket names as one of its subprotocols, {@code undertone.ticket.<value>},
 * and answers with that subprotocol, as browsers expect. Whoever takes the handshake then sees only the other subprotocols
 * and needs to know nothing of tickets. One that is shown has to be good, whether or not security is on, so that a client
 * that works here works there.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
final class StreamTicketFilter extends OncePerRequestFilter {

    static final String HEADER = "Sec-WebSocket-Protocol";
    static final String PREFIX = "undertone.ticket.";

    private final StreamTickets tickets;

    StreamTicketFilter(StreamTickets tickets) {
        this.tickets = tickets;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<String> shown =
                protocols(request).stream().filter(name -> name.startsWith(PREFIX)).toList();
        if (shown.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        String caller =
                shown.size() > 1 ? null : tickets.redeem(shown.get(0).substring(PREFIX.length()));
        if (caller == null) {
            refuse(request, response);
        } else {
            StreamTickets.remember(request, caller);
            response.setHeader(HEADER, shown.get(0));
            chain.doFilter(new WithoutTicket(request), response);
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer");
        ProblemWriter.write(
                request,
                response,
                new RecognitionException(
                        Reason.UNAUTHORIZED, "expected one ticket that is neither used nor old"));
    }

    private static List<String> protocols(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HEADER)).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .toList();
    }

    /** The handshake as it would be without the ticket. */
    private static final class WithoutTicket extends HttpServletRequestWrapper {

        private final List<String> others;

        WithoutTicket(HttpServletRequest request) {
            super(request);
            this.others =
                    protocols(request).stream().filter(name -> !name.startsWith(PREFIX)).toList();
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(HEADER)
                    ? (others.isEmpty() ? null : String.join(", ", others))
                    : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(HEADER)
                    ? Collections.enumeration(others)
                    : super.getHeaders(name);
        }

        /** A name without values would be the end of whoever logs all headers. */
        @Override
        public Enumeration<String> getHeaderNames() {
            List<String> names = Collections.list(super.getHeaderNames());
            if (others.isEmpty()) {
                names.removeIf(HEADER::equalsIgnoreCase);
            }
            return Collections.enumeration(names);
        }
    }
}
