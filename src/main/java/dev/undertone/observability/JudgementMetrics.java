package dev.undertone.observability;

import dev.undertone.model.ModelManifest;
import dev.undertone.recognition.Abstention;
import dev.undertone.recognition.Judgement;
import io.micrometer.core.instrument.Tags;
import java.util.Collections;
import java.util.stream.IntStream;

/** What models say: where it shifts while the callers stay the same, the audio has drifted from what they learned. */
final class JudgementMetrics {

    private static final String NO_EMOTION = "none";

    /**
     * In percent, from the chance of four labels, in steps of five. In percent because Micrometer's histograms round what
     * they are told up to a whole number before they look for its bucket.
     */
    private static final double[] CONFIDENCES =
            IntStream.rangeClosed(5, 20).mapToDouble(fives -> 5 * fives).toArray();

    private final Meters meters;

    JudgementMetrics(Meters meters) {
        this.meters = meters;
    }

    /** Makes every series of a model, so that its first judgement is seen as an increase. */
    void expect(ModelManifest manifest) {
        Tags model = Tags.of("model", manifest.name());
        meters.counter(ServiceMeter.AUDIO, model);
        meters.summary(ServiceMeter.CONFIDENCE, model, CONFIDENCES);
        meters.counter(ServiceMeter.JUDGEMENTS, model.and("emotion", NO_EMOTION));
        for (String label : manifest.labels()) {
            meters.counter(ServiceMeter.JUDGEMENTS, model.and("emotion", label));
        }
        for (Abstention kind : Abstention.values()) {
            meters.counter(ServiceMeter.ABSTENTIONS, model.and("kind", kind.code()));
        }
    }

    void count(String modelName, Judgement judgement, double audioSeconds) {
        Tags model = Tags.of("model", modelName);
        meters.counter(ServiceMeter.AUDIO, model).increment(audioSeconds);
        String emotion = judgement.emotion();
        meters.counter(
                        ServiceMeter.JUDGEMENTS,
                        model.and("emotion", emotion == null ? NO_EMOTION : emotion))
                .increment();
        Abstention abstention = judgement.abstention();
        if (abstention != null) {
            meters.counter(ServiceMeter.ABSTENTIONS, model.and("kind", abstention.code()))
                    .increment();
        }
        if (judgement.speechDetected()) {
            meters.summary(ServiceMeter.CONFIDENCE, model, CONFIDENCES)
                    .record(100 * Collections.max(judgement.probabilities().values()));
        }
    }
}
