package dev.undertone.recognition;

/** Hears what happens to audio on its way. Called on the thread at work: it must be quick and must not throw. */
public interface RecognitionListener {

    /** Hears nothing. */
    RecognitionListener NONE = new RecognitionListener() {};

    /**
     * Who hears of one recording from here on. Asked on the thread of its caller, before other threads take over: there it
     * can be told on whose behalf they work.
     *
     * @param model that will judge it
     */
    default RecognitionListener forRecording(ModelReference model) {
        return this;
    }

    /** A stage has ended, well or not. */
    default void timed(Stage stage, long nanos) {}

    /** A stretch of audio of this length has been judged. */
    default void judged(ModelReference model, Judgement judgement, double audioSeconds) {}
}
