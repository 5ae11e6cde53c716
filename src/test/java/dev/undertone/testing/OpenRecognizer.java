package dev.undertone.testing;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioLimits;
import dev.undertone.model.ModelRepository;
import dev.undertone.model.ModelSettings;
import dev.undertone.recognition.Admission;
import dev.undertone.recognition.AdmissionLimits;
import dev.undertone.recognition.EmotionRecognizer;
import dev.undertone.recognition.RecognitionListener;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A recogniser without Spring, with its models and its admission; whoever opens it closes it. */
public final class OpenRecognizer implements AutoCloseable {

    private final ModelRepository models;
    private final Admission admission;
    private final EmotionRecognizer recognizer;

    private OpenRecognizer(ModelSettings settings, AdmissionLimits limits) {
        models = new ModelRepository(settings);
        models.open();
        admission = new Admission(limits);
        recognizer =
                new EmotionRecognizer(
                        new AudioDecoder(AudioLimits.DEFAULT),
                        models,
                        admission,
                        RecognitionListener.NONE);
    }

    /**
     * With the models of a folder beside the embedded ones.
     *
     * @param folder of models; null for none
     * @param defaultModel what the default name stands for
     */
    public static OpenRecognizer of(
            @Nullable Path folder, String defaultModel, AdmissionLimits limits) {
        return new OpenRecognizer(
                new ModelSettings(folder, Map.of("default", defaultModel), 3), limits);
    }

    /** With the embedded models, as a service has them by default. */
    public static OpenRecognizer embedded(AdmissionLimits limits) {
        return new OpenRecognizer(ModelSettings.DEFAULT, limits);
    }

    /** With the fixture of {@link FixtureModel}, written to a folder, as the default. */
    public static OpenRecognizer fixture(Path folder, AdmissionLimits limits) {
        FixtureModel.write(folder);
        return of(folder, "fixture", limits);
    }

    public EmotionRecognizer recognizer() {
        return recognizer;
    }

    public ModelRepository models() {
        return models;
    }

    @Override
    public void close() {
        admission.close();
        models.close();
    }
}
