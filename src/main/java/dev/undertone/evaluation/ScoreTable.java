package dev.undertone.evaluation;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** {@link ScoredClips} as CSV: four fixed columns, then one column of logits per label. */
final class ScoreTable {

    private static final List<String> FIXED = List.of("clip", "speaker", "gender", "emotion");

    private final Path file;
    private final List<String> labels;
    private final List<ScoredClip> clips = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private ScoreTable(Path file, List<String> labels) {
        this.file = file;
        this.labels = labels;
    }

    static void write(ScoredClips scored, Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try (CsvWriter csv =
                CsvWriter.builder()
                        .lineDelimiter(LineDelimiter.LF)
                        .build(unfinished, StandardCharsets.UTF_8)) {
            csv.writeRecord(row(FIXED, scored.labels()));
            for (ScoredClip clip : scored.clips()) {
                csv.writeRecord(
                        row(
                                List.of(
                                        clip.clip(),
                                        clip.speaker(),
                                        clip.gender().label(),
                                        clip.emotion()),
                                clip.logits()));
            }
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<String> row(List<String> fixed, List<?> more) {
        List<String> row = new ArrayList<>(fixed);
        more.forEach(value -> row.add(value.toString()));
        return row;
    }

    static ScoredClips read(Path file) throws IOException {
        try (CsvReader<CsvRecord> rows =
                CsvReader.builder()
                        .detectBomHeader(true)
                        .allowMissingFields(true)
                        .allowExtraFields(true)
                        .ofCsvRecord(file, StandardCharsets.UTF_8)) {
            ScoreTable table = null;
            for (CsvRecord row : rows) {
                if (table == null) {
                    table = new ScoreTable(file, labels(file, row.getFields()));
                } else {
                    table.take(row);
                }
            }
            if (table == null) {
                throw invalid(file, List.of("no header"));
            }
            return table.checked();
        } catch (CsvParseException e) {
            throw invalid(file, List.of("not a readable CSV table: " + e.getMessage()));
        }
    }

    private static List<String> labels(Path file, List<String> header) {
        int fixed = FIXED.size();
        List<String> labels = header.subList(Math.min(fixed, header.size()), header.size());
        if (labels.isEmpty() || !header.subList(0, fixed).equals(FIXED)) {
            throw invalid(
                    file,
                    List.of(
                            "expected the columns %s and one per label but got %s"
                                    .formatted(String.join(",", FIXED), String.join(",", header))));
        }
        if (new HashSet<>(labels).size() != labels.size()) {
            throw invalid(file, List.of("expected distinct labels but got " + labels));
        }
        return labels;
    }

    private void take(CsvRecord row) {
        long line = row.getStartingLineNumber();
        int columns = FIXED.size() + labels.size();
        if (row.getFieldCount() != columns) {
            problems.add(
                    "line %d: expected %d columns but got %d"
                            .formatted(line, columns, row.getFieldCount()));
            return;
        }
        try {
            clips.add(clip(row));
        } catch (IllegalArgumentException e) {
            problems.add("line %d: %s".formatted(line, e.getMessage()));
        }
    }

    private ScoredClip clip(CsvRecord row) {
        String emotion = row.getField(3);
        if (!labels.contains(emotion)) {
            throw new IllegalArgumentException(
                    "expected one of %s but got \"%s\"".formatted(labels, emotion));
        }
        return new ScoredClip(
                row.getField(0),
                row.getField(1),
                Gender.ofLabel(row.getField(2)),
                emotion,
                row.getFields().stream().skip(FIXED.size()).map(ScoreTable::number).toList());
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "expected a number but got \"%s\"".formatted(text), e);
        }
    }

    private ScoredClips checked() {
        if (!problems.isEmpty()) {
            throw invalid(file, problems);
        }
        return new ScoredClips(labels, clips);
    }

    private static InvalidCorpusException invalid(Path file, List<String> problems) {
        return new InvalidCorpusException(file.toString(), problems);
    }
}
