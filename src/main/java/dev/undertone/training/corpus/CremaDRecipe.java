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
import java.util.stream.Collectors;

/**
 * CREMA-D: {@code AudioWAV/ACTOR_SENTENCE_EMOTION_LEVEL.wav} and {@code VideoDemographics.csv}, as at
 * github.com/CheyneyComputerScience/CREMA-D; six acted emotions. Cao, Cooper, Keutmann, Gur, Nenkova and Verma, IEEE
 * Transactions on Affective Computing 5(4), 2014.
 *
 * <p>Speaker 1002 becomes {@code cremad_1002}. Part of the corpus will do. Left out, with a remark: 1076_MTI_SAD_XX,
 * which is silent, and every group of byte-identical files with different labels, since none of their labels can be
 * trusted.
 */
final class CremaDRecipe implements CorpusRecipe {

    private static final Pattern NAME =
            Pattern.compile("(\\d{4})_([A-Z]{3})_(ANG|DIS|FEA|HAP|NEU|SAD)_(LO|MD|HI|XX?)");

    private static final Map<String, String> EMOTIONS =
            Map.of(
                    "ANG", "angry",
                    "DIS", "disgust",
                    "FEA", "fear",
                    "HAP", "happy",
                    "NEU", "neutral",
                    "SAD", "sad");

    /** Holds no speech; data sets built on the corpus leave it out too. */
    private static final Set<String> SILENT = Set.of("1076_MTI_SAD_XX");

    @Override
    public String layout() {
        return "CREMA-D (AudioWAV/1001_DFA_ANG_XX.wav ..., VideoDemographics.csv)";
    }

    @Override
    public boolean recognises(Path folder) {
        return Files.isDirectory(audioFolder(folder));
    }

    @Override
    public Corpus read(Path folder) throws IOException {
        requirePresent(folder);
        ActorDemographics actors = ActorDemographics.read(folder.resolve(ActorDemographics.FILE));
        List<Path> files = AudioFiles.in(audioFolder(folder));
        List<String> problems = new ArrayList<>(actors.problems());
        problems.addAll(AudioFiles.doubles(files));
        Set<String> strangers = new TreeSet<>();
        List<LabelledClip> clips = new ArrayList<>();
        for (Path file : files) {
            Matcher name = NAME.matcher(AudioFiles.stem(file));
            Optional<String> problem = AudioFiles.problem(file);
            if (!name.matches()) {
                problems.add("unknown file name " + file.getFileName());
                continue;
            }
            problem.ifPresent(problems::add);
            Gender gender = actors.genderOf().get(name.group(1));
            if (gender == null) {
                strangers.add(name.group(1));
            } else {
                clips.add(clip(file, name, gender));
            }
        }
        strangers.forEach(actor -> problems.add(ActorDemographics.FILE + " has no actor " + actor));
        if (!problems.isEmpty()) {
            throw invalid(folder, problems);
        }
        if (clips.isEmpty()) {
            throw invalid(folder, List.of("no .wav or .flac file in AudioWAV"));
        }
        return withoutDefects(clips, actors.genderOf().keySet());
    }

    private void requirePresent(Path folder) {
        List<String> missing = new ArrayList<>();
        if (!recognises(folder)) {
            missing.add("missing folder AudioWAV");
        }
        if (!Files.isRegularFile(folder.resolve(ActorDemographics.FILE))) {
            missing.add("missing file " + ActorDemographics.FILE);
        }
        if (!missing.isEmpty()) {
            throw invalid(folder, missing);
        }
    }

    private static LabelledClip clip(Path file, Matcher name, Gender gender) {
        return new LabelledClip(
                file,
                speaker(name.group(1)),
                gender,
                Objects.requireNonNull(EMOTIONS.get(name.group(3))),
                name.group(2));
    }

    private static Corpus withoutDefects(List<LabelledClip> all, Set<String> actors)
            throws IOException {
        List<LabelledClip> silent =
                all.stream().filter(clip -> SILENT.contains(AudioFiles.stem(clip.path()))).toList();
        List<LabelledClip> clips = new ArrayList<>(all);
        clips.removeAll(silent);
        List<String> remarks = new ArrayList<>();
        if (!silent.isEmpty()) {
            remarks.add("left out, silent: " + names(silent));
        }
        for (List<LabelledClip> group : IdenticalClips.contradicting(clips)) {
            clips.removeAll(group);
            remarks.add("left out, identical with different labels: " + names(group));
        }
        Set<String> heard = clips.stream().map(LabelledClip::speaker).collect(Collectors.toSet());
        List<String> absent =
                actors.stream().filter(actor -> !heard.contains(speaker(actor))).toList();
        if (!absent.isEmpty()) {
            remarks.add("no clip of actors " + String.join(", ", absent));
        }
        if (clips.isEmpty()) {
            throw new InvalidCorpusException("CREMA-D", remarks);
        }
        return new Corpus("CREMA-D", clips, remarks);
    }

    private static String names(List<LabelledClip> clips) {
        return String.join(
                ", ", clips.stream().map(clip -> clip.path().getFileName().toString()).toList());
    }

    private static Path audioFolder(Path folder) {
        return folder.resolve("AudioWAV");
    }

    private static String speaker(String actor) {
        return "cremad_" + actor;
    }

    private static InvalidCorpusException invalid(Path folder, List<String> problems) {
        return new InvalidCorpusException("CREMA-D in " + folder, problems);
    }
}
