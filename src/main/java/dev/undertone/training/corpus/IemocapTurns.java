package dev.undertone.training.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The turns of IEMOCAP's evaluation files, one file per dialog. Of a file such as
 *
 * <pre>
 * % [START_TIME - END_TIME] TURN_NAME EMOTION [V, A, D]
 *
 * [6.2901 - 8.2357]	Ses01F_impro01_F000	neu	[2.5000, 2.5000, 2.5000]
 * C-E2:	Neutral;	()
 * </pre>
 *
 * only the lines that begin with a bracket count; the others are the single raters' words.
 */
final class IemocapTurns {

    private static final Set<String> EMOTIONS =
            Set.of("neu", "hap", "exc", "ang", "sad", "fru", "fea", "sur", "dis", "oth", "xxx");

    private static final String NUMBER = "-?\\d+(?:\\.\\d+)?";

    private static final Pattern LINE =
            Pattern.compile(
                    "\\[%1$s - %1$s]\\s+(\\S+)\\s+(\\S+)\\s+\\[%1$s, %1$s, %1$s]\\s*"
                            .formatted(NUMBER));

    private static final Pattern TURN = Pattern.compile("((Ses\\d{2})[FM]_\\w+)_([FM])[0-9A-Z]+");

    private final List<Turn> turns = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /**
     * One turn of one of the two people of a session.
     *
     * @param name for example {@code Ses01F_impro01_M003}; the first F says whose face was tracked
     * @param dialog the turn's folder: {@code Ses01F_impro01}
     * @param session {@code Ses01}
     * @param gender F or M, by which the speaker of a session is known: here M
     * @param emotion the three letters that the raters agreed on; {@code xxx} where they did not
     */
    record Turn(String name, String dialog, String session, String gender, String emotion) {}

    /** Reads one evaluation file; what cannot be read becomes a problem. */
    void read(Path file) throws IOException {
        // the raters' free words are in no known encoding; this one refuses no byte
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        int before = turns.size() + problems.size();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("[")) {
                take(lines.get(i), file, i + 1);
            }
        }
        if (turns.size() + problems.size() == before) {
            problems.add(file.getFileName() + " has no turns");
        }
    }

    private void take(String text, Path file, int number) {
        String place = "%s, line %d".formatted(file.getFileName(), number);
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            problems.add(place + ": not [start - end] turn emotion [v, a, d]: " + text);
            return;
        }
        Matcher turn = TURN.matcher(line.group(1));
        if (!turn.matches() || !file.getFileName().toString().equals(turn.group(1) + ".txt")) {
            problems.add(place + ": not a turn of this dialog: " + line.group(1));
        } else if (!EMOTIONS.contains(line.group(2))) {
            problems.add(place + ": unknown emotion " + line.group(2));
        } else if (!names.add(line.group(1))) {
            problems.add(place + ": once more " + line.group(1));
        } else {
            turns.add(
                    new Turn(
                            line.group(1),
                            turn.group(1),
                            turn.group(2),
                            turn.group(3),
                            line.group(2)));
        }
    }

    /** All turns in the order of the files. */
    List<Turn> turns() {
        return turns;
    }

    /** One line for everything that could not be read. */
    List<String> problems() {
        return problems;
    }
}
