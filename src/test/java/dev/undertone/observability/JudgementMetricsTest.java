package dev.undertone.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.recognition.Abstention;
import dev.undertone.recognition.Judgement;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgementMetricsTest {

    private static final Map<String, Float> ANGRY =
            Map.of("neutral", 0.1f, "happy", 0.1f, "angry", 0.62f, "sad", 0.18f);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final JudgementMetrics judgements = new JudgementMetrics(new Meters(registry));

    private static Judgement judgement(boolean speech, @Nullable Abstention abstention) {
        return new Judgement(
                speech,
                abstention == null ? "angry" : null,
                abstention == null ? 0.62f : null,
                abstention,
                ANGRY,
                null,
                null);
    }

    private double count(ServiceMeter meter, String... tags) {
        return registry.get(meter.meterName()).tags("model", "m").tags(tags).counter().count();
    }

    private DistributionSummary confidence() {
        return registry.get(ServiceMeter.CONFIDENCE.meterName()).tags("model", "m").summary();
    }

    @Test
    void count_named_isCountedByEmotion() {
        judgements.count("m", judgement(true, null), 2.5);

        assertThat(count(ServiceMeter.JUDGEMENTS, "emotion", "angry")).isEqualTo(1);
        assertThat(count(ServiceMeter.AUDIO)).isEqualTo(2.5);
        assertThat(registry.find(ServiceMeter.ABSTENTIONS.meterName()).meters()).isEmpty();
    }

    @Test
    void count_belowThreshold_isAnAbstentionWithItsConfidence() {
        judgements.count("m", judgement(true, Abstention.LOW_CONFIDENCE), 1);

        assertThat(count(ServiceMeter.JUDGEMENTS, "emotion", "none")).isEqualTo(1);
        assertThat(count(ServiceMeter.ABSTENTIONS, "kind", "low-confidence")).isEqualTo(1);
        assertThat(confidence().totalAmount()).isEqualTo(62, within(1e-5));
    }

    /** What a model says of silence is no measure of what it says of voices. */
    @Test
    void count_noSpeech_isAnAbstentionWithoutConfidence() {
        judgements.count("m", judgement(false, Abstention.NO_SPEECH), 1);

        assertThat(count(ServiceMeter.ABSTENTIONS, "kind", "no-speech")).isEqualTo(1);
        assertThat(registry.find(ServiceMeter.CONFIDENCE.meterName()).meters()).isEmpty();
    }

    @Test
    void count_confidence_fallsIntoStepsOfFivePercent() {
        judgements.count("m", judgement(true, null), 1);

        CountAtBucket[] buckets = confidence().takeSnapshot().histogramCounts();
        assertThat(Arrays.stream(buckets).mapToDouble(CountAtBucket::bucket))
                .containsExactly(
                        25.0, 30.0, 35.0, 40.0, 45.0, 50.0, 55.0, 60.0, 65.0, 70.0, 75.0, 80.0,
                        85.0, 90.0, 95.0, 100.0);
        assertThat(Arrays.stream(buckets).filter(bucket -> bucket.count() > 0))
                .first()
                .extracting(CountAtBucket::bucket)
                .isEqualTo(65.0);
    }

    @Test
    void meters_haveTheTagsThatAreListed() {
        judgements.count("m", judgement(true, Abstention.LOW_CONFIDENCE), 1);

        List<Meter> meters =
                registry.getMeters().stream()
                        // the simple registry's own, one for each bucket
                        .filter(meter -> !meter.getId().getName().endsWith(".histogram"))
                        .toList();
        assertThat(meters).hasSize(4);
        for (Meter meter : meters) {
            ServiceMeter listed =
                    Arrays.stream(ServiceMeter.values())
                            .filter(m -> m.meterName().equals(meter.getId().getName()))
                            .findFirst()
                            .orElseThrow();
            assertThat(meter.getId().getTags())
                    .extracting(tag -> tag.getKey())
                    .containsExactlyInAnyOrderElementsOf(listed.tags());
        }
    }
}
