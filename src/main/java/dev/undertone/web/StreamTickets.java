package dev.undertone.web;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets a browser open a WebSocket, which cannot send a header: a ticket of 256 random bits stands for whoever asked for it,
 * once and for 30 seconds. Tickets are kept in the memory of this process alone. Thread-safe.
 */
@Component
public final class StreamTickets {

    /** How long a ticket is good. */
    static final Duration LIFETIME = Duration.ofSeconds(30);

    /** So that nobody fills the memory with tickets. */
    static final int MAX_WAITING = 10_000;

    private static final int BYTES = 32;
    private static final String ATTRIBUTE = StreamTickets.class.getName();

    /** Whose it is, and when it was given. */
    private record Issued(String caller, long nanos) {}

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanoTime;

    /** The oldest first. */
    private final Map<String, Issued> waiting = new LinkedHashMap<>();

    /** Tickets of a process. */
    StreamTickets() {
        this(System::nanoTime);
    }

    StreamTickets(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Gives a ticket.
     *
     * @param caller who asked, by the name that its use is counted under
     * @throws RecognitionException of overloaded if too many wait to be redeemed
     */
    public String issue(String caller) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        synchronized (waiting) {
            dropExpired();
            if (waiting.size() >= MAX_WAITING) {
                throw new RecognitionException(
                        Reason.OVERLOADED, "too many tickets wait to be redeemed");
            }
            waiting.put(ticket, new Issued(caller, nanoTime.getAsLong()));
        }
        return ticket;
    }

    /**
     * Takes a ticket.
     *
     * @return whose it was, null if there is no such ticket any more
     */
    public @Nullable String redeem(String ticket) {
        synchronized (waiting) {
            dropExpired();
            Issued issued = waiting.remove(ticket);
            return issued == null ? null : issued.caller();
        }
    }

    /** Whose ticket a request has shown; null where it has shown none. */
    public static @Nullable String callerOf(HttpServletRequest request) {
        return (String) request.getAttribute(ATTRIBUTE);
    }

    static void remember(HttpServletRequest request, String caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }

    private void dropExpired() {
        long now = nanoTime.getAsLong();
        Iterator<Issued> oldest = waiting.values().iterator();
        while (oldest.hasNext() && now - oldest.next().nanos() >= LIFETIME.toNanos()) {
            oldest.remove();
        }
    }
}
