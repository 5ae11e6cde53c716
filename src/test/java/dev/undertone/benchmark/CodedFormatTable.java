package dev.undertone.benchmark;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.ChannelMode;
import dev.undertone.audio.DecodedAudio;
import dev.undertone.recognition.AdmissionLimits;
import dev.undertone.recognition.EmotionRecognizer;
import dev.undertone.recognition.Judgement;
import dev.undertone.recognition.RecognitionOptions;
import dev.undertone.testing.CodedFormat;
import dev.undertone.testing.OpenRecognizer;
import dev.undertone.testing.Programs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What each format costs and does to the answer: {@code scripts/coded-clips.sh FOLDER [CLIPS]}. Per format, over real
 * clips: CPU seconds to decode a second of audio, the largest and the mean difference of a probability from that of the
 * 16 kHz WAV original, and how many clips get another label.
 */
public final class CodedFormatTable {

    private static final int DECODINGS = 5;

    private final AudioDecoder decoder = new AudioDecoder(AudioLimits.DEFAULT);
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final EmotionRecognizer recognizer;
    private final Path folder;

    private CodedFormatTable(EmotionRecognizer recognizer, Path folder) {
        this.recognizer = recognizer;
        this.folder = folder;
    }

    /** Arguments: the folder of clips, and how many of them. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("coded-clips");
        try (OpenRecognizer opened = OpenRecognizer.of(null, "a-lstm", AdmissionLimits.DEFAULT)) {
            new CodedFormatTable(opened.recognizer(), folder)
                    .print(clips(Path.of(arguments[0]), Integer.parseInt(arguments[1])));
        }
    }

    /** So many, evenly spread over the sorted files. */
    private static List<Path> clips(Path corpus, int count) throws IOException {
        try (Stream<Path> files = Files.walk(corpus)) {
            List<Path> all =
                    files.filter(file -> file.toString().matches(".*\\.(wav|flac)"))
                            .sorted()
                            .toList();
            List<Path> chosen = new ArrayList<>();
            for (int clip = 0; clip < count; clip++) {
                chosen.add(all.get((int) ((long) clip * all.size() / count)));
            }
            return chosen;
        }
    }

    private void print(List<Path> clips) throws IOException {
        List<Path> originals = new ArrayList<>();
        for (Path clip : clips) {
            Path original = folder.resolve(originals.size() + ".wav");
            Programs.run("sox", "-D", clip, "-r", "16000", "-c", "1", "-b", "16", original);
            originals.add(original);
        }
        System.out.println(
                "| format | container | codec | rate | CPU s per s | largest | mean | labels |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (CodedFormat format : CodedFormat.values()) {
            System.out.println(row(format, originals));
        }
    }

    private String row(CodedFormat format, List<Path> originals) throws IOException {
        double largest = 0;
        double sum = 0;
        int count = 0;
        int changed = 0;
        double seconds = 0;
        long nanos = 0;
        for (Path original : originals) {
            Path target = folder.resolve("coded");
            format.write(original, target);
            byte[] coded = Files.readAllBytes(target);
            Judgement expected = judge(Files.readAllBytes(original));
            Judgement actual = judge(coded);
            for (Map.Entry<String, Float> entry : expected.probabilities().entrySet()) {
                double distance =
                        Math.abs(entry.getValue() - actual.probabilities().get(entry.getKey()));
                largest = Math.max(largest, distance);
                sum += distance;
                count++;
            }
            changed += Objects.equals(expected.emotion(), actual.emotion()) ? 0 : 1;
            long start = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < DECODINGS; i++) {
                seconds += decode(coded).description().durationSeconds();
            }
            nanos += threads.getCurrentThreadCpuTime() - start;
        }
        return "| %s | %s | %s | %d | %.5f | %.4f | %.4f | %d |"
                .formatted(
                        format,
                        format.container(),
                        format.codec(),
                        format.sampleRateHz(),
                        nanos * 1e-9 / seconds,
                        largest,
                        sum / count,
                        changed);
    }

    private DecodedAudio decode(byte[] coded) throws IOException {
        return decoder.decode(new ByteArrayInputStream(coded), ChannelMode.MIX, 16_000);
    }

    private Judgement judge(byte[] coded) throws IOException {
        return recognizer.judge(decode(coded).channels().get(0), RecognitionOptions.DEFAULT);
    }
}
