package dev.undertone.training.corpus;

import dev.undertone.evaluation.LabelledClip;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds clips whose files agree to the last byte: a recording cannot be two emotions, or two people. */
final class IdenticalClips {

    private IdenticalClips() {}

    /**
     * Groups of identical files that disagree on the speaker or the emotion.
     *
     * @return groups of two and more, in the order of their first clips
     * @throws IOException if a file cannot be read
     */
    static List<List<LabelledClip>> contradicting(List<LabelledClip> clips) throws IOException {
        List<List<LabelledClip>> groups = new ArrayList<>();
        for (List<LabelledClip> sameSize : group(clips, clip -> Files.size(clip.path()))) {
            if (contradict(sameSize)) {
                group(sameSize, IdenticalClips::digest).stream()
                        .filter(IdenticalClips::contradict)
                        .forEach(groups::add);
            }
        }
        return groups;
    }

    private interface Key {
        Object of(LabelledClip clip) throws IOException;
    }

    private static Collection<List<LabelledClip>> group(List<LabelledClip> clips, Key key)
            throws IOException {
        Map<Object, List<LabelledClip>> groups = new LinkedHashMap<>();
        for (LabelledClip clip : clips) {
            groups.computeIfAbsent(key.of(clip), first -> new ArrayList<>()).add(clip);
        }
        return groups.values();
    }

    private static boolean contradict(List<LabelledClip> clips) {
        return clips.stream()
                        .map(clip -> List.of(clip.speaker(), clip.emotion()))
                        .distinct()
                        .count()
                > 1;
    }

    private static String digest(LabelledClip clip) throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(clip.path())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
