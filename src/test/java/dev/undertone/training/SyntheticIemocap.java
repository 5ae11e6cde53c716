package dev.undertone.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The official layout of IEMOCAP with half a second of tone for each turn: both actors of five sessions, five turns each. */
public final class SyntheticIemocap {

    private static final int SESSIONS = 5;
    private static final List<String> TURNS = List.of("neu", "hap", "exc", "ang", "sad");

    private SyntheticIemocap() {}

    /** Writes the sessions. */
    public static void write(Path folder) throws IOException {
        for (int session = 1; session <= SESSIONS; session++) {
            String dialog = "Ses0%dF_impro01".formatted(session);
            Path wavs = folder.resolve("Session%d/sentences/wav/%s".formatted(session, dialog));
            Path labels = folder.resolve("Session%d/dialog/EmoEvaluation".formatted(session));
            Files.createDirectories(wavs);
            Files.createDirectories(labels);
            StringBuilder text =
                    new StringBuilder("% [START_TIME - END_TIME] TURN_NAME EMOTION [V, A, D]\n\n");
            for (int actor = 0; actor < 2; actor++) {
                for (int turn = 0; turn < TURNS.size(); turn++) {
                    String name = "%s_%s%03d".formatted(dialog, actor == 0 ? "F" : "M", turn);
                    text.append(
                            "[%d.0000 - %d.5000]\t%s\t%s\t[2.5000, 3.0000, 2.5000]\n\n"
                                    .formatted(turn, turn, name, TURNS.get(turn)));
                    SyntheticCorpus.writeWav(
                            wavs.resolve(name + ".wav"), 2 * session + actor, turn);
                }
            }
            Files.writeString(labels.resolve(dialog + ".txt"), text);
        }
    }
}
