package dev.undertone.training.network;

/** The ranges that the configurations of all networks share. */
final class Ranges {

    private Ranges() {}

    static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "expected at least " + least + " " + name + " but got " + value);
        }
    }

    /** A branch has no classes, and is not there, or at least two. */
    static void requireBranch(String name, int classes) {
        if (classes != 0) {
            requireAtLeast(name, classes, 2);
        }
    }

    static void requireDropout(float dropout) {
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("expected a dropout in [0, 1) but got " + dropout);
        }
    }
}
