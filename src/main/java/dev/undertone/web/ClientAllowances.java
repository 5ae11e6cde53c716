package dev.undertone.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is left to each client, whatever interface it asks at. A bounded number of clients is remembered. */
@Component
public final class ClientAllowances {

    /** A bucket that nobody asked for so long is full again, or as good as. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final ClientLimits limits;
    private final LoadingCache<String, ClientAllowance> clients;

    /** None has asked yet. */
    public ClientAllowances(ClientLimits limits) {
        this.limits = limits;
        this.clients =
                Caffeine.newBuilder()
                        .maximumSize(limits.remembered())
                        .expireAfterAccess(FORGOTTEN_AFTER)
                        .build(name -> new ClientAllowance(limits));
    }

    boolean areLimited() {
        return limits.isOn();
    }

    /**
     * Takes one request of a client on.
     *
     * @param name behind the credentials, null where there are none
     * @param address of the client, as text
     * @return to be run once, when the request has ended
     * @throws RecognitionException of {@link Reason#RATE_LIMITED}
     */
    public Runnable enter(@Nullable String name, String address) {
        return areLimited() ? enter(ClientName.of(name, address)) : () -> {};
    }

    Runnable enter(String client) {
        ClientAllowance allowance = clients.get(client);
        allowance.enter();
        return allowance::leave;
    }
}
