package dev.undertone.cli;

import dev.undertone.app.UndertoneApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code serve}: the HTTP service, until it is told to stop. The only subcommand that starts Spring. */
@Command(
        name = "serve",
        description = {
            "Starts the service on port 8080. This is also what happens without a subcommand.",
            "Arguments of the form --key=value set properties: those of Undertone (undertone.*) and of",
            "Spring Boot."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        synopsisHeading = "Usage: ",
        customSynopsis = "undertone serve [-hV] [--key=value]...",
        footer = {
            "",
            "Exit codes: 0 stopped in order; 1 could not start; 2 wrong usage; 3 a model cannot be loaded.",
            "",
            "Examples:",
            "  undertone serve",
            "  undertone serve --server.port=9090 --undertone.models.path=/models",
            "  curl -F file=@clip.wav localhost:8080/v1/emotions"
        })
final class ServeCommand implements Callable<Integer> {

    /** The word on the command line. */
    static final String NAME = "serve";

    private static final String PROPERTY = "--[A-Za-z][^=\\s]*(=.*)?";

    private final ToIntFunction<String[]> service;

    @Spec private CommandSpec spec;

    @Unmatched private final List<String> properties = new ArrayList<>();

    ServeCommand() {
        this(UndertoneApplication::run);
    }

    /** Starts another service than the real one. */
    ServeCommand(ToIntFunction<String[]> service) {
        this.service = service;
    }

    /** Whether a word sets a property of the service. */
    static boolean isProperty(String word) {
        return word.matches(PROPERTY);
    }

    @Override
    public Integer call() {
        for (String word : properties) {
            if (!isProperty(word)) {
                throw new ParameterException(
                        spec.commandLine(), "expected --key=value but got " + word);
            }
        }
        return service.applyAsInt(properties.toArray(String[]::new));
    }
}
