package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StreamTicketsTest {

    private final AtomicLong now = new AtomicLong();
    private final StreamTickets tickets = new StreamTickets(now::get);

    @Test
    void redeem_once_tellsWhoseItWas() {
        String ticket = tickets.issue("team");
        String other = tickets.issue("others");

        assertThat(tickets.redeem(ticket)).isEqualTo("team");
        assertThat(tickets.redeem(ticket)).isNull();
        assertThat(tickets.redeem(other)).isEqualTo("others");
    }

    @Test
    void redeem_anythingElse_isNobodys() {
        tickets.issue("team");

        assertThat(tickets.redeem("")).isNull();
        assertThat(tickets.redeem("team")).isNull();
    }

    @Test
    void redeem_afterThirtySeconds_isTooLate() {
        String old = tickets.issue("team");
        now.addAndGet(StreamTickets.LIFETIME.toNanos() - 1);
        String young = tickets.issue("team");
        assertThat(tickets.redeem(old)).isEqualTo("team");

        String late = tickets.issue("team");
        now.addAndGet(StreamTickets.LIFETIME.toNanos());
        assertThat(tickets.redeem(late)).isNull();
        assertThat(tickets.redeem(young)).isNull();
    }

    /** Values fit into a header as they are, and none is like another. */
    @Test
    void issue_values_areTokensOf256Bits() {
        Set<String> values = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            values.add(tickets.issue("team"));
        }

        assertThat(values).hasSize(100).allMatch(value -> value.matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void issue_beyondTheBound_isOverloadedUntilOthersExpire() {
        for (int i = 0; i < StreamTickets.MAX_WAITING; i++) {
            tickets.issue("team");
        }
        assertThatThrownBy(() -> tickets.issue("team"))
                .isInstanceOfSatisfying(
                        RecognitionException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.OVERLOADED));

        now.addAndGet(StreamTickets.LIFETIME.toNanos());
        assertThat(tickets.redeem(tickets.issue("team"))).isEqualTo("team");
    }
}
