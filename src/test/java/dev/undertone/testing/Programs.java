package dev.undertone.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Runs programs that tests compare with. Their input is empty, their messages are dropped. */
public final class Programs {

    private Programs() {}

    /** Runs a command that has to succeed. */
    public static void run(Object... command) {
        assertThat(runs(command)).as(Arrays.toString(command)).isTrue();
    }

    /** Whether a command succeeds. */
    public static boolean runs(Object... command) {
        return exitCode(ProcessBuilder.Redirect.DISCARD, command) == 0;
    }

    /** Runs a command that has to succeed, with its output in a file. */
    public static void pipe(Path target, Object... command) {
        assertThat(exitCode(ProcessBuilder.Redirect.to(target.toFile()), command))
                .as(Arrays.toString(command))
                .isZero();
    }

    private static int exitCode(ProcessBuilder.Redirect output, Object... command) {
        try {
            return new ProcessBuilder(Stream.of(command).map(Object::toString).toList())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(output)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
