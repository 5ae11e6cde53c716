package dev.undertone.recognition;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioException;
import dev.undertone.audio.AudioStream;
import dev.undertone.audio.RawFormat;
import dev.undertone.model.ModelException;
import dev.undertone.segmentation.Segmenter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

/**
 * The use case for long recordings: encoded audio in, a judgement per segment out while it comes, in memory that does not
 * grow with its length.
 *
 * <p>A segment's samples go the way that {@link EmotionRecognizer} takes, so that it gets the very answer that these
 * samples would get on their own. Recordings are worked on by threads of their own, few of them, so that short requests
 * keep their places; there is no deadline.
 */
public final class TimelineRecognizer implements AutoCloseable {

    private final EmotionRecognizer recognizer;
    private final AudioDecoder decoder;
    private final TimelineLimits limits;
    private final Semaphore places;
    private final Admission admission;

    /**
     * Starts threads as recordings come.
     *
     * @param recognizer judges the segments; its own admission is not asked
     * @param limits what is taken on
     */
    public TimelineRecognizer(EmotionRecognizer recognizer, TimelineLimits limits) {
        this.recognizer = recognizer;
        this.limits = limits;
        this.decoder = new AudioDecoder(limits.audio());
        this.places = new Semaphore(limits.atATime());
        // The places bound what comes in; the queue is for a thread that has ended one recording a
        // moment ago.
        this.admission =
                new Admission(
                        new AdmissionLimits(
                                limits.atATime(),
                                limits.atATime(),
                                AdmissionLimits.DEFAULT.deadline()));
    }

    /** Recordings being worked on. */
    public int inWork() {
        return limits.atATime() - places.availablePermits();
    }

    /**
     * What can be refused before a byte of audio is read: no room, no such model, no such label.
     *
     * @throws RecognitionException with the reason that {@link #recognize} would give
     */
    public void check(TimelineOptions options) {
        recognizer.checkModel(options.recognition());
        if (places.availablePermits() == 0) {
            throw overloaded();
        }
    }

    /**
     * The options with the segments of a list as callers send it.
     *
     * @param json an array of {@code {"start": seconds, "end": seconds, "speaker": text or null}}
     * @throws RecognitionException of {@link Reason#INVALID_PARAMETER} if it cannot be taken
     */
    public TimelineOptions withSegments(TimelineOptions options, byte[] json) {
        return options.withSegments(SegmentList.parse(json, limits));
    }

    /**
     * Recognises the emotions of a long recording.
     *
     * @param id names the request in its answer
     * @param encoded the bytes of the recording; read to the end, not closed
     * @param options what the caller chose
     * @param listener hears the timeline as it grows, on another thread, while the caller waits
     * @throws RecognitionException with the one reason why it did not come to its end
     * @throws IOException if the bytes cannot be read, or what the listener throws
     */
    public void recognize(
            String id, InputStream encoded, TimelineOptions options, TimelineListener listener)
            throws IOException {
        if (!places.tryAcquire()) {
            throw overloaded();
        }
        try {
            RecognitionListener own = recognizer.listener(options.recognition());
            admission.admit(
                    Deadline.none(),
                    0,
                    pass -> {
                        try (EmotionRecognizer.Work work =
                                recognizer.work(id, options.recognition(), pass, own)) {
                            return run(work, id, encoded, options, listener);
                        }
                    });
        } catch (AudioException e) {
            throw Failures.of(e);
        } catch (ModelException e) {
            throw Failures.of(e);
        } catch (RuntimeException e) {
            throw Failures.unforeseen(e);
        } finally {
            places.release();
        }
    }

    private RecognitionException overloaded() {
        return new RecognitionException(
                Reason.OVERLOADED, "%d long recordings are worked on".formatted(limits.atATime()));
    }

    /** Stops taking on, and ends what is at work. */
    @Override
    public void close() {
        admission.close();
    }

    /** Audio may be followed by other bytes: they are read too, so that the sender gets rid of them. */
    private Void run(
            EmotionRecognizer.Work work,
            String id,
            InputStream encoded,
            TimelineOptions options,
            TimelineListener listener)
            throws IOException {
        TimelineEnd end;
        Timeline timeline = new Timeline(id, work, options, listener);
        try (AudioStream audio = open(encoded, options.recognition())) {
            timeline.run(audio);
            end = timeline.end(audio.description(), audio.channels());
        }
        encoded.transferTo(OutputStream.nullOutputStream());
        listener.ended(end);
        return null;
    }

    private AudioStream open(InputStream encoded, RecognitionOptions options) throws IOException {
        RawFormat raw = options.rawFormat();
        return raw == null
                ? decoder.open(encoded, options.channelMode(), Segmenter.SAMPLE_RATE_HZ)
                : decoder.open(encoded, raw, options.channelMode(), Segmenter.SAMPLE_RATE_HZ);
    }
}
