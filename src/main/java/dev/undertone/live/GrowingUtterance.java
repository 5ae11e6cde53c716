package dev.undertone.live;

import dev.undertone.audio.AudioDescription;
import dev.undertone.audio.Waveform;
import dev.undertone.audio.WaveformBuilder;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.FeatureStream;
import dev.undertone.model.ScoreBatcher;
import dev.undertone.recognition.Judgement;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.Recognition;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.Stage;
import dev.undertone.recognition.UtteranceJudge;
import dev.undertone.segmentation.Segmenter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One utterance while it grows. Its frames are computed once, as its samples come; the samples themselves are kept only
 * where the model reads them. Not for concurrent use.
 */
final class GrowingUtterance implements AutoCloseable {

    /**
     * What the network reads for a partial: the last 4 s. A window of 2 s strays almost four times as far from the answer of
     * the whole once the utterance is 4 s old ({@code docs/benchmarks.md}).
     */
    private static final int PARTIAL_FRAMES = 400;

    private static final FeatureLayout LAYOUT = FeatureLayout.PAPER_36;
    private static final int SAMPLES_PER_MS = Segmenter.SAMPLE_RATE_HZ / 1000;

    private final String id;
    private final long startSample;
    private final UtteranceJudge judge;
    private final FeatureStream features;
    private final @Nullable WaveformBuilder samples;
    private final Map<Stage, Long> spent = new EnumMap<>(Stage.class);
    private int toldFrames;

    GrowingUtterance(String id, long startSample, UtteranceJudge judge) {
        this.id = id;
        this.startSample = startSample;
        this.judge = judge;
        this.features = new FeatureStream(judge.frames());
        this.samples = judge.readsSamples() ? new WaveformBuilder(Segmenter.SAMPLE_RATE_HZ) : null;
    }

    String id() {
        return id;
    }

    /** Where it begins on the stream's clock. */
    long startMs() {
        return startSample / SAMPLES_PER_MS;
    }

    /** How far it has come. */
    long endMs() {
        return (startSample + length()) / SAMPLES_PER_MS;
    }

    private long length() {
        return features.samplesSeen();
    }

    void grow(float[] block, int offset, int count) {
        long start = System.nanoTime();
        features.push(block, offset, count);
        if (samples != null) {
            samples.append(block, offset, count);
        }
        spend(Stage.FEATURE, System.nanoTime() - start);
    }

    /** Adds to what its answer says of where the time went. */
    void spend(Stage stage, long nanos) {
        spent.merge(stage, nanos, Long::sum);
    }

    /**
     * Whether there are as many frames as this since the last partial and, where the model reads all samples anew for each,
     * a quarter more than it had: so that all partials together cost no more than a few times the whole.
     */
    boolean hasNews(int frames) {
        int news = features.frames() - toldFrames;
        return news >= frames && (samples == null || news >= toldFrames / 4);
    }

    /** What it sounds like so far. */
    CompletableFuture<LiveEvent.Partial> preview(ScoreBatcher batcher) {
        int frames = features.frames();
        toldFrames = frames;
        long endMs = endMs();
        FeatureMatrix soFar = features.matrix(0, frames);
        return judge.preview(soFar, waveform(), PARTIAL_FRAMES, batcher)
                .thenApply(
                        judgement -> {
                            Judgement onClock = judgement.later(startSeconds());
                            return new LiveEvent.Partial(
                                    id,
                                    startMs(),
                                    endMs,
                                    onClock.probabilities(),
                                    onClock.attention());
                        });
    }

    /**
     * Its answer. To be called once, at its end.
     *
     * @param audio what the stream is; the duration is that of the utterance
     * @throws RecognitionException if it is shorter than a frame, or the model fails
     */
    Recognition finish(AudioDescription audio) {
        if (isTooShort(length())) {
            throw tooShort(length());
        }
        long start = System.nanoTime();
        FeatureMatrix raw = features.finish();
        spend(Stage.FEATURE, System.nanoTime() - start);
        return judge.recognize(id, raw, waveform(), audio, spent).later(startSeconds());
    }

    /** Lets the model go that judges it. */
    @Override
    public void close() {
        judge.close();
    }

    double durationSeconds() {
        return (double) length() / Segmenter.SAMPLE_RATE_HZ;
    }

    static boolean isTooShort(long samples) {
        return samples < LAYOUT.frameLengthSamples();
    }

    static RecognitionException tooShort(long samples) {
        return new RecognitionException(
                Reason.AUDIO_TOO_SHORT,
                "expected at least %d samples at %d Hz but got %d"
                        .formatted(LAYOUT.frameLengthSamples(), LAYOUT.sampleRateHz(), samples));
    }

    private double startSeconds() {
        return (double) startSample / Segmenter.SAMPLE_RATE_HZ;
    }

    private @Nullable Waveform waveform() {
        return samples == null ? null : samples.build();
    }
}
