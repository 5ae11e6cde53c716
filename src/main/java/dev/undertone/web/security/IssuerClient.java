package dev.undertone.web.security;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;

/**
 * Asks the issuer of tokens for its keys, and each of its addresses at most once in five seconds. A token that names a key
 * nobody has heard of makes the decoder ask again, and anybody can make up such tokens: each would be a call to the issuer,
 * one after the other, with every good token waiting. A new key of the issuer is known at most that much later.
 */
final class IssuerClient extends RestTemplate {

    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final LongSupplier nanoTime;

    /** An issuer has one address for its keys and three that may name it. */
    private final Map<RequestEntity<?>, Outcome> outcomes = new HashMap<>();

    /** What came of a request, and when. */
    private record Outcome(
            long nanos,
            @Nullable ResponseEntity<?> response,
            @Nullable RestClientException failure) {}

    IssuerClient() {
        this(System::nanoTime);
    }

    IssuerClient(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(TIMEOUT);
        requests.setReadTimeout(TIMEOUT);
        setRequestFactory(requests);
    }

    @Override
    public <T> ResponseEntity<T> exchange(RequestEntity<?> request, Class<T> responseType) {
        return sparing(request, () -> super.exchange(request, responseType));
    }

    @Override
    public <T> ResponseEntity<T> exchange(
            RequestEntity<?> request, ParameterizedTypeReference<T> responseType) {
        return sparing(request, () -> super.exchange(request, responseType));
    }

    /** The answer or failure of a moment ago, or a new one. */
    @SuppressWarnings("unchecked") // the same request is made for the same type each time
    private synchronized <T> ResponseEntity<T> sparing(
            RequestEntity<?> request, Supplier<ResponseEntity<T>> exchange) {
        Outcome outcome = outcomes.get(request);
        if (outcome == null || nanoTime.getAsLong() - outcome.nanos() >= KEPT.toNanos()) {
            outcome = outcome(exchange);
            outcomes.put(request, outcome);
        }
        if (outcome.response() == null) {
            throw Objects.requireNonNull(outcome.failure());
        }
        return (ResponseEntity<T>) outcome.response();
    }

    private <T> Outcome outcome(Supplier<ResponseEntity<T>> exchange) {
        try {
            ResponseEntity<T> response = exchange.get();
            return new Outcome(nanoTime.getAsLong(), response, null);
        } catch (RestClientException e) {
            return new Outcome(nanoTime.getAsLong(), null, e);
        }
    }
}
