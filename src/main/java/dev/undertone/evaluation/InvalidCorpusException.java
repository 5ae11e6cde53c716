package dev.undertone.evaluation;

import java.util.List;

/** Labelled speech that cannot be used as it is; the message names the first problems and counts the rest. */
public final class InvalidCorpusException extends RuntimeException {

    private static final int SHOWN = 5;

    private final List<String> problems;

    /**
     * Gathers the problems into one message.
     *
     * @param source the file or folder that was read
     * @param problems one line each, in the order of the source, at least one
     */
    public InvalidCorpusException(String source, List<String> problems) {
        super(describe(source, problems));
        this.problems = List.copyOf(problems);
    }

    /** All of them, one line each. */
    public List<String> problems() {
        return problems;
    }

    private static String describe(String source, List<String> problems) {
        String first = String.join("; ", problems.subList(0, Math.min(SHOWN, problems.size())));
        String rest =
                problems.size() > SHOWN ? "; and %d more".formatted(problems.size() - SHOWN) : "";
        return "%s: %d %s: %s%s"
                .formatted(
                        source,
                        problems.size(),
                        problems.size() == 1 ? "problem" : "problems",
                        first,
                        rest);
    }
}
