package dev.undertone.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 as a manifest writes it: 64 lower-case hexadecimal digits. */
public final class Checksum {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private Checksum() {}

    /**
     * The SHA-256 (FIPS 180-4) of some bytes.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static boolean isSha256(String text) {
        return SHA_256.matcher(text).matches();
    }
}
