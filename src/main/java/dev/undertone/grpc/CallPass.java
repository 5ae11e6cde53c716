package dev.undertone.grpc;

/** What a call that was let in takes along: it hears what the call has used. It must be quick and must not throw. */
public interface CallPass {

    /** Of one whose name is not asked for. */
    CallPass NAMELESS = new CallPass() {};

    /**
     * Audio of the call has been judged.
     *
     * @param seconds each channel that was judged on its own counted
     */
    default void heard(double seconds) {}

    /** The call is over. */
    default void left() {}
}
