package dev.undertone.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.audio.AudioDescription;
import dev.undertone.recognition.ModelReference;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchJournalTest {

    private static final int FILES = 6;
    private static final JournalHeader HEADER =
            new JournalHeader(1, "m@1.0.0", "ab", "channel=mix", FILES, "cd");

    /** Finished in this order. */
    private static final int[] ORDER = {2, 0, 1, 5};

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("journal.jsonl");
        try (BatchJournal journal = BatchJournal.open(file, HEADER)) {
            for (int index : ORDER) {
                journal.append(entry(index, 100 + index));
            }
        }
    }

    private static JournalEntry entry(int index, long bytes) {
        return new JournalEntry(index, bytes, 1_000 + index, List.of(row("Grüße " + index + "\n")));
    }

    private static BatchRow row(String path) {
        return new BatchRow(
                path,
                1,
                new ModelReference("m", "1.0.0"),
                true,
                "sad",
                0.1f,
                null,
                Map.of("sad", 1.17549435E-38f),
                new AudioDescription(1 / 3.0, "wav", "pcm_s16le", 16_000, 2),
                List.of(0.3333333f, 1e-9f),
                List.of(Float.MIN_VALUE, -1.5f),
                null,
                null);
    }

    @Test
    void entry_readBack_isTheSameToTheLastBit() throws IOException {
        try (BatchJournal journal = BatchJournal.open(file, HEADER)) {
            assertThat(journal.size()).isEqualTo(ORDER.length);
            for (int index : ORDER) {
                assertThat(journal.entry(index)).isEqualTo(entry(index, 100 + index));
                assertThat(journal.holds(index, new FileStamp(100 + index, 1_000 + index)))
                        .isTrue();
            }
            assertThatThrownBy(() -> journal.entry(3)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void holds_changedFile_isFalse() throws IOException {
        try (BatchJournal journal = BatchJournal.open(file, HEADER)) {
            assertThat(journal.holds(2, new FileStamp(103, 1_002))).isFalse();
            assertThat(journal.holds(2, new FileStamp(102, 1_003))).isFalse();
            assertThat(journal.holds(3, FileStamp.NO_FILE)).isFalse();
        }
    }

    @Test
    void holds_failedByAFaultOfOurs_isFalse() throws IOException {
        Reason[] reasons = {Reason.INFERENCE_FAILED, Reason.DEADLINE_EXCEEDED, Reason.EMPTY_BODY};
        for (int index = 0; index < reasons.length; index++) {
            try (BatchJournal journal = BatchJournal.open(file, HEADER)) {
                BatchRow row =
                        BatchRow.failed(
                                "a",
                                new ModelReference("m", "1.0.0"),
                                new RecognitionException(reasons[index], "why"));
                journal.append(new JournalEntry(index, 1, 2, List.of(row)));
            }
        }
        try (BatchJournal journal = BatchJournal.open(file, HEADER)) {
            assertThat(journal.holds(0, new FileStamp(1, 2))).isFalse();
            assertThat(journal.holds(1, new FileStamp(1, 2))).isFalse();
            assertThat(journal.holds(2, new FileStamp(1, 2))).isTrue();
        }
    }

    @Test
    void append_sameFileAgain_theLaterOneCounts() throws IOException {
        try (BatchJournal journal = BatchJournal.open(file, HEADER)) {
            journal.append(entry(0, 7));
        }
        try (BatchJournal journal = BatchJournal.open(file, HEADER)) {
            assertThat(journal.size()).isEqualTo(ORDER.length);
            assertThat(journal.entry(0)).isEqualTo(entry(0, 7));
        }
    }

    /** Wherever a process dies: the lines before are there, and the journal goes on. */
    @Test
    void open_everyTruncation_holdsTheCompleteLinesAndGoesOn() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            requireRecovery(whole, Arrays.copyOf(whole, length), length);
        }
    }

    /** A machine that loses power may leave anything behind the last forced byte. */
    @Test
    void open_garbageBehindTheTail_isCutOff() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int length = random.nextInt(whole.length + 1);
            byte[] sound = Arrays.copyOf(whole, length);
            byte[] torn = Arrays.copyOf(sound, length + 1 + random.nextInt(300));
            if (round % 2 == 0) {
                byte[] noise = new byte[torn.length - length];
                random.nextBytes(noise);
                noise[0] = (byte) (whole[Math.min(length, whole.length - 1)] ^ 0x55);
                System.arraycopy(noise, 0, torn, length, noise.length);
            }
            requireRecovery(whole, torn, length);
        }
    }

    private void requireRecovery(byte[] whole, byte[] left, int soundBytes) throws IOException {
        Files.write(file, left);
        String sound = new String(Arrays.copyOf(whole, soundBytes), StandardCharsets.ISO_8859_1);
        int lines = Math.max(0, (int) sound.chars().filter(octet -> octet == '\n').count() - 1);
        try (BatchJournal journal = BatchJournal.open(file, HEADER)) {
            assertThat(journal.size()).as("of %d bytes", soundBytes).isEqualTo(lines);
            journal.append(entry(3, 33));
            journal.append(entry(4, 44));
        }
        try (BatchJournal journal = BatchJournal.open(file, HEADER)) {
            assertThat(journal.size()).isEqualTo(lines + 2);
            for (int line = 0; line < lines; line++) {
                assertThat(journal.entry(ORDER[line]))
                        .isEqualTo(entry(ORDER[line], 100 + ORDER[line]));
            }
            assertThat(journal.entry(3)).isEqualTo(entry(3, 33));
            assertThat(journal.entry(4)).isEqualTo(entry(4, 44));
        }
    }

    @Test
    void open_otherRun_isRefusedAndNothingIsLost() throws IOException {
        byte[] before = Files.readAllBytes(file);
        List<JournalHeader> others =
                List.of(
                        new JournalHeader(2, "m@1.0.0", "ab", "channel=mix", FILES, "cd"),
                        new JournalHeader(1, "m@1.0.1", "ab", "channel=mix", FILES, "cd"),
                        new JournalHeader(1, "m@1.0.0", "ac", "channel=mix", FILES, "cd"),
                        new JournalHeader(1, "m@1.0.0", "ab", "channel=each", FILES, "cd"),
                        new JournalHeader(1, "m@1.0.0", "ab", "channel=mix", 7, "cd"),
                        new JournalHeader(1, "m@1.0.0", "ab", "channel=mix", FILES, "ce"));
        for (JournalHeader other : others) {
            assertThatThrownBy(() -> BatchJournal.open(file, other))
                    .isInstanceOf(InvalidBatchException.class)
                    .hasMessageContaining("--restart begins anew");
        }
        assertThat(file).hasBinaryContent(before);
    }
}
