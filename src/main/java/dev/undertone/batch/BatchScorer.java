package dev.undertone.batch;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioLimits;
import dev.undertone.model.ModelException;
import dev.undertone.model.ModelManifest;
import dev.undertone.model.ModelRepository;
import dev.undertone.model.ModelSettings;
import dev.undertone.recognition.Admission;
import dev.undertone.recognition.AdmissionLimits;
import dev.undertone.recognition.Answer;
import dev.undertone.recognition.ChannelRecognitions;
import dev.undertone.recognition.EmotionRecognizer;
import dev.undertone.recognition.ModelReference;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.Recognition;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RecognitionListener;
import dev.undertone.recognition.RecognitionOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;

/**
 * Recordings to rows, by the service's own recogniser and with its limits, so that the numbers are those of the service.
 * Any thread may ask; as many as there are predictors are answered at a time. It owns native memory: close it.
 */
public final class BatchScorer implements AutoCloseable {

    /** A file that takes longer hangs; the service's 30 seconds would tell of a loaded machine. */
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    /** More than any process has threads: who asks waits for a predictor and is never turned away. */
    private static final int MAX_WAITING = 100_000;

    /** The bytes of one recording. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    private final ModelRepository models;
    private final Admission admission;
    private final EmotionRecognizer recognizer;
    private final RecognitionOptions options;
    private final ModelManifest manifest;
    private final TableSchema schema;

    private BatchScorer(ModelRepository models, int threads, RecognitionOptions options) {
        this.models = models;
        this.admission = new Admission(new AdmissionLimits(threads, MAX_WAITING, DEADLINE));
        this.options = options;
        this.manifest = models.model(options.model()).manifest();
        this.schema =
                TableSchema.of(
                        options.labels().isEmpty()
                                ? manifest.labels()
                                : manifest.labels().stream()
                                        .filter(options.labels()::contains)
                                        .toList(),
                        options.attention(),
                        options.embedding());
        this.recognizer =
                new EmotionRecognizer(
                        new AudioDecoder(AudioLimits.DEFAULT),
                        models,
                        admission,
                        RecognitionListener.NONE);
    }

    /**
     * Loads the models.
     *
     * @param settings with one predictor for each thread that will ask
     * @param options the same for every recording
     * @throws ModelException if a model cannot be loaded, or there is none of that name
     * @throws RecognitionException of {@link Reason#INVALID_PARAMETER} for a label that the model does not know
     */
    public static BatchScorer open(ModelSettings settings, RecognitionOptions options) {
        ModelRepository models = new ModelRepository(settings);
        try {
            models.open();
            BatchScorer scorer = new BatchScorer(models, settings.predictors(), options);
            scorer.recognizer.check(options);
            return scorer;
        } catch (RuntimeException e) {
            models.close();
            throw e;
        }
    }

    /** What the model says of itself. */
    public ModelManifest manifest() {
        return manifest;
    }

    /** The columns of the rows. */
    public TableSchema schema() {
        return schema;
    }

    /** What is asked of every recording. */
    RecognitionOptions options() {
        return options;
    }

    /**
     * Hears one recording.
     *
     * @param path stands in the rows
     * @param source of its bytes, opened once and closed
     * @return one row, or one for each channel where they are judged one by one; one row with a reason if it cannot be
     *     heard, whatever is wrong with it
     */
    public List<BatchRow> score(String path, Source source) {
        return score(path, source, BatchListener.NONE);
    }

    List<BatchRow> score(String path, Source source, BatchListener listener) {
        try {
            return rows(path, answer(source));
        } catch (RecognitionException e) {
            listener.onFailure(path, e);
            return List.of(BatchRow.failed(path, reference(), e));
        }
    }

    private Answer answer(Source source) {
        try (InputStream encoded = source.open()) {
            return recognizer.recognize("batch", encoded, options);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new RecognitionException(Reason.NOT_FOUND, "there is no such file", e);
        } catch (IOException e) {
            throw new RecognitionException(Reason.NOT_FOUND, "the file cannot be read", e);
        }
    }

    private List<BatchRow> rows(String path, Answer answer) {
        if (answer instanceof ChannelRecognitions each) {
            return each.channels().stream()
                    .map(
                            channel ->
                                    BatchRow.judged(
                                            path,
                                            channel.channel(),
                                            channel.model(),
                                            channel.judgement(),
                                            answer.audio()))
                    .toList();
        }
        Recognition mixed = (Recognition) answer;
        return List.of(
                BatchRow.judged(path, null, mixed.model(), mixed.judgement(), mixed.audio()));
    }

    private ModelReference reference() {
        return new ModelReference(manifest.name(), manifest.version());
    }

    @Override
    public void close() {
        admission.close();
        models.close();
    }
}
