package dev.undertone.training.corpus;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.undertone.evaluation.Gender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * CREMA-D's {@code VideoDemographics.csv}: columns ActorID, Age, Sex, Race, Ethnicity, of which ActorID and Sex (Female
 * or Male) are read.
 */
final class ActorDemographics {

    static final String FILE = "VideoDemographics.csv";

    private final Map<String, Gender> genderOf = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private ActorDemographics() {}

    static ActorDemographics read(Path table) throws IOException {
        ActorDemographics actors = new ActorDemographics();
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(table)) {
            for (NamedCsvRecord row : rows) {
                if (!actors.take(row)) {
                    break;
                }
            }
        } catch (CsvParseException e) {
            actors.problems.add(FILE + " is not a readable table: " + e.getMessage());
        }
        return actors;
    }

    private boolean take(NamedCsvRecord row) {
        Optional<String> actor = row.findField("ActorID");
        Optional<String> sex = row.findField("Sex");
        if (actor.isEmpty() || sex.isEmpty()) {
            problems.add(FILE + " lacks the columns ActorID and Sex");
            return false;
        }
        switch (sex.get()) {
            case "Female" -> genderOf.put(actor.get(), Gender.FEMALE);
            case "Male" -> genderOf.put(actor.get(), Gender.MALE);
            default ->
                    problems.add(
                            "%s, line %d: unknown sex \"%s\""
                                    .formatted(FILE, row.getStartingLineNumber(), sex.get()));
        }
        return true;
    }

    /** Gender by actor, in ascending order of the actors; what could not be read is absent. */
    Map<String, Gender> genderOf() {
        return genderOf;
    }

    /** One line for everything that could not be read. */
    List<String> problems() {
        return problems;
    }
}
