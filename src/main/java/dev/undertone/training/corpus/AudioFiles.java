package dev.undertone.training.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The audio files of a corpus folder: WAV as released, or FLAC of the same names. */
final class AudioFiles {

    private static final String LFS_POINTER = "version https://git-lfs";

    private AudioFiles() {}

    /** The .wav and .flac files right in a folder, in ascending order; others and hidden ones are passed over. */
    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(AudioFiles::isAudio).sorted().toList();
        }
    }

    /** The file name without its extension. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    /**
     * Why a file cannot hold a clip: it is empty, or what Git leaves in place of a file that Git LFS has not fetched.
     */
    static Optional<String> problem(Path file) throws IOException {
        byte[] start;
        try (InputStream stream = Files.newInputStream(file)) {
            start = stream.readNBytes(LFS_POINTER.length());
        }
        String name = file.getFileName().toString();
        if (start.length == 0) {
            return Optional.of("%s is empty".formatted(name));
        }
        return new String(start, StandardCharsets.US_ASCII).equals(LFS_POINTER)
                ? Optional.of("%s is a Git LFS pointer (run git lfs pull)".formatted(name))
                : Optional.empty();
    }

    /** One line for each clip that is there both as WAV and as FLAC. */
    static List<String> doubles(List<Path> files) {
        Map<String, Integer> countOf = new HashMap<>();
        files.forEach(file -> countOf.merge(stem(file), 1, Integer::sum));
        return countOf.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(entry -> entry.getKey() + " is there twice, as .wav and .flac")
                .sorted()
                .toList();
    }

    private static boolean isAudio(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".wav") || name.endsWith(".flac"));
    }
}
