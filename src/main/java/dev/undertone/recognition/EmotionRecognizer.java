package dev.undertone.recognition;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioException;
import dev.undertone.audio.ChannelMode;
import dev.undertone.audio.DecodedAudio;
import dev.undertone.audio.RawFormat;
import dev.undertone.audio.Waveform;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.model.EmotionModel;
import dev.undertone.model.EmotionScores;
import dev.undertone.model.ModelException;
import dev.undertone.model.ModelLease;
import dev.undertone.model.ModelManifest;
import dev.undertone.model.ModelRepository;
import dev.undertone.recognition.ChannelRecognitions.ChannelRecognition;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The use case: encoded audio in, emotion with its evidence out.
 *
 * <p>bytes -> waveform -> raw features -> level gate -> is anyone voiced? -> what the model reads (the frames
 * z-normalised, or the utterance's vector, or both) -> network -> judgement. Whether anyone speaks is told from the frames
 * that the model goes by. Any thread may ask; admission bounds how many are worked on.
 */
public final class EmotionRecognizer {

    private static final FeatureLayout FRAMES = UtteranceJudge.FRAMES;

    private final AudioDecoder decoder;
    private final ModelRepository models;
    private final Admission admission;
    private final Scorer scorer;
    private final RecognitionListener listener;
    private final ExtractorPool extractors = new ExtractorPool();
    private final VectorPool vectors = new VectorPool();

    /** The same with each utterance scored alone. */
    public EmotionRecognizer(
            AudioDecoder decoder,
            ModelRepository models,
            Admission admission,
            RecognitionListener listener) {
        this(decoder, models, admission, Scorer.ALONE, listener);
    }

    /**
     * Joins the stations, none of which it owns.
     *
     * @param decoder with the limits of what is taken
     * @param models that answer; they may be opened later
     * @param admission bounds what is worked on
     * @param scorer runs the models
     * @param listener hears of stages and judgements
     */
    public EmotionRecognizer(
            AudioDecoder decoder,
            ModelRepository models,
            Admission admission,
            Scorer scorer,
            RecognitionListener listener) {
        this.decoder = decoder;
        this.models = models;
        this.admission = admission;
        this.scorer = scorer;
        this.listener = listener;
    }

    /**
     * What can be refused before a byte of audio is read: no room, no such model, no such label.
     *
     * @throws RecognitionException with the reason that {@link #recognize} would give
     */
    public void check(RecognitionOptions options) {
        checkModel(options);
        requireRoom();
    }

    /**
     * The same for whoever asks, whatever it is.
     *
     * @throws RecognitionException of {@link Reason#OVERLOADED} if nothing more can wait
     */
    public void requireRoom() {
        admission.requireRoom();
    }

    /** The same with the deadline of the admission's limits. */
    public Answer recognize(String id, InputStream encoded, RecognitionOptions options)
            throws IOException {
        return recognize(id, encoded, options, admission.deadline());
    }

    /**
     * Recognises the emotion of a whole recording.
     *
     * @param id names the request in its answer
     * @param encoded the bytes of a recording; read to the end at most, not closed
     * @param options what the caller chose
     * @param deadline by which there is an answer or none
     * @return a {@link Recognition} for {@link ChannelMode#MIX}, {@link ChannelRecognitions} for {@link
     *     ChannelMode#EACH}
     * @throws RecognitionException with the one reason why there is no answer
     * @throws IOException if the bytes cannot be read
     */
    public Answer recognize(
            String id, InputStream encoded, RecognitionOptions options, Deadline deadline)
            throws IOException {
        double audioSeconds = AudioGuess.seconds(decoder, encoded, options);
        return admitted(id, options, deadline, audioSeconds, work -> work.answer(encoded));
    }

    /**
     * Judges samples that are decoded already, by the same steps as {@link #recognize}. Levels beyond 1, which a decoder
     * would clip, are taken as they are.
     *
     * @param waveform mono, at the rate of the model's layout
     * @param options what the caller chose; the channel mode has no meaning here
     * @throws RecognitionException with the one reason why there is no judgement
     * @throws IOException never by the samples themselves
     */
    public Judgement judge(Waveform waveform, RecognitionOptions options) throws IOException {
        return admitted(
                "",
                options,
                admission.deadline(),
                waveform.durationSeconds(),
                work -> work.judgement(waveform));
    }

    /**
     * Takes up the recording of a caller who has been admitted elsewhere, and whose stretches are judged one by one, all of
     * them by the model that answers now. To be closed, so that a model which has been replaced can go.
     *
     * @param options what the caller chose; the channel mode has no meaning here
     * @param pass of the other admission
     * @param own what {@link #listener(RecognitionOptions)} gave
     * @throws RecognitionException if there is no such model or label
     */
    Work work(String id, RecognitionOptions options, Admission.Pass pass, RecognitionListener own) {
        return new Work(id, judge(options, own), options, pass, own);
    }

    /** Who hears of a recording; to be asked on its caller's thread. */
    RecognitionListener listener(RecognitionOptions options) {
        try (UtteranceJudge judge = judge(options)) {
            return listener.forRecording(judge.model());
        }
    }

    /** Refuses a model or label that is not there. */
    void checkModel(RecognitionOptions options) {
        judge(options).close();
    }

    /**
     * What judges utterances that a caller brings frame by frame, and who has been admitted elsewhere. To be closed, as
     * {@link #work} is.
     *
     * @param options what the caller chose; the channel mode and the form of raw samples have no meaning here
     * @throws RecognitionException if there is no such model or label
     */
    public UtteranceJudge judge(RecognitionOptions options) {
        return judge(options, listener);
    }

    private UtteranceJudge judge(RecognitionOptions options, RecognitionListener own) {
        ModelLease lease = lease(options);
        try {
            requireLabels(lease.model(), options);
            return new UtteranceJudge(lease, options, vectors, scorer, own);
        } catch (RecognitionException e) {
            lease.close();
            throw e;
        }
    }

    private <T> T admitted(
            String id,
            RecognitionOptions options,
            Deadline deadline,
            double audioSeconds,
            Job<T> job)
            throws IOException {
        try {
            RecognitionListener own = listener(options);
            return admission.admit(
                    deadline,
                    audioSeconds,
                    pass -> {
                        try (Work work = work(id, options, pass, own)) {
                            return job.run(work);
                        }
                    });
        } catch (AudioException e) {
            throw Failures.of(e);
        } catch (ModelException e) {
            throw Failures.of(e);
        } catch (RuntimeException e) {
            throw Failures.unforeseen(e);
        }
    }

    /** What an admitted request wants to know. */
    @FunctionalInterface
    private interface Job<T> {
        T run(Work work) throws IOException;
    }

    private ModelLease lease(RecognitionOptions options) {
        try {
            return models.lease(options.model());
        } catch (ModelException e) {
            throw Failures.of(e);
        }
    }

    private static void requireLabels(EmotionModel model, RecognitionOptions options) {
        List<String> labels = model.manifest().labels();
        if (!labels.containsAll(options.labels())) {
            throw RecognitionException.invalidParameter(
                    "labels", "expected some of " + String.join(", ", labels));
        }
    }

    /** One admitted request, with one model from its beginning to its end. */
    final class Work implements AutoCloseable {

        private final String id;
        private final RecognitionOptions options;
        private final Admission.Pass pass;
        private final RecognitionListener own;
        private final StageClock clock;
        private final UtteranceJudge judge;
        private final ModelManifest manifest;

        Work(
                String id,
                UtteranceJudge judge,
                RecognitionOptions options,
                Admission.Pass pass,
                RecognitionListener own) {
            this.id = id;
            this.judge = judge;
            this.options = options;
            this.pass = pass;
            this.own = own;
            this.clock = new StageClock(own);
            this.manifest = judge.manifest();
        }

        /** Lets the model go. */
        @Override
        public void close() {
            judge.close();
        }

        Answer answer(InputStream encoded) throws IOException {
            clock.add(Stage.QUEUE, pass.queuedNanos());
            pass.requireTime();
            DecodedAudio audio = clock.time(Stage.DECODE, () -> decode(encoded));
            ModelReference reference = reference();
            if (options.channelMode() == ChannelMode.MIX) {
                Judgement judgement = judge(audio.channels().get(0), clock);
                return new Recognition(
                        id, reference, judgement, audio.description(), clock.processing());
            }
            List<ChannelRecognition> channels = new ArrayList<>();
            for (Waveform waveform : audio.channels()) {
                StageClock own = clock.split();
                Judgement judgement = judge(waveform, own);
                channels.add(
                        new ChannelRecognition(
                                channels.size(), reference, judgement, own.processing()));
            }
            return new ChannelRecognitions(id, audio.description(), channels);
        }

        ModelReference reference() {
            return judge.model();
        }

        /** The labels of the answers, in their order. */
        List<String> labels() {
            return manifest.labels().stream()
                    .filter(label -> options.labels().isEmpty() || options.labels().contains(label))
                    .toList();
        }

        Judgement judgement(Waveform waveform) throws IOException {
            clock.add(Stage.QUEUE, pass.queuedNanos());
            if (waveform.sampleRateHz() != manifest.sampleRateHz()) {
                throw new IllegalArgumentException(
                        "expected samples at %d Hz but got %d Hz"
                                .formatted(manifest.sampleRateHz(), waveform.sampleRateHz()));
            }
            requireFrame(waveform.length());
            return judge(waveform);
        }

        /** Judges a stretch of at least one frame. */
        Judgement judge(Waveform waveform) throws IOException {
            return judge(waveform, clock);
        }

        private DecodedAudio decode(InputStream encoded) throws IOException {
            RawFormat raw = options.rawFormat();
            int sampleRateHz = manifest.sampleRateHz();
            DecodedAudio audio =
                    raw == null
                            ? decoder.decode(encoded, options.channelMode(), sampleRateHz)
                            : decoder.decode(encoded, raw, options.channelMode(), sampleRateHz);
            requireFrame(audio.channels().get(0).length());
            return audio;
        }

        void requireFrame(long samples) {
            if (samples < FRAMES.frameLengthSamples()) {
                throw new RecognitionException(
                        Reason.AUDIO_TOO_SHORT,
                        "expected at least %d samples at %d Hz but got %d"
                                .formatted(
                                        FRAMES.frameLengthSamples(),
                                        FRAMES.sampleRateHz(),
                                        samples));
            }
        }

        private Judgement judge(Waveform waveform, StageClock time) throws IOException {
            pass.requireTime();
            UtteranceJudge.Utterance utterance =
                    time.time(
                            Stage.FEATURE,
                            () ->
                                    judge.utterance(
                                            extractors.extract(judge.frames(), waveform),
                                            waveform));
            pass.requireTime();
            EmotionScores scores = time.time(Stage.INFERENCE, () -> judge.score(utterance));
            Judgement judgement = judge.judgement(utterance, scores);
            own.judged(reference(), judgement, waveform.durationSeconds());
            return judgement;
        }
    }
}
