package dev.undertone.benchmark;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.ChannelMode;
import dev.undertone.audio.RawFormat;
import dev.undertone.audio.Waveform;
import dev.undertone.live.LiveEvent;
import dev.undertone.live.LiveLimits;
import dev.undertone.live.LiveOptions;
import dev.undertone.live.LiveSession;
import dev.undertone.live.LiveSessions;
import dev.undertone.live.SessionListener;
import dev.undertone.recognition.AdmissionLimits;
import dev.undertone.recognition.RecognitionOptions;
import dev.undertone.testing.OpenRecognizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far partials are from the answer of the whole utterance, by how old the utterance is: arguments are a model, how many
 * recordings to take of each folder (drawn with seed 1), and folders. Prints the table of {@code docs/stream.md}.
 */
public final class PartialDistance {

    private static final int RATE = 16_000;
    private static final int STEP_MS = 500;
    private static final int LAST_MS = 5_000;

    private PartialDistance() {}

    /** The partials of one age. */
    private static final class Tally {

        private final List<Double> distances = new ArrayList<>();
        private int sameLabel;

        void add(Map<String, Float> partial, Map<String, Float> whole) {
            double furthest = 0;
            for (String label : whole.keySet()) {
                furthest = Math.max(furthest, Math.abs(whole.get(label) - partial.get(label)));
            }
            distances.add(furthest);
            sameLabel += best(partial).equals(best(whole)) ? 1 : 0;
        }

        String row(long ageMs) {
            Collections.sort(distances);
            return "| %s | %d | %.3f | %.3f | %.0f %% |"
                    .formatted(
                            ageMs / 1000.0,
                            distances.size(),
                            distances.stream().mapToDouble(d -> d).average().orElse(0),
                            distances.get(distances.size() / 2),
                            100.0 * sameLabel / distances.size());
        }

        private static String best(Map<String, Float> probabilities) {
            return Collections.max(probabilities.entrySet(), Map.Entry.comparingByValue()).getKey();
        }
    }

    public static void main(String[] arguments) throws Exception {
        RecognitionOptions options =
                RecognitionOptions.DEFAULT
                        .withModel(arguments[0])
                        .withRawFormat(new RawFormat(RawFormat.Encoding.PCM_F32LE, RATE, 1));
        List<Path> clips = new ArrayList<>();
        for (String folder : Arrays.copyOfRange(arguments, 2, arguments.length)) {
            clips.addAll(drawn(Path.of(folder), Integer.parseInt(arguments[1])));
        }
        AudioDecoder decoder = new AudioDecoder(AudioLimits.DEFAULT);
        Map<Long, Tally> tallies = new TreeMap<>();
        try (OpenRecognizer opened = OpenRecognizer.embedded(AdmissionLimits.DEFAULT);
                LiveSessions sessions =
                        new LiveSessions(
                                opened.recognizer(), LiveLimits.DEFAULT, 1, SessionListener.NONE)) {
            for (Path clip : clips) {
                hear(sessions, options, decode(decoder, clip), tallies);
            }
        }
        System.out.printf("%s, %d recordings%n", arguments[0], clips.size());
        System.out.println("| seconds since it began | partials | mean | median | same label |");
        System.out.println("|---|---|---|---|---|");
        tallies.forEach((age, tally) -> System.out.println(tally.row(age)));
    }

    /** Sends a recording half a second at a time, each after the partial of the one before. */
    private static void hear(
            LiveSessions sessions,
            RecognitionOptions options,
            Waveform waveform,
            Map<Long, Tally> tallies)
            throws InterruptedException {
        LinkedBlockingQueue<LiveEvent> events = new LinkedBlockingQueue<>();
        LiveSession session = sessions.reserve().open(events::add);
        session.start(new LiveOptions(options, false, STEP_MS));
        events.take();
        List<LiveEvent.Partial> partials = new ArrayList<>();
        int step = RATE * STEP_MS / 1000;
        // The frames of a step lag behind its samples: two steps go before the first partial.
        for (int n = 0; (n + 1) * step <= waveform.length(); n++) {
            session.audio(bytes(waveform, n * step, (n + 1) * step));
            if (n > 0) {
                partials.add((LiveEvent.Partial) events.take());
            }
        }
        session.audio(bytes(waveform, waveform.length() / step * step, waveform.length()));
        session.finish();
        LiveEvent event = events.take();
        while (!(event instanceof LiveEvent.Utterance utterance)) {
            event = events.take();
        }
        Map<String, Float> whole = utterance.result().judgement().probabilities();
        for (LiveEvent.Partial partial : partials) {
            tallies.computeIfAbsent(Math.min(partial.endMs(), LAST_MS), age -> new Tally())
                    .add(partial.probabilities(), whole);
        }
    }

    private static byte[] bytes(Waveform waveform, int from, int to) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * (to - from)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(waveform.samples(), from, to - from);
        return bytes.array();
    }

    private static Waveform decode(AudioDecoder decoder, Path clip) throws IOException {
        try (InputStream bytes = Files.newInputStream(clip)) {
            return decoder.decode(bytes, ChannelMode.MIX, RATE).channels().get(0);
        }
    }

    private static List<Path> drawn(Path folder, int count) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> clips = files.sorted().collect(Collectors.toList());
            Collections.shuffle(clips, new Random(1));
            return clips.subList(0, Math.min(count, clips.size()));
        }
    }
}
