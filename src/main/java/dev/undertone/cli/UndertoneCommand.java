package dev.undertone.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The entry of the jar. Results go to standard output in UTF-8 with a decimal point, logs and progress to standard
 * error; the exit codes are those of {@link ExitCode}.
 */
@Command(
        name = "undertone",
        description = {
            "Hears the emotion under the words: emotion probabilities of speech, with the attention weight",
            "of every frame. Without a subcommand, serve is run."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            ServeCommand.class,
            FeaturesCommand.class,
            AnalyzeCommand.class,
            BatchCommand.class,
            EvaluateCommand.class,
            RobustnessCommand.class,
            TrainCommand.class,
            ReproduceCommand.class,
            HealthCommand.class,
            LoadCommand.class,
            KeyCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 all well; 1 some input failed, the rest was done; 2 wrong usage; 3 the model cannot be loaded.",
            "",
            "Examples:",
            "  java -jar undertone.jar                                 # the service on port 8080",
            "  java -jar undertone.jar serve --server.port=9090",
            "  java -jar undertone.jar analyze clip.wav",
            "  java -jar undertone.jar features clip.wav > features.csv"
        })
public final class UndertoneCommand {

    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    private UndertoneCommand() {}

    /** Runs the command line and exits with its code. */
    public static void main(String[] args) {
        String[] words = withDefault(args);
        if (!words[0].equals(ServeCommand.NAME)) {
            logToStandardError();
        }
        System.exit(commandLine().execute(words));
    }

    /** The words with {@code serve} in front where there is none, or where they begin with a property of the service. */
    static String[] withDefault(String... args) {
        boolean serves =
                args.length == 0 || (args[0].contains("=") && ServeCommand.isProperty(args[0]));
        return serves
                ? Stream.concat(Stream.of(ServeCommand.NAME), Stream.of(args))
                        .toArray(String[]::new)
                : args;
    }

    /** The command line with all its subcommands, writing to the process's own streams. */
    static CommandLine commandLine() {
        return new CommandLine(new UndertoneCommand())
                .setOut(utf8(FileDescriptor.out))
                .setErr(utf8(FileDescriptor.err))
                .setExecutionExceptionHandler(new FailureReport());
    }

    /** Standard output is for results; the service configures its log by itself. */
    private static void logToStandardError() {
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            System.setProperty(LOG_CONFIGURATION, "logback-command-line.xml");
        }
    }

    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), true);
    }
}
