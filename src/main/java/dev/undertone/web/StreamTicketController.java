package dev.undertone.web;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.undertone.recognition.AnswerJson;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/stream/tickets}: a ticket for one stream. Described in {@code openapi/undertone.yaml}. */
@Hidden
@RestController
final class StreamTicketController {

    /** Who asks where nobody is asked for a name. */
    private static final String NOBODY = "nobody";

    /**
     * A ticket as it is answered.
     *
     * @param ticket its value
     * @param expiresInSeconds how long it is good
     */
    @JsonPropertyOrder({"ticket", "expiresInSeconds"})
    record Ticket(String ticket, long expiresInSeconds) {}

    private final StreamTickets tickets;

    StreamTicketController(StreamTickets tickets) {
        this.tickets = tickets;
    }

    /** Gives one; the body is not read. */
    @PostMapping(path = "/v1/stream/tickets", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> issue(HttpServletRequest request) {
        Principal caller = request.getUserPrincipal();
        String ticket = tickets.issue(caller == null ? NOBODY : caller.getName());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(AnswerJson.write(new Ticket(ticket, StreamTickets.LIFETIME.toSeconds())));
    }
}
