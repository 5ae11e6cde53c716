package dev.undertone.recognition;

import dev.undertone.audio.AudioDescription;
import dev.undertone.audio.Waveform;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.model.EmotionModel;
import dev.undertone.model.EmotionScores;
import dev.undertone.model.ModelException;
import dev.undertone.model.ModelInput;
import dev.undertone.model.ModelLayout;
import dev.undertone.model.ModelLease;
import dev.undertone.model.ModelManifest;
import dev.undertone.model.ScoreBatcher;
import dev.undertone.normalization.SpeechSpan;
import dev.undertone.normalization.UtteranceNormalizer;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One model with one caller's choices, judging utterances whose frame features are at hand: the steps of {@link
 * EmotionRecognizer} behind the features. Raw frames -> level gate -> is anyone voiced? -> what the model reads ->
 * network -> judgement. Any thread may ask. It keeps its model in memory: close it.
 */
public final class UtteranceJudge implements AutoCloseable {

    /** Where the frames of every layout lie, which attention weighs. */
    static final FeatureLayout FRAMES = FeatureLayout.PAPER_36;

    private final ModelLease lease;
    private final EmotionModel model;
    private final RecognitionOptions options;
    private final VectorPool vectors;
    private final Scorer scorer;
    private final RecognitionListener listener;

    UtteranceJudge(
            ModelLease lease,
            RecognitionOptions options,
            VectorPool vectors,
            Scorer scorer,
            RecognitionListener listener) {
        this.lease = lease;
        this.model = lease.model();
        this.options = options;
        this.vectors = vectors;
        this.scorer = scorer;
        this.listener = listener;
    }

    /** What the model reads, the part of the recording that it is of, and whether anyone is voiced. */
    record Utterance(ModelInput input, SpeechSpan span, boolean voiced) {

        /** The same of which the network reads the last frames alone. */
        Utterance last(int most) {
            FeatureMatrix frames = input.frames();
            if (frames == null || frames.frames() <= most) {
                return this;
            }
            SpeechSpan last =
                    new SpeechSpan(frames.frames() - most, frames.frames(), frames.frames());
            return new Utterance(
                    new ModelInput(last.cut(frames), input.functionals()),
                    new SpeechSpan(span.to() - most, span.to(), span.frames()),
                    voiced);
        }
    }

    /** Lets the model go; what is being judged is judged to its end. */
    @Override
    public void close() {
        lease.close();
    }

    /** What training says of the model. */
    ModelManifest manifest() {
        return model.manifest();
    }

    /** Which model it is. */
    public ModelReference model() {
        return ModelReference.of(model.manifest());
    }

    /** The frame features that it judges by. */
    public FeatureLayout frames() {
        return model.layout().computedFrames();
    }

    /** Whether the model needs the samples of an utterance beside its frames. */
    public boolean readsSamples() {
        FunctionalLayout functionals = model.layout().functionals();
        return functionals != null && vectors.readsSamples(functionals);
    }

    /**
     * Judges a whole utterance: the bits that {@link EmotionRecognizer#recognize} gives for the same samples.
     *
     * @param id of the answer
     * @param raw its frame features, of {@link #frames()}, at least one frame
     * @param waveform its samples; null where the model reads none
     * @param audio what is said of it
     * @param spent nanoseconds that its stages took so far
     * @throws RecognitionException with the one reason why there is no judgement
     */
    public Recognition recognize(
            String id,
            FeatureMatrix raw,
            @Nullable Waveform waveform,
            AudioDescription audio,
            Map<Stage, Long> spent) {
        StageClock clock = new StageClock(listener);
        long start = System.nanoTime();
        try {
            Utterance utterance = utterance(raw, waveform);
            long prepared = System.nanoTime() - start;
            for (Stage stage : Stage.values()) {
                long before = spent.getOrDefault(stage, 0L);
                if (stage != Stage.INFERENCE) {
                    clock.add(stage, stage == Stage.FEATURE ? before + prepared : before);
                }
            }
            EmotionScores scores = clock.time(Stage.INFERENCE, () -> score(utterance));
            Judgement judgement = judgement(utterance, scores);
            listener.judged(model(), judgement, audio.durationSeconds());
            return new Recognition(id, model(), judgement, audio, clock.processing());
        } catch (ModelException e) {
            throw Failures.of(e);
        } catch (RuntimeException e) {
            throw Failures.unforeseen(e);
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read here", e);
        }
    }

    /**
     * Judges the part of an utterance that has come so far, together with what others ask: its frames are normalised over
     * that part, and the network reads the last of them alone.
     *
     * @param raw the frame features so far, of {@link #frames()}, at least one frame
     * @param waveform the samples so far; null where the model reads none
     * @param mostFrames that the network reads, positive
     * @param batcher runs the network
     * @return completed on another thread; attention, if asked for, is that of the frames that the network read
     */
    public CompletableFuture<Judgement> preview(
            FeatureMatrix raw, @Nullable Waveform waveform, int mostFrames, ScoreBatcher batcher) {
        Utterance utterance = utterance(raw, waveform).last(mostFrames);
        return batcher.submit(model, utterance.input())
                .thenApply(
                        scores -> judgement(utterance, scores, newest(utterance.span(), scores)));
    }

    Utterance utterance(FeatureMatrix raw, @Nullable Waveform waveform) {
        FeatureMatrix gated = UtteranceNormalizer.gate(raw);
        SpeechSpan span = SpeechSpan.of(gated);
        FeatureMatrix frames = span.cut(gated);
        ModelLayout layout = model.layout();
        FunctionalLayout functionals = layout.functionals();
        ModelInput input =
                new ModelInput(
                        layout.frames() == null ? null : UtteranceNormalizer.zNormalize(frames),
                        functionals == null
                                ? null
                                : vectors.extract(functionals, cut(waveform, span), frames));
        return new Utterance(input, span, isVoiced(gated));
    }

    EmotionScores score(Utterance utterance) {
        return scorer.score(model, utterance.input());
    }

    Judgement judgement(Utterance utterance, EmotionScores scores) {
        return judgement(utterance, scores, attention(utterance.span(), scores));
    }

    private Judgement judgement(
            Utterance utterance, EmotionScores scores, @Nullable AttentionWeights attention) {
        Set<String> labels = options.labels();
        Map<String, Float> probabilities =
                labels.isEmpty() ? scores.probabilities() : scores.probabilities(labels);
        return Judgement.of(
                utterance.voiced(),
                probabilities,
                options.minConfidence(),
                attention,
                options.embedding() ? new Embedding(scores.embedding()) : null);
    }

    /** Null where not asked for, and from a model without frames: nothing is made up. */
    private @Nullable AttentionWeights attention(SpeechSpan span, EmotionScores scores) {
        float[] weights = scores.attention();
        return options.attention() && weights != null
                ? new AttentionWeights(FRAMES, span.spread(weights))
                : null;
    }

    /** The weights of a span without the zeros before it. */
    private @Nullable AttentionWeights newest(SpeechSpan span, EmotionScores scores) {
        float[] weights = scores.attention();
        double startSeconds =
                (double) span.from() * FRAMES.hopLengthSamples() / FRAMES.sampleRateHz();
        return options.attention() && weights != null
                ? new AttentionWeights(FRAMES, weights).later(startSeconds)
                : null;
    }

    private static @Nullable Waveform cut(@Nullable Waveform waveform, SpeechSpan span) {
        return waveform == null || span.isWhole()
                ? waveform
                : new Waveform(span.cut(waveform.samples(), FRAMES), waveform.sampleRateHz());
    }

    /** Whether any frame has a pitch. */
    private static boolean isVoiced(FeatureMatrix gated) {
        int pitch = gated.layout().column("pitch");
        for (int t = 0; t < gated.frames(); t++) {
            if (gated.value(t, pitch) > 0) {
                return true;
            }
        }
        return false;
    }
}
