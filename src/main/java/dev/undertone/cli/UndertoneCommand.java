package dev.undertone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry of the jar. */
@Command(name = "undertone", mixinStandardHelpOptions = true, subcommands = TrainCommand.class)
public final class UndertoneCommand implements Callable<Integer> {

    /** Runs the command line and exits with its code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new UndertoneCommand()).execute(args));
    }

    @Override
    public Integer call() {
        return 0;
    }
}
