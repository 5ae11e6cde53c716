package dev.undertone.audio;

/**
 * The first bytes of a container.
 *
 * @param pattern one character per byte; {@code ?} stands for any
 */
record Magic(String pattern) {

    private static final char ANY = '?';

    /** Whether the bytes begin with the whole pattern. */
    boolean isAt(byte[] head) {
        return head.length >= pattern.length() && matches(head, pattern.length());
    }

    /** Whether there may be more to come: all bytes fit the pattern, and one at least fits more than {@code ?}. */
    boolean beginsLike(byte[] head) {
        int length = Math.min(head.length, pattern.length());
        return pattern.substring(0, length).chars().anyMatch(c -> c != ANY)
                && matches(head, length);
    }

    private boolean matches(byte[] head, int length) {
        for (int i = 0; i < length; i++) {
            if (pattern.charAt(i) != ANY && pattern.charAt(i) != (head[i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }
}
