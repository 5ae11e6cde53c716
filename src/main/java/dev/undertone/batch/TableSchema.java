package dev.undertone.batch;

import dev.undertone.audio.AudioDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a batch's table, in order, the same in Parquet, CSV, JSON Lines and on a cluster: {@code path, channel,
 * model, version, speech_detected, emotion, confidence, abstention}, {@code probability_LABEL} for each label, {@code
 * duration_seconds, container, codec, sample_rate_hz, channels, reason, detail}, and where asked for {@code attention} and
 * {@code embedding}. Columns may be added in later versions, never removed or changed in meaning.
 *
 * @param columns in order
 */
public record TableSchema(List<Column> columns) {

    public TableSchema {
        columns = List.copyOf(columns);
    }

    /**
     * The columns for a model and what is asked of it.
     *
     * @param labels among which the probabilities are shared out, in the model's order
     * @param attention whether there is a column of frame weights
     * @param embedding whether there is a column of vectors
     */
    public static TableSchema of(List<String> labels, boolean attention, boolean embedding) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.required("path", Column.Type.TEXT, BatchRow::path));
        columns.add(Column.optional("channel", Column.Type.INTEGER, BatchRow::channel));
        columns.add(Column.required("model", Column.Type.TEXT, row -> row.model().name()));
        columns.add(Column.required("version", Column.Type.TEXT, row -> row.model().version()));
        columns.add(
                Column.optional("speech_detected", Column.Type.BOOLEAN, BatchRow::speechDetected));
        columns.add(Column.optional("emotion", Column.Type.TEXT, BatchRow::emotion));
        columns.add(Column.optional("confidence", Column.Type.FLOAT, BatchRow::confidence));
        columns.add(Column.optional("abstention", Column.Type.TEXT, BatchRow::abstention));
        for (String label : labels) {
            columns.add(
                    Column.optional(
                            "probability_" + label,
                            Column.Type.FLOAT,
                            row -> row.probabilities().get(label)));
        }
        columns.add(
                audio("duration_seconds", Column.Type.DOUBLE, AudioDescription::durationSeconds));
        columns.add(audio("container", Column.Type.TEXT, AudioDescription::container));
        columns.add(audio("codec", Column.Type.TEXT, AudioDescription::codec));
        columns.add(audio("sample_rate_hz", Column.Type.INTEGER, AudioDescription::sampleRateHz));
        columns.add(audio("channels", Column.Type.INTEGER, AudioDescription::channels));
        columns.add(Column.optional("reason", Column.Type.TEXT, BatchRow::reason));
        columns.add(Column.optional("detail", Column.Type.TEXT, BatchRow::detail));
        if (attention) {
            columns.add(Column.optional("attention", Column.Type.FLOATS, BatchRow::attention));
        }
        if (embedding) {
            columns.add(Column.optional("embedding", Column.Type.FLOATS, BatchRow::embedding));
        }
        return new TableSchema(columns);
    }

    private static Column audio(
            String name, Column.Type type, Function<AudioDescription, Object> value) {
        return Column.optional(name, type, row -> ofAudio(row, value));
    }

    private static @Nullable Object ofAudio(
            BatchRow row, Function<AudioDescription, Object> value) {
        AudioDescription audio = row.audio();
        return audio == null ? null : value.apply(audio);
    }
}
