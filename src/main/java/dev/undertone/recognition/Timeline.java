package dev.undertone.recognition;

import dev.undertone.audio.AudioDescription;
import dev.undertone.audio.AudioStream;
import dev.undertone.audio.ChannelMode;
import dev.undertone.segmentation.GivenSegmenter;
import dev.undertone.segmentation.Segmenter;
import dev.undertone.segmentation.Stretch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One long recording at work: blocks of samples -> stretches -> judgements -> listener. Not for concurrent use. */
final class Timeline {

    private static final long NEWS_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Whose voice: a channel, a speaker on it. */
    private record VoiceKey(@Nullable Integer channel, @Nullable String speaker) {}

    private final String id;
    private final EmotionRecognizer.Work work;
    private final TimelineOptions options;
    private final TimelineListener listener;
    private final List<String> labels;
    private final Map<VoiceKey, VoiceTally> voices = new LinkedHashMap<>();
    private int segments;
    private long toldNanos = System.nanoTime();

    Timeline(
            String id,
            EmotionRecognizer.Work work,
            TimelineOptions options,
            TimelineListener listener) {
        this.id = id;
        this.work = work;
        this.options = options;
        this.listener = listener;
        this.labels = work.labels();
    }

    /**
     * Hears the recording to its end.
     *
     * @throws RecognitionException if it is shorter than a frame, or does not reach to a segment that the caller named
     * @throws IOException if it cannot be read, or nobody is left to hear of it
     */
    void run(AudioStream audio) throws IOException {
        List<Segmenter> channels =
                Stream.generate(options::segmenter).limit(audio.channels()).toList();
        long samples = 0;
        while (audio.next()) {
            requireNotStopped();
            if (samples == 0) {
                listener.started(new TimelineStart(id, work.reference(), labels));
            }
            for (int c = 0; c < channels.size(); c++) {
                Integer channel = name(c);
                channels.get(c)
                        .push(audio.samples(c), 0, audio.length(), found -> judge(channel, found));
            }
            samples += audio.length();
            tellProgress(samples);
        }
        work.requireFrame(samples);
        for (int c = 0; c < channels.size(); c++) {
            Integer channel = name(c);
            channels.get(c).finish(found -> judge(channel, found));
            requireAllHeard(channels.get(c));
        }
    }

    /** What closes the timeline. */
    TimelineEnd end(AudioDescription audio, int channels) {
        List<TimelineSummary.Voice> summaries = new ArrayList<>();
        boolean isNamed = options.mode() == TimelineMode.SEGMENTS;
        for (int c = 0; c < channels && !isNamed; c++) {
            voice(new VoiceKey(name(c), null));
        }
        for (VoiceTally voice : voices.values()) {
            summaries.add(voice.summary(isNamed ? null : audio.durationSeconds()));
        }
        return new TimelineEnd(
                id, work.reference(), audio, new TimelineSummary(segments, summaries));
    }

    private void judge(@Nullable Integer channel, Stretch stretch) throws IOException {
        Judgement judgement = work.judge(stretch.waveform()).later(stretch.startSeconds());
        TimelineSegment segment =
                new TimelineSegment(
                        segments++,
                        stretch.startSeconds(),
                        stretch.endSeconds(),
                        channel,
                        stretch.speaker(),
                        judgement);
        voice(new VoiceKey(channel, stretch.speaker())).add(segment);
        listener.segment(segment);
        toldNanos = System.nanoTime();
    }

    private VoiceTally voice(VoiceKey key) {
        return voices.computeIfAbsent(
                key, absent -> new VoiceTally(key.channel(), key.speaker(), labels));
    }

    /** Null for channels that are mixed. */
    private @Nullable Integer name(int channel) {
        return options.recognition().channelMode() == ChannelMode.EACH ? channel : null;
    }

    private void tellProgress(long samples) throws IOException {
        if (System.nanoTime() - toldNanos >= NEWS_NANOS) {
            listener.progress((double) samples / Segmenter.SAMPLE_RATE_HZ);
            toldNanos = System.nanoTime();
        }
    }

    private static void requireNotStopped() {
        if (Thread.currentThread().isInterrupted()) {
            throw new RecognitionException(Reason.SHUTTING_DOWN, "stopped on the way");
        }
    }

    private static void requireAllHeard(Segmenter segmenter) {
        if (segmenter instanceof GivenSegmenter given && given.missing() > 0) {
            throw RecognitionException.invalidParameter(
                    SegmentList.PARAMETER,
                    "%d begin behind the end of the recording".formatted(given.missing()));
        }
    }
}
