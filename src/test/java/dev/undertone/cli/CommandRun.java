package dev.undertone.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One run of the command line inside this process.
 *
 * @param exitCode what the process would exit with
 * @param out what went to standard output
 * @param err what went to standard error
 */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        int exitCode =
                UndertoneCommand.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(words);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
