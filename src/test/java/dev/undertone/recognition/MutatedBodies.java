package dev.undertone.recognition;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioException;
import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.ChannelMode;
import dev.undertone.audio.DecodedAudio;
import dev.undertone.model.ModelRepository;
import dev.undertone.model.ModelSettings;
import dev.undertone.testing.CodedFormat;
import dev.undertone.testing.FixtureModel;
import dev.undertone.testing.Mutations;
import dev.undertone.testing.WavBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Bodies by the million, without HTTP, on Linux: clips of every format with one to four places damaged, and one in sixteen
 * of random bytes. Each goes through the decoder, and one in eight through all of recognition with the small model of the
 * tests. Each has to be taken, or refused for a reason that is the caller's; none may take two seconds of CPU; and heap,
 * memory of the process, descriptors and threads have to be at the end what they were after the first tenth. A body is made
 * from its number alone.
 *
 * <p>Execution {@code bodies} of the build's profile {@code fuzz}.
 */
public final class MutatedBodies {

    private static final int HEAD_BYTES = 300;

    /** One body in so many is judged, too. */
    private static final int JUDGED = 8;

    private static final long MOST_CPU_NANOS = 2_000_000_000L;
    private static final double MOST_HEAP_GROWTH_MB = 16;
    private static final double MOST_MEMORY_GROWTH_MB = 128;
    private static final int MOST_DESCRIPTOR_OR_THREAD_GROWTH = 4;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<byte[]> seeds = new ArrayList<>();
    private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
    private final LongAccumulator slowestCpuNanos = new LongAccumulator(Math::max, 0);
    private final AudioDecoder decoder;
    private final EmotionRecognizer recognizer;

    private MutatedBodies(AudioDecoder decoder, EmotionRecognizer recognizer) throws IOException {
        this.decoder = decoder;
        this.recognizer = recognizer;
        for (CodedFormat format : CodedFormat.values()) {
            seeds.add(format.clip());
        }
        try (InputStream flac =
                MutatedBodies.class.getResourceAsStream("/audio/triangle-mono-16k.flac")) {
            seeds.add(flac.readAllBytes());
        }
        seeds.add(WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.2, 1)));
        seeds.add(WavBytes.float32(16_000, WavBytes.buzz(0.2, 2)));
    }

    /** Takes the number of bodies. */
    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("mutated-bodies");
        FixtureModel.write(folder);
        ModelSettings settings = new ModelSettings(folder, Map.of("default", "fixture@1.0.0"), 1);
        try (ModelRepository models = new ModelRepository(settings);
                Admission admission = new Admission(AdmissionLimits.DEFAULT)) {
            models.open();
            AudioDecoder decoder = new AudioDecoder(AudioLimits.DEFAULT);
            EmotionRecognizer recognizer =
                    new EmotionRecognizer(decoder, models, admission, RecognitionListener.NONE);
            new MutatedBodies(decoder, recognizer).run(count);
        }
    }

    private void run(int count) throws IOException {
        long start = System.nanoTime();
        List<Footprint> tenths = new ArrayList<>();
        for (int tenth = 1; tenth <= 10; tenth++) {
            int end = (int) ((long) count * tenth / 10);
            IntStream.range((int) ((long) count * (tenth - 1) / 10), end)
                    .parallel()
                    .forEach(this::recognize);
            tenths.add(Footprint.now());
            System.out.printf(
                    "after %,d bodies, %.0f s: %s%n",
                    end, (System.nanoTime() - start) / 1e9, tenths.get(tenth - 1));
        }
        System.out.printf(
                "%s%nthe slowest body took %.2f s of CPU%n", outcomes, slowestCpuNanos.get() / 1e9);
        tenths.get(9).requireNoMoreThan(tenths.get(0));
    }

    private void recognize(int number) {
        byte[] body = body(number);
        long start = THREADS.getCurrentThreadCpuTime();
        String outcome = outcome(number, body);
        long taken = THREADS.getCurrentThreadCpuTime() - start;
        outcomes.computeIfAbsent(outcome, name -> new LongAdder()).increment();
        slowestCpuNanos.accumulate(taken);
        if (taken > MOST_CPU_NANOS) {
            throw new IllegalStateException(
                    "body %d took %.1f s of CPU".formatted(number, taken / 1e9));
        }
    }

    private String outcome(int number, byte[] body) {
        try {
            return number % JUDGED == 0 ? judged(body) : decoded(body);
        } catch (AudioException e) {
            return Failures.of(e).reason().code();
        } catch (RecognitionException e) {
            if (e.reason() != Reason.AUDIO_TOO_SHORT) {
                throw new IllegalStateException("body " + number, e);
            }
            return e.reason().code();
        } catch (IOException | RuntimeException | Error e) {
            throw new IllegalStateException("body " + number, e);
        }
    }

    /** The work of a request that has been admitted, on this thread. */
    private String judged(byte[] body) throws IOException {
        Admission.Pass pass = new Admission.Pass(Deadline.in(Duration.ofHours(1)), 0);
        try (EmotionRecognizer.Work work =
                recognizer.work("id", RecognitionOptions.DEFAULT, pass, RecognitionListener.NONE)) {
            work.answer(new ByteArrayInputStream(body));
            return "judged";
        }
    }

    private String decoded(byte[] body) throws IOException {
        DecodedAudio audio =
                decoder.decode(new ByteArrayInputStream(body), ChannelMode.MIX, 16_000);
        for (float sample : audio.channels().get(0).samples()) {
            if (!Float.isFinite(sample)) {
                throw new IllegalStateException("a sample of " + sample);
            }
        }
        return "decoded";
    }

    private byte[] body(int number) {
        Random random = new Random(number);
        if (number % 16 == 15) {
            byte[] bytes = new byte[random.nextInt(8192)];
            random.nextBytes(bytes);
            return bytes;
        }
        return Mutations.of(seeds.get(random.nextInt(seeds.size())), HEAD_BYTES, random);
    }

    /** What the process holds. */
    private record Footprint(double heapMb, double residentMb, long descriptors, int threads) {

        static Footprint now() throws IOException {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            Runtime runtime = Runtime.getRuntime();
            try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
                return new Footprint(
                        (runtime.totalMemory() - runtime.freeMemory()) / 1e6,
                        residentKilobytes() / 1e3,
                        descriptors.count(),
                        ManagementFactory.getThreadMXBean().getThreadCount());
            }
        }

        private static long residentKilobytes() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }

        void requireNoMoreThan(Footprint earlier) {
            if (heapMb > earlier.heapMb + MOST_HEAP_GROWTH_MB
                    || residentMb > earlier.residentMb + MOST_MEMORY_GROWTH_MB
                    || descriptors > earlier.descriptors + MOST_DESCRIPTOR_OR_THREAD_GROWTH
                    || threads > earlier.threads + MOST_DESCRIPTOR_OR_THREAD_GROWTH) {
                throw new IllegalStateException("something is left behind: " + this);
            }
        }

        @Override
        public String toString() {
            return "heap %.0f MB, resident %.0f MB, %d descriptors, %d threads"
                    .formatted(heapMb, residentMb, descriptors, threads);
        }
    }
}
