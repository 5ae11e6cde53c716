package dev.undertone.cli;

import dev.undertone.audio.AudioException;
import dev.undertone.evaluation.InvalidCorpusException;
import dev.undertone.model.ModelException;
import dev.undertone.recognition.RecognitionException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** One line on standard error for a failure that is the input's or the model's; a stack trace for one that is ours. */
final class FailureReport implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, ParseResult arguments) {
        command.getErr()
                .println(command.getCommandSpec().qualifiedName() + ": " + describe(failure));
        if (!isExpected(failure)) {
            failure.printStackTrace(command.getErr());
        }
        return failure instanceof ModelException ? ExitCode.MODEL_FAILED : ExitCode.INPUT_FAILED;
    }

    /** Tells that a file could not be heard, and why. */
    static void tell(PrintWriter err, Path file, RecognitionException failure) {
        err.println(file + ": " + failure.getMessage());
        if (failure.reason().isOurs()) {
            failure.printStackTrace(err);
        }
        err.flush();
    }

    /** The failure in one line. */
    private static String describe(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
            return "no such file: " + message;
        }
        if (failure instanceof AccessDeniedException) {
            return "not readable: " + message;
        }
        return isExpected(failure) ? message : failure.toString();
    }

    private static boolean isExpected(Exception failure) {
        return failure instanceof IOException
                || failure instanceof AudioException
                || failure instanceof InvalidCorpusException
                || failure instanceof ModelException;
    }
}
