package dev.undertone.segmentation;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.ChannelMode;
import dev.undertone.audio.Waveform;
import io.github.givimad.libfvadjni.VoiceActivityDetector;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Compares the speech detector with that of WebRTC (libfvad), by hand: {@code DetectorComparison FOLDER [CLIPS]}
 * on the class path of the tests.
 *
 * <p>Clips of a folder are cut to what lies within 20 dB of their loudest frame, brought to one mean power, and put one after the other with pauses
 * of 0.7 to 2.5 s, whose places are known; noise is added at known distances from the mean power of speech. Both
 * detectors' frames go through the same {@link SpeechBoundaries}, without padding in the figures. Printed per scene and
 * detector: the share of speech frames missed, the share of pause frames taken for speech, the mean distance of found
 * starts and ends from the true ones where a true stretch met exactly one found stretch, and CPU time. Then scenes of a
 * minute without speech: the share of frames taken for speech.
 */
final class DetectorComparison {

    private static final int RATE = 16_000;
    private static final int HOP = 160;
    private static final int PADDING = 20 * HOP;
    private static final double SPEECH_LEVEL = 0.05;
    private static final long SEED = 20261122;

    private record Scene(String name, float[] samples, List<Span> speech) {}

    private interface Detector {
        List<Span> detect(float[] samples) throws IOException;
    }

    private DetectorComparison() {}

    public static void main(String[] arguments) throws Exception {
        VoiceActivityDetector.loadLibrary();
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
        List<float[]> clips = clips(Path.of(arguments[0]), count);
        System.out.println(
                "scene,detector,miss,falseAlarm,startMs,endMs,joinedOrLost,cpuPerSecond");
        for (Scene scene : scenes(clips)) {
            report(scene, "undertone", DetectorComparison::undertone);
            for (VoiceActivityDetector.Mode mode : VoiceActivityDetector.Mode.values()) {
                report(scene, "webrtc-" + mode.ordinal(), samples -> webRtc(samples, mode));
            }
        }
    }

    private static List<Scene> scenes(List<float[]> clips) {
        List<Scene> scenes = new ArrayList<>();
        Scene clean = conversation(clips);
        scenes.add(clean);
        for (boolean pink : new boolean[] {false, true}) {
            for (int decibels : new int[] {20, 10, 5}) {
                scenes.add(noisy(clean, pink, decibels));
            }
        }
        int minute = 60 * RATE;
        scenes.add(new Scene("silence", new float[minute], List.of()));
        scenes.add(new Scene("white -30 dB", scaled(noise(minute, false), 0.03), List.of()));
        scenes.add(new Scene("pink -30 dB", scaled(noise(minute, true), 0.03), List.of()));
        scenes.add(new Scene("noise bursts", bursts(minute), List.of()));
        scenes.add(new Scene("tone 440 Hz", tones(minute, 1, 440), List.of()));
        scenes.add(new Scene("ringing 440+480 Hz", tones(minute, 0.33, 440, 480), List.of()));
        scenes.add(new Scene("hum 50 Hz", tones(minute, 1, 50, 100, 150, 200), List.of()));
        scenes.add(new Scene("melody", melody(minute), List.of()));
        return scenes;
    }

    private static List<float[]> clips(Path folder, int count) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files =
                    walk.filter(Files::isRegularFile)
                            .filter(path -> path.toString().matches(".*\\.(wav|flac)"))
                            .sorted()
                            .toList();
        }
        List<float[]> clips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try (InputStream stream =
                    Files.newInputStream(files.get((int) ((long) i * files.size() / count)))) {
                Waveform waveform =
                        new AudioDecoder(AudioLimits.DEFAULT)
                                .decode(stream, ChannelMode.MIX, RATE)
                                .channels()
                                .get(0);
                clips.add(trimmed(waveform.samples()));
            }
        }
        return clips;
    }

    private static float[] trimmed(float[] samples) {
        double[] powers = new double[samples.length / HOP];
        for (int t = 0; t < powers.length; t++) {
            powers[t] = power(samples, t * HOP, HOP);
        }
        double loudest = Arrays.stream(powers).max().orElseThrow();
        int first = 0;
        while (powers[first] < loudest / 100) {
            first++;
        }
        int last = powers.length - 1;
        while (powers[last] < loudest / 100) {
            last--;
        }
        float[] speech = Arrays.copyOfRange(samples, first * HOP, (last + 1) * HOP);
        return scaled(speech, SPEECH_LEVEL / Math.sqrt(power(speech, 0, speech.length)));
    }

    private static Scene conversation(List<float[]> clips) {
        Random random = new Random(SEED);
        List<Span> speech = new ArrayList<>();
        List<float[]> parts = new ArrayList<>();
        int length = 0;
        for (float[] clip : clips) {
            int pause = (int) ((0.7 + 1.8 * random.nextDouble()) * RATE);
            parts.add(new float[pause]);
            parts.add(clip);
            speech.add(new Span(length + pause, length + pause + clip.length));
            length += pause + clip.length;
        }
        float[] samples = new float[length + RATE];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, samples, at, part.length);
            at += part.length;
        }
        return new Scene("clean", samples, speech);
    }

    private static Scene noisy(Scene clean, boolean pink, int decibels) {
        double power = 0;
        long length = 0;
        for (Span span : clean.speech()) {
            int count = (int) (span.end() - span.start());
            power += power(clean.samples(), (int) span.start(), count) * count;
            length += count;
        }
        float[] noise = noise(clean.samples().length, pink);
        double gain =
                Math.sqrt(
                        power
                                / length
                                / Math.pow(10, decibels / 10.0)
                                / power(noise, 0, noise.length));
        float[] samples = new float[noise.length];
        for (int n = 0; n < noise.length; n++) {
            samples[n] = (float) (clean.samples()[n] + gain * noise[n]);
        }
        return new Scene((pink ? "pink " : "white ") + decibels + " dB", samples, clean.speech());
    }

    /** White noise, or pink by P. Kellet's filter. */
    private static float[] noise(int length, boolean pink) {
        Random random = new Random(SEED + 1);
        float[] noise = new float[length];
        double a = 0;
        double b = 0;
        double c = 0;
        for (int n = 0; n < length; n++) {
            double white = random.nextGaussian();
            a = 0.99765 * a + white * 0.0990460;
            b = 0.96300 * b + white * 0.2965164;
            c = 0.57000 * c + white * 1.0526913;
            noise[n] = (float) (pink ? (a + b + c + white * 0.1848) / 3 : white);
        }
        return noise;
    }

    private static float[] bursts(int length) {
        float[] bursts = scaled(noise(length, false), 0.1);
        for (int n = 0; n < length; n++) {
            bursts[n] *= n / 4000 % 4 == 0 ? 1f : 0.001f;
        }
        return bursts;
    }

    private static float[] tones(int length, double share, double... hertz) {
        float[] tones = new float[length];
        for (int n = 0; n < length; n++) {
            boolean on = n % (6 * RATE) < share * 6 * RATE;
            for (double frequency : hertz) {
                tones[n] += (float) (on ? 0.1 * Math.sin(2 * Math.PI * frequency * n / RATE) : 0);
            }
        }
        return tones;
    }

    /** Plucked notes of 0.25 s, eight harmonics each. */
    private static float[] melody(int length) {
        Random random = new Random(SEED + 2);
        float[] melody = new float[length];
        double hertz = 220;
        for (int n = 0; n < length; n++) {
            int position = n % 4000;
            hertz = position == 0 ? 110 * Math.pow(2, random.nextInt(24) / 12.0) : hertz;
            for (int k = 1; k <= 8; k++) {
                melody[n] +=
                        (float)
                                (0.1
                                        / k
                                        * Math.exp(-position / 2000.0)
                                        * Math.sin(2 * Math.PI * k * hertz * position / RATE));
            }
        }
        return melody;
    }

    private static float[] scaled(float[] samples, double gain) {
        for (int n = 0; n < samples.length; n++) {
            samples[n] *= (float) gain;
        }
        return samples;
    }

    private static double power(float[] samples, int from, int count) {
        double sum = 0;
        for (int n = from; n < from + count; n++) {
            sum += (double) samples[n] * samples[n];
        }
        return sum / count;
    }

    private static List<Span> undertone(float[] samples) throws IOException {
        List<Span> spans = new ArrayList<>();
        SpeechSegmenter segmenter = new SpeechSegmenter();
        StretchConsumer consumer =
                stretch -> {
                    long start = Math.round(stretch.startSeconds() * RATE);
                    spans.add(new Span(start, start + stretch.waveform().length()));
                };
        segmenter.push(samples, 0, samples.length, consumer);
        segmenter.finish(consumer);
        return spans;
    }

    private static List<Span> webRtc(float[] samples, VoiceActivityDetector.Mode mode)
            throws IOException {
        List<Span> spans = new ArrayList<>();
        SpeechBoundaries boundaries = new SpeechBoundaries(SpeechBoundaries.LONGEST_SAMPLES);
        try (VoiceActivityDetector detector = VoiceActivityDetector.newInstance()) {
            detector.setMode(mode);
            detector.setSampleRate(VoiceActivityDetector.SampleRate.fromValue(RATE));
            short[] frame = new short[HOP];
            for (int start = 0; start + HOP <= samples.length; start += HOP) {
                for (int n = 0; n < HOP; n++) {
                    frame[n] =
                            (short)
                                    Math.max(
                                            -32768,
                                            Math.min(
                                                    32767, Math.round(samples[start + n] * 32768)));
                }
                boolean speech = detector.process(frame);
                Span span = boundaries.next(speech, speech);
                if (span != null) {
                    spans.add(span);
                }
            }
            Span last = boundaries.finish(samples.length);
            if (last != null) {
                spans.add(last);
            }
        }
        return spans;
    }

    private static void report(Scene scene, String name, Detector detector) throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        List<Span> found = detector.detect(scene.samples());
        double cpu = (threads.getCurrentThreadCpuTime() - before) / 1e9;
        boolean[] truth = new boolean[scene.samples().length / HOP];
        boolean[] guess = new boolean[truth.length];
        scene.speech().forEach(span -> mark(truth, span, 0));
        found.forEach(span -> mark(guess, span, PADDING));
        int[] counts = new int[4];
        for (int t = 0; t < truth.length; t++) {
            counts[(truth[t] ? 2 : 0) + (guess[t] ? 1 : 0)]++;
        }
        double startError = 0;
        double endError = 0;
        int matched = 0;
        for (Span span : scene.speech()) {
            List<Span> met =
                    found.stream()
                            .filter(
                                    f ->
                                            f.start() + PADDING < span.end()
                                                    && f.end() - PADDING > span.start())
                            .toList();
            if (met.size() == 1
                    && scene.speech().stream()
                                    .filter(
                                            s ->
                                                    met.get(0).start() + PADDING < s.end()
                                                            && met.get(0).end() - PADDING
                                                                    > s.start())
                                    .count()
                            == 1) {
                matched++;
                startError += Math.abs(met.get(0).start() + PADDING - span.start());
                endError += Math.abs(met.get(0).end() - PADDING - span.end());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s,%s,%.3f,%.3f,%.0f,%.0f,%d,%.5f%n",
                scene.name(),
                name,
                (double) counts[2] / Math.max(1, counts[2] + counts[3]),
                (double) counts[1] / (counts[0] + counts[1]),
                startError / matched / RATE * 1000,
                endError / matched / RATE * 1000,
                scene.speech().size() - matched,
                cpu / (scene.samples().length / (double) RATE));
    }

    private static void mark(boolean[] frames, Span span, int inside) {
        for (long t = (span.start() + inside) / HOP; t < (span.end() - inside) / HOP; t++) {
            if (t >= 0 && t < frames.length) {
                frames[(int) t] = true;
            }
        }
    }
}
