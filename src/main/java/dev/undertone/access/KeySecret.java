package dev.undertone.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The secret text of a key: {@code undertone_} and 256 random bits in base64url. Who keeps keys stores only the hash.
 *
 * <p>One pass of SHA-256 is enough for it. Slow hashes (bcrypt, Argon2) make guessing expensive where people choose
 * passwords; 256 random bits cannot be guessed at any speed, and a slow hash would cost every request tens of
 * milliseconds. For the same reason only text of this form is taken for a key: nobody can hash a password of their own.
 */
public final class KeySecret {

    private static final String PREFIX = "undertone_";
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private KeySecret() {}

    /** A new one, which no one has seen. */
    public static String create() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Whether a text has the form of one. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** SHA-256 of its ASCII bytes, 64 hexadecimal digits in lower case. */
    public static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
