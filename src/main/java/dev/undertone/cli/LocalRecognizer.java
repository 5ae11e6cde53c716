package dev.undertone.cli;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioException;
import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.ChannelMode;
import dev.undertone.audio.Waveform;
import dev.undertone.model.ModelException;
import dev.undertone.model.ModelManifest;
import dev.undertone.model.ModelRepository;
import dev.undertone.model.ModelSettings;
import dev.undertone.recognition.Admission;
import dev.undertone.recognition.AdmissionLimits;
import dev.undertone.recognition.Answer;
import dev.undertone.recognition.EmotionRecognizer;
import dev.undertone.recognition.Judgement;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RecognitionListener;
import dev.undertone.recognition.RecognitionOptions;
import dev.undertone.recognition.TimelineLimits;
import dev.undertone.recognition.TimelineListener;
import dev.undertone.recognition.TimelineOptions;
import dev.undertone.recognition.TimelineRecognizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The serving path without a server: the service's own recogniser, in this process, with the service's limits. */
final class LocalRecognizer implements AutoCloseable {

    private final ModelRepository models;
    private final ModelManifest manifest;
    private final AudioDecoder decoder = new AudioDecoder(AudioLimits.DEFAULT);
    private final EmotionRecognizer recognizer;
    private final TimelineRecognizer timelines;

    private LocalRecognizer(ModelRepository models) {
        this.models = models;
        this.manifest = models.model(ModelSettings.DEFAULT_ALIAS).manifest();
        this.recognizer =
                new EmotionRecognizer(
                        decoder,
                        models,
                        new Admission(AdmissionLimits.DEFAULT),
                        RecognitionListener.NONE);
        this.timelines = new TimelineRecognizer(recognizer, TimelineLimits.DEFAULT);
    }

    /**
     * Loads the models.
     *
     * @throws ModelException if one cannot be loaded, or there is none of the chosen name
     */
    static LocalRecognizer open(ModelOptions options) {
        ModelRepository models = new ModelRepository(options.settings());
        try {
            models.open();
        } catch (ModelException e) {
            throw e.fault() == ModelException.Fault.NOT_FOUND
                    ? new ModelException(
                            e.fault(),
                            "no model %s (%s)".formatted(options.model(), e.getMessage()),
                            e)
                    : e;
        }
        return new LocalRecognizer(models);
    }

    /** What the model says of itself. */
    ModelManifest manifest() {
        return manifest;
    }

    /**
     * Recognises the emotion of a recording.
     *
     * @param id of the answer
     * @param file the recording
     * @param options of the default model, which is the chosen one
     * @throws RecognitionException with the one reason why there is no answer; {@link Reason#NOT_FOUND} where the file
     *     cannot be read
     */
    Answer recognize(String id, Path file, RecognitionOptions options) {
        try (InputStream encoded = Files.newInputStream(file)) {
            return recognizer.recognize(id, encoded, options);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Recognises the emotions of a long recording.
     *
     * @param options of the default model, which is the chosen one
     * @param listener hears the timeline as it grows
     * @throws RecognitionException with the one reason why it did not come to its end; {@link Reason#NOT_FOUND} where
     *     the file cannot be read
     */
    void timeline(String id, Path file, TimelineOptions options, TimelineListener listener) {
        try (InputStream encoded = Files.newInputStream(file)) {
            timelines.recognize(id, encoded, options, listener);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The options with the segments of a file.
     *
     * @throws RecognitionException of {@link Reason#INVALID_PARAMETER} if they cannot be taken; {@link Reason#NOT_FOUND}
     *     where the file cannot be read
     */
    TimelineOptions withSegments(TimelineOptions options, Path json) {
        try {
            return timelines.withSegments(options, Files.readAllBytes(json));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static RecognitionException unreadable(IOException e) {
        return new RecognitionException(
                Reason.NOT_FOUND,
                e instanceof NoSuchFileException
                        ? "there is no such file"
                        : "the file cannot be read",
                e);
    }

    /**
     * Decodes a recording as {@link #recognize} would: mixed to one channel at the model's rate.
     *
     * @throws AudioException if it is no usable audio
     * @throws IOException if the file cannot be read
     */
    Waveform decode(Path file) throws IOException {
        try (InputStream encoded = Files.newInputStream(file)) {
            return decoder.decode(encoded, ChannelMode.MIX, manifest.sampleRateHz())
                    .channels()
                    .get(0);
        }
    }

    /**
     * Judges decoded samples, which may lie beyond 1.
     *
     * @throws RecognitionException with the one reason why there is no judgement
     * @throws IOException as {@link EmotionRecognizer#judge}
     */
    Judgement judge(Waveform waveform, RecognitionOptions options) throws IOException {
        return recognizer.judge(waveform, options);
    }

    @Override
    public void close() {
        timelines.close();
        models.close();
    }
}
