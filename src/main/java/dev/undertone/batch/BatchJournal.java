package dev.undertone.batch;

import dev.undertone.recognition.AnswerJson;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;

/**
 * What has been heard so far: an append-only file of JSON lines, a header and one line for each file in the order in which
 * they were finished. A later line for the same file stands in for the earlier one.
 *
 * <p>A line counts once its line feed is there; what follows the last sound line is cut off on opening, so that a process
 * may die at any moment. A line is with the operating system when {@link #append} returns, which survives the process; it
 * is forced to the disk once a second while lines come, which survives the machine. Memory: 28 bytes for each file of the
 * list. Any thread may append.
 */
final class BatchJournal implements Closeable {

    private static final long FORCE_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final FileChannel channel;

    /** Where a file's line lies; its length is 0 where there is none yet. */
    private final long[] offsets;

    private final int[] lengths;
    private final long[] bytes;
    private final long[] modifiedMillis;
    private final BitSet worthAnotherTry = new BitSet();
    private long end;
    private long forcedNanos = System.nanoTime();

    private BatchJournal(FileChannel channel, int files) {
        this.channel = channel;
        this.offsets = new long[files];
        this.lengths = new int[files];
        this.bytes = new long[files];
        this.modifiedMillis = new long[files];
    }

    /**
     * Opens a journal, new or as a run before left it.
     *
     * @throws InvalidBatchException if that run was of another kind
     */
    static BatchJournal open(Path file, JournalHeader header) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        BatchJournal journal = new BatchJournal(channel, header.files());
        try {
            journal.recover(file, header);
            return journal;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void recover(Path file, JournalHeader header) throws IOException {
        try (JournalLines lines = new JournalLines(file)) {
            Optional<JournalHeader> before = sound(lines.next(), JournalHeader.class);
            if (before.isPresent()) {
                before.get().requireSame(header);
                end = lines.offset();
                replay(lines);
            }
        }
        channel.truncate(end);
        if (end == 0) {
            byte[] line = line(header);
            write(line);
            end = line.length;
        }
    }

    private void replay(JournalLines lines) throws IOException {
        Optional<JournalEntry> entry = sound(lines.next(), JournalEntry.class);
        while (entry.isPresent() && entry.get().index() < lengths.length) {
            remember(entry.get(), Math.toIntExact(lines.offset() - end));
            entry = sound(lines.next(), JournalEntry.class);
        }
    }

    /** Empty for a line that is torn: the journal ends before it. */
    private static <T> Optional<T> sound(byte @Nullable [] line, Class<T> type) {
        try {
            return line == null ? Optional.empty() : Optional.of(read(line, type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private void remember(JournalEntry entry, int length) {
        int index = entry.index();
        offsets[index] = end;
        lengths[index] = length;
        bytes[index] = entry.bytes();
        modifiedMillis[index] = entry.modifiedMillis();
        worthAnotherTry.set(index, entry.isWorthAnotherTry());
        end += length;
    }

    /** Whether a file has been heard as it is now, and another try would not do better. */
    synchronized boolean holds(int index, FileStamp stamp) {
        return lengths[index] > 0
                && !worthAnotherTry.get(index)
                && bytes[index] == stamp.bytes()
                && modifiedMillis[index] == stamp.modifiedMillis();
    }

    /** How many files have a line. */
    synchronized int size() {
        return (int) Arrays.stream(lengths).filter(length -> length > 0).count();
    }

    /**
     * Adds the rows of a file.
     *
     * @throws IOException if they cannot be written, for example because the disk is full
     */
    synchronized void append(JournalEntry entry) throws IOException {
        byte[] line = line(entry);
        write(line);
        remember(entry, line.length);
        if (System.nanoTime() - forcedNanos > FORCE_EVERY_NANOS) {
            channel.force(false);
            forcedNanos = System.nanoTime();
        }
    }

    /**
     * The rows of a file.
     *
     * @throws IllegalStateException if there are none
     */
    synchronized JournalEntry entry(int index) throws IOException {
        if (lengths[index] == 0) {
            throw new IllegalStateException("file %d has no line".formatted(index));
        }
        ByteBuffer line = ByteBuffer.allocate(lengths[index]);
        while (line.hasRemaining()) {
            if (channel.read(line, offsets[index] + line.position()) < 0) {
                throw new EOFException("the journal was cut while it was open");
            }
        }
        return read(line.array(), JournalEntry.class);
    }

    /** At the end, also after a write that failed half-way. */
    private void write(byte[] line) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(line);
        while (buffer.hasRemaining()) {
            channel.write(buffer, end + buffer.position());
        }
    }

    private static byte[] line(Object value) {
        byte[] json = AnswerJson.write(value);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    private static <T> T read(byte[] line, Class<T> type) {
        return AnswerJson.mapper()
                .readerFor(type)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readValue(line);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
