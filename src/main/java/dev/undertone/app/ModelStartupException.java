package dev.undertone.app;

import dev.undertone.model.ModelException;
import org.springframework.boot.ExitCodeGenerator;

/** A model that cannot be loaded ends the process with the command line's code for it. */
final class ModelStartupException extends RuntimeException implements ExitCodeGenerator {

    /** The command line's code for a model that cannot be loaded. */
    static final int EXIT_CODE = 3;

    ModelStartupException(ModelException cause) {
        super(cause.getMessage(), cause);
    }

    @Override
    public int getExitCode() {
        return EXIT_CODE;
    }
}
