package dev.undertone.evaluation;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest of labelled clips: CSV (RFC 4180, UTF-8) with a header.
 *
 * <p>Columns in any order: {@code path} (relative to the manifest's folder), {@code speaker}, {@code emotion} (a label in
 * lower case), and optionally {@code gender} (female, male or unknown; unknown where the column is absent) and
 * {@code sentence}. Other columns are ignored.
 */
public final class ClipManifest {

    private static final List<String> REQUIRED = List.of("path", "speaker", "emotion");

    private final Path file;
    private final List<LabelledClip> clips = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<Path, Long> lineOf = new HashMap<>();

    private ClipManifest(Path file) {
        this.file = file;
    }

    /**
     * Reads a manifest and checks every row of it.
     *
     * @param file the manifest
     * @return its clips in the order of its rows, at least one, no file twice
     * @throws InvalidCorpusException if a column is missing, a row is incomplete, an audio file is not there or is listed
     *     twice, a speaker has two genders, or there is no row; names lines and values
     * @throws IOException if the manifest itself cannot be read
     */
    public static List<LabelledClip> read(Path file) throws IOException {
        ClipManifest manifest = new ClipManifest(file);
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder()
                        .detectBomHeader(true)
                        .ofNamedCsvRecord(file, StandardCharsets.UTF_8)) {
            for (NamedCsvRecord row : reader) {
                if (!manifest.hasColumns(row)) {
                    break;
                }
                manifest.take(row);
            }
        } catch (CsvParseException e) {
            manifest.problems.add(parseProblem(e));
        }
        return manifest.checked();
    }

    private List<LabelledClip> checked() {
        if (clips.isEmpty() && problems.isEmpty()) {
            problems.add("no rows");
        }
        problems.addAll(new GenderCheck(clips).problems());
        if (!problems.isEmpty()) {
            throw new InvalidCorpusException(file.toString(), problems);
        }
        return List.copyOf(clips);
    }

    private boolean hasColumns(NamedCsvRecord row) {
        List<String> missing =
                REQUIRED.stream().filter(column -> !row.getHeader().contains(column)).toList();
        if (!missing.isEmpty()) {
            problems.add(
                    "missing column %s (found: %s)"
                            .formatted(
                                    String.join(", ", missing),
                                    String.join(", ", row.getHeader())));
        }
        return missing.isEmpty();
    }

    private void take(NamedCsvRecord row) {
        long line = row.getStartingLineNumber();
        int before = problems.size();
        Path path = audioFile(row, line);
        String speaker = required(row, "speaker", line);
        String emotion = required(row, "emotion", line);
        Gender gender = gender(row, line);
        if (path != null && problems.size() == before) {
            clips.add(new LabelledClip(path, speaker, gender, emotion, sentence(row)));
        }
    }

    private String required(NamedCsvRecord row, String column, long line) {
        String value = row.getField(column).strip();
        if (value.isEmpty()) {
            problems.add("line %d: empty %s".formatted(line, column));
        }
        return value;
    }

    private @Nullable Path audioFile(NamedCsvRecord row, long line) {
        String value = required(row, "path", line);
        if (value.isEmpty()) {
            return null;
        }
        Path path;
        try {
            path = file.toAbsolutePath().resolveSibling(value).normalize();
        } catch (InvalidPathException e) {
            problems.add("line %d: not a path: \"%s\"".formatted(line, value));
            return null;
        }
        if (!Files.isRegularFile(path)) {
            problems.add("line %d: missing file %s".formatted(line, value));
            return null;
        }
        Long earlier = lineOf.putIfAbsent(path, line);
        if (earlier != null) {
            problems.add("line %d: %s is already in line %d".formatted(line, value, earlier));
        }
        return path;
    }

    private Gender gender(NamedCsvRecord row, long line) {
        String label = row.findField("gender").map(String::strip).orElse(Gender.UNKNOWN.label());
        try {
            return Gender.ofLabel(label);
        } catch (IllegalArgumentException e) {
            problems.add("line %d: gender: %s".formatted(line, e.getMessage()));
            return Gender.UNKNOWN;
        }
    }

    private static @Nullable String sentence(NamedCsvRecord row) {
        return row.findField("sentence")
                .map(String::strip)
                .filter(code -> !code.isEmpty())
                .orElse(null);
    }

    private static String parseProblem(CsvParseException failure) {
        Throwable cause = failure.getCause();
        return "not a readable CSV table: "
                + failure.getMessage()
                + (cause == null ? "" : " (" + cause.getMessage() + ")");
    }
}
