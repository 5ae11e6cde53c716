package dev.undertone.training.corpus;

import dev.undertone.evaluation.Gender;
import dev.undertone.evaluation.InvalidCorpusException;
import dev.undertone.evaluation.LabelledClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * EmoDB, the Berlin Database of Emotional Speech: {@code wav/03a01Fa.wav}, that is speaker (2 digits), sentence (3
 * characters), emotion (the first letter of the German word), version. Burkhardt, Paeschke, Rolfes, Sendlmeier and
 * Weiss, Interspeech 2005; naming and speakers as at emodb.bilderbar.info/docu.
 *
 * <p>Speaker 03 becomes {@code emodb_03}. Part of the corpus will do.
 */
final class EmoDbRecipe implements CorpusRecipe {

    private static final Pattern NAME = Pattern.compile("(\\d{2})([ab]\\d{2})([WLEAFTN])([a-z])");

    /** Wut, Langeweile, Ekel, Angst, Freude, Trauer, neutral. */
    private static final Map<String, String> EMOTIONS =
            Map.of(
                    "W", "angry",
                    "L", "boredom",
                    "E", "disgust",
                    "A", "fear",
                    "F", "happy",
                    "T", "sad",
                    "N", "neutral");

    private static final Map<String, Gender> GENDERS =
            Map.ofEntries(
                    Map.entry("03", Gender.MALE),
                    Map.entry("08", Gender.FEMALE),
                    Map.entry("09", Gender.FEMALE),
                    Map.entry("10", Gender.MALE),
                    Map.entry("11", Gender.MALE),
                    Map.entry("12", Gender.MALE),
                    Map.entry("13", Gender.FEMALE),
                    Map.entry("14", Gender.FEMALE),
                    Map.entry("15", Gender.MALE),
                    Map.entry("16", Gender.FEMALE));

    @Override
    public String layout() {
        return "EmoDB (wav/03a01Fa.wav ...)";
    }

    @Override
    public boolean recognises(Path folder) {
        Path audio = folder.resolve("wav");
        try {
            return Files.isDirectory(audio)
                    && AudioFiles.in(audio).stream()
                            .anyMatch(file -> NAME.matcher(AudioFiles.stem(file)).matches());
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Corpus read(Path folder) throws IOException {
        Path audio = folder.resolve("wav");
        if (!Files.isDirectory(audio)) {
            throw invalid(folder, List.of("missing folder wav"));
        }
        List<Path> files = AudioFiles.in(audio);
        List<String> problems = new ArrayList<>(AudioFiles.doubles(files));
        List<LabelledClip> clips = new ArrayList<>();
        for (Path file : files) {
            Matcher name = NAME.matcher(AudioFiles.stem(file));
            Optional<String> problem = AudioFiles.problem(file);
            Gender gender = name.matches() ? GENDERS.get(name.group(1)) : null;
            if (gender == null) {
                problems.add("unknown file name or speaker " + file.getFileName());
                continue;
            }
            problem.ifPresent(problems::add);
            clips.add(clip(file, name, gender));
        }
        if (files.isEmpty()) {
            problems.add("no .wav or .flac file in wav");
        }
        if (!problems.isEmpty()) {
            throw invalid(folder, problems);
        }
        return new Corpus("EmoDB", clips, absent(clips));
    }

    private static LabelledClip clip(Path file, Matcher name, Gender gender) {
        return new LabelledClip(
                file,
                speaker(name.group(1)),
                gender,
                Objects.requireNonNull(EMOTIONS.get(name.group(3))),
                name.group(2));
    }

    private static List<String> absent(List<LabelledClip> clips) {
        Set<String> absent = new TreeSet<>();
        GENDERS.keySet().forEach(number -> absent.add(speaker(number)));
        clips.forEach(clip -> absent.remove(clip.speaker()));
        return absent.isEmpty() ? List.of() : List.of("no clip of " + String.join(", ", absent));
    }

    private static String speaker(String number) {
        return "emodb_" + number;
    }

    private static InvalidCorpusException invalid(Path folder, List<String> problems) {
        return new InvalidCorpusException("EmoDB in " + folder, problems);
    }
}
