package dev.undertone.batch;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.undertone.recognition.Reason;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of one file, a line of a journal.
 *
 * @param index of the file in the list, from 0
 * @param bytes size of the file as it was heard
 * @param modifiedMillis its time of writing then
 * @param rows at least one
 */
@JsonPropertyOrder({"index", "bytes", "modifiedMillis", "rows"})
record JournalEntry(int index, long bytes, long modifiedMillis, List<BatchRow> rows) {

    JournalEntry {
        if (index < 0 || rows == null || rows.isEmpty()) {
            throw new IllegalArgumentException("expected the rows of a file but got none");
        }
        rows = List.copyOf(rows);
    }

    /** Whether the file failed by a fault that is not its own, so that another try may do better. */
    boolean isWorthAnotherTry() {
        String reason = rows.get(0).reason();
        return reason != null
                && Arrays.stream(Reason.values())
                        .anyMatch(known -> known.code().equals(reason) && known.status() >= 500);
    }

    /** Of the audio that was heard, in seconds; 0 for a file that failed. */
    static double audioSeconds(List<BatchRow> rows) {
        var audio = rows.get(0).audio();
        return audio == null ? 0 : audio.durationSeconds();
    }
}
