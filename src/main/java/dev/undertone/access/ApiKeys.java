package dev.undertone.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A set of keys, found by the secret of one. Immutable. */
final class ApiKeys {

    private final Map<String, ApiKey> byHash = new HashMap<>();

    /**
     * Collects keys.
     *
     * @throws InvalidKeysException if two have the same hash
     */
    ApiKeys(List<ApiKey> keys) {
        for (ApiKey key : keys) {
            if (byHash.put(key.hash(), key) != null) {
                throw new InvalidKeysException("expected every hash once");
            }
        }
    }

    /**
     * Reads one key per line; empty lines and those that begin with {@code #} are passed over.
     *
     * @throws InvalidKeysException with the number of the first line that cannot be taken, from 1
     */
    static List<ApiKey> parse(List<String> lines) {
        List<ApiKey> keys = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                keys.add(parse(line, i + 1));
            }
        }
        return keys;
    }

    private static ApiKey parse(String line, int number) {
        try {
            return ApiKey.parse(line);
        } catch (InvalidKeysException e) {
            throw new InvalidKeysException("line %d: %s".formatted(number, e.getMessage()), e);
        }
    }

    /** The key of a secret, if there is one that has not expired. How long the look takes tells nothing but the hash. */
    Optional<ApiKey> find(String secret, Instant now) {
        return KeySecret.isOne(secret)
                ? Optional.ofNullable(byHash.get(KeySecret.hash(secret)))
                        .filter(key -> key.isValidAt(now))
                : Optional.empty();
    }

    int size() {
        return byHash.size();
    }
}
