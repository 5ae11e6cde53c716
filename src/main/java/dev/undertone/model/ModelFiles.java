package dev.undertone.model;

import java.io.IOException;

/** The files of one model, wherever they lie. Each call reads anew; nothing is parsed here. */
interface ModelFiles {

    /** Where they lie, for a message to the operator. */
    String origin();

    /** What the folders that they lie in say they are: NAME@VERSION. */
    String reference();

    /** Whether they are part of the program. */
    boolean isEmbedded();

    /**
     * All bytes of a file.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws IOException if it cannot be read
     */
    byte[] read(String file) throws IOException;
}
