package dev.undertone.recognition;

/**
 * Hears what each caller uses, where callers are known. Names come from a closed set: the ids of keys, and one name for all
 * tokens. It must be quick and must not throw.
 */
public interface UsageListener {

    /** A caller has asked for something and was let in. */
    default void requested(String caller) {}

    /**
     * Audio of a caller has been judged.
     *
     * @param seconds each channel that was judged on its own counted
     */
    default void heard(String caller, double seconds) {}
}
