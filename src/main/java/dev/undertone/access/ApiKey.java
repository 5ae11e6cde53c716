package dev.undertone.access;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key. In text: {@code ID sha256:HASH SCOPE[,SCOPE] [EXPIRES]}.
 *
 * @param id names its owner in metrics: 1 to 63 of {@code a-z 0-9 . _ -}, but not {@code jwt}, which names all tokens.
 *     Several keys may share one, so that the next is in use before the last is taken away
 * @param hash of the secret, see {@link KeySecret#hash}
 * @param scopes what it may be used for, at least one
 * @param expires from when it is refused; null for never
 */
public record ApiKey(String id, String hash, Set<Scope> scopes, @Nullable Instant expires) {

    /** The id under which all tokens are counted. */
    public static final String TOKENS = "jwt";

    private static final String ALGORITHM = "sha256:";
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the values.
     *
     * @throws InvalidKeysException if one cannot be
     */
    public ApiKey {
        if (!ID.matcher(id).matches() || id.equals(TOKENS)) {
            throw new InvalidKeysException(
                    "expected an id of 1 to 63 of a-z 0-9 . _ - that is not " + TOKENS);
        }
        if (!HASH.matcher(hash).matches()) {
            throw new InvalidKeysException("expected 64 hexadecimal digits as the hash");
        }
        if (scopes.isEmpty()) {
            throw new InvalidKeysException("expected at least one scope");
        }
        scopes = Set.copyOf(scopes);
    }

    /**
     * Reads one line.
     *
     * @throws InvalidKeysException if it is not of the form
     */
    public static ApiKey parse(String line) {
        String[] words = line.strip().split("\\s+", -1);
        if (words.length < 3 || words.length > 4 || !words[1].startsWith(ALGORITHM)) {
            throw new InvalidKeysException("expected ID sha256:HASH SCOPE[,SCOPE] [EXPIRES]");
        }
        return new ApiKey(
                words[0],
                words[1].substring(ALGORITHM.length()),
                scopes(words[2]),
                words.length == 4 ? instant(words[3]) : null);
    }

    /** The line that {@link #parse} reads. */
    public String line() {
        List<String> words = new ArrayList<>(List.of(id, ALGORITHM + hash));
        words.add(scopes.stream().sorted().map(Scope::code).collect(Collectors.joining(",")));
        if (expires != null) {
            words.add(expires.toString());
        }
        return String.join(" ", words);
    }

    /** Whether it is still taken. */
    public boolean isValidAt(Instant now) {
        return expires == null || now.isBefore(expires);
    }

    private static Set<Scope> scopes(String codes) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String code : codes.split(",", -1)) {
            scopes.add(Scope.of(code));
        }
        return scopes;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidKeysException("expected an end such as 2027-01-31T00:00:00Z", e);
        }
    }
}
