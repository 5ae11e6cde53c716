package dev.undertone.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
            "of every frame."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            FeaturesCommand.class,
            AnalyzeCommand.class,
            EvaluateCommand.class,
            TrainCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 all well; 1 some input failed, the rest was done; 2 wrong usage; 3 the model cannot be loaded.",
            "",
            "Examples:",
            "  java -jar undertone.jar analyze clip.wav",
            "  java -jar undertone.jar features clip.wav > features.csv"
        })
public final class UndertoneCommand {

    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    private UndertoneCommand() {}

    /** Runs the command line and exits with its code. */
    public static void main(String[] args) {
        logToStandardError();
        System.exit(commandLine().execute(args));
    }

    /** The command line with all its subcommands, writing to the process's own streams. */
    static CommandLine commandLine() {
        return new CommandLine(new UndertoneCommand())
                .setOut(utf8(FileDescriptor.out))
                .setErr(utf8(FileDescriptor.err))
                .setExecutionExceptionHandler(new FailureReport());
    }

    /** Standard output is for results. */
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
