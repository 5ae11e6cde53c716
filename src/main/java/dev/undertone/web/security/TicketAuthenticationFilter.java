package dev.undertone.web.security;

import dev.undertone.web.StreamTickets;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in whoever has shown a ticket; that it was good has been seen before. */
final class TicketAuthenticationFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String caller = StreamTickets.callerOf(request);
        if (caller != null) {
            SecurityContextHolder.setContext(new SecurityContextImpl(Caller.ofTicket(caller)));
        }
        chain.doFilter(request, response);
    }
}
