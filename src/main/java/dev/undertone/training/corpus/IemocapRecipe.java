package dev.undertone.training.corpus;

import dev.undertone.evaluation.Gender;
import dev.undertone.evaluation.InvalidCorpusException;
import dev.undertone.evaluation.LabelledClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * IEMOCAP, the official full release: {@code Session1} to {@code Session5}, labels in {@code
 * dialog/EmoEvaluation/Ses01F_impro01.txt}, audio in {@code sentences/wav/Ses01F_impro01/Ses01F_impro01_F000.wav}. Busso,
 * Bulut, Lee, Kazemzadeh, Mower, Kim, Chang, Lee and Narayanan, Language Resources and Evaluation 42(4), 2008.
 *
 * <p>Two people speak in each session: the man of session 1 becomes {@code iemocap_Ses01M}, and the two are the group
 * {@code iemocap_Ses01}. Left out, with a remark: turns of other classes than the {@link IemocapVariant} has. Part of the
 * corpus will do. Files that begin with a dot, of which the release holds many (AppleDouble), are passed over.
 */
final class IemocapRecipe implements CorpusRecipe {

    private static final int SESSIONS = 5;

    private final IemocapVariant variant;

    IemocapRecipe(IemocapVariant variant) {
        this.variant = variant;
    }

    @Override
    public String layout() {
        return "IEMOCAP (Session1/dialog/EmoEvaluation/Ses01F_impro01.txt, Session1/sentences/wav ...)";
    }

    @Override
    public boolean recognises(Path folder) {
        return sessions(folder).findAny().isPresent();
    }

    @Override
    public Corpus read(Path folder) throws IOException {
        List<String> problems = new ArrayList<>();
        List<LabelledClip> clips = new ArrayList<>();
        Map<String, Integer> leftOut = new TreeMap<>();
        for (Path session : sessions(folder).toList()) {
            IemocapTurns turns = turns(session);
            problems.addAll(turns.problems());
            for (IemocapTurns.Turn turn : turns.turns()) {
                Optional<String> label = variant.label(turn.emotion());
                if (label.isEmpty()) {
                    leftOut.merge(turn.emotion(), 1, Integer::sum);
                } else {
                    Path file = audio(session, turn);
                    problem(folder, file).ifPresent(problems::add);
                    clips.add(clip(file, turn, label.get()));
                }
            }
        }
        if (!recognises(folder)) {
            problems.add("missing folder Session1/dialog/EmoEvaluation (or of Session2 to 5)");
        } else if (clips.isEmpty()) {
            problems.add("no turn is neutral, happy, angry or sad");
        }
        if (!problems.isEmpty()) {
            throw new InvalidCorpusException("IEMOCAP in " + folder, problems);
        }
        clips.sort(Comparator.comparing(LabelledClip::path));
        return new Corpus(
                variant.corpus(),
                clips,
                remarks(folder, clips.size(), leftOut),
                Corpus.groups(clips, IemocapRecipe::session));
    }

    private static Stream<Path> sessions(Path folder) {
        return IntStream.rangeClosed(1, SESSIONS)
                .mapToObj(number -> folder.resolve("Session" + number))
                .filter(session -> Files.isDirectory(evaluations(session)));
    }

    private static Path evaluations(Path session) {
        return session.resolve("dialog").resolve("EmoEvaluation");
    }

    /** Of the files right in the folder; those of the single raters lie in folders below. */
    private static IemocapTurns turns(Path session) throws IOException {
        IemocapTurns turns = new IemocapTurns();
        List<Path> files;
        try (Stream<Path> entries = Files.list(evaluations(session))) {
            files = entries.filter(IemocapRecipe::isEvaluation).sorted().toList();
        }
        for (Path file : files) {
            turns.read(file);
        }
        return turns;
    }

    private static boolean isEvaluation(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && !name.startsWith(".") && name.endsWith(".txt");
    }

    /** The .wav of the release, or a .flac of the same name where there is no .wav. */
    private static Path audio(Path session, IemocapTurns.Turn turn) {
        Path folder = session.resolve("sentences").resolve("wav").resolve(turn.dialog());
        Path flac = folder.resolve(turn.name() + ".flac");
        Path wav = folder.resolve(turn.name() + ".wav");
        return Files.exists(flac) && !Files.exists(wav) ? flac : wav;
    }

    private static Optional<String> problem(Path folder, Path file) throws IOException {
        return Files.isRegularFile(file)
                ? AudioFiles.problem(file)
                : Optional.of("missing file " + folder.relativize(file));
    }

    private static LabelledClip clip(Path file, IemocapTurns.Turn turn, String label) {
        return new LabelledClip(
                file,
                "iemocap_" + turn.session() + turn.gender(),
                turn.gender().equals("F") ? Gender.FEMALE : Gender.MALE,
                label,
                null);
    }

    /** The group of a speaker: the id without its last letter. */
    private static String session(String speaker) {
        return speaker.substring(0, speaker.length() - 1);
    }

    private List<String> remarks(Path folder, int clips, Map<String, Integer> leftOut) {
        List<String> remarks = new ArrayList<>();
        if (!leftOut.isEmpty()) {
            remarks.add(
                    "left out, of other classes: "
                            + leftOut.entrySet().stream()
                                    .map(entry -> entry.getValue() + " " + entry.getKey())
                                    .collect(Collectors.joining(", ")));
        }
        if (clips != variant.utterances()) {
            remarks.add(
                    "%d utterances of %d of 5 sessions; the full release has %d"
                            .formatted(clips, sessions(folder).count(), variant.utterances()));
        }
        return remarks;
    }
}
