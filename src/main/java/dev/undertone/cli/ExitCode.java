package dev.undertone.cli;

import picocli.CommandLine;

/** What the process says to its caller. */
final class ExitCode {

    /** All well. */
    static final int OK = CommandLine.ExitCode.OK;

    /** Some input failed; the rest was done. */
    static final int INPUT_FAILED = 1;

    /** Wrong arguments. */
    static final int USAGE = CommandLine.ExitCode.USAGE;

    /** The model cannot be loaded. */
    static final int MODEL_FAILED = 3;

    private ExitCode() {}
}
