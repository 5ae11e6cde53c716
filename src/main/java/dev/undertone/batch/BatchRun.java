package dev.undertone.batch;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * One run of a batch: list the files, hear those that the journal does not hold, write the table from the journal.
 *
 * <p>A run may be killed at any moment; the next one with the same plan goes on where the journal ends. Whatever the order
 * in which files are finished, the table is in the order of the list, so that an interrupted batch gives the same bytes as
 * one that was not.
 */
public final class BatchRun {

    private final BatchPlan plan;
    private final BatchScorer scorer;
    private final BatchListener listener;
    private final AtomicInteger heard = new AtomicInteger();
    private final DoubleAdder heardSeconds = new DoubleAdder();

    /**
     * Joins a plan with who does it.
     *
     * @param plan what is to be done
     * @param scorer with a predictor for each worker; not closed
     * @param listener hears of the progress
     */
    public BatchRun(BatchPlan plan, BatchScorer scorer, BatchListener listener) {
        this.plan = plan;
        this.scorer = scorer;
        this.listener = listener;
    }

    /**
     * Does what is left to do.
     *
     * @return what the table holds
     * @throws InvalidBatchException if nothing was done: the list is none, the run before was of another kind, the table
     *     is there already, or another process is at it
     * @throws IOException if the list cannot be read, or journal or table cannot be written; the next run goes on
     */
    public BatchSummary run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (WorkFolder work = WorkFolder.open(plan.table(), plan.restart())) {
            FileList files = FileList.write(work.names(), plan.input());
            JournalHeader header = JournalHeader.of(scorer.manifest(), scorer.options(), files);
            BatchTally tally = new BatchTally();
            try (BatchJournal journal = BatchJournal.open(work.journal(), header)) {
                listener.onStart(files.count(), journal.size());
                hear(files, journal);
                listener.onTable();
                write(work.draft(), journal, files.count(), tally);
            }
            work.complete();
            return tally.summary(
                    scorer.manifest().reference(),
                    heard.get(),
                    heardSeconds.sum(),
                    Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private void hear(FileList files, BatchJournal journal)
            throws IOException, InterruptedException {
        try (FileList.Names names = files.open();
                WorkQueue queue = new WorkQueue(plan.workers())) {
            for (int i = 0; i < files.count(); i++) {
                int index = i;
                String name = names.next();
                queue.submit(() -> hear(index, name, journal));
            }
            queue.finish();
        }
    }

    private void hear(int index, String name, BatchJournal journal) throws IOException {
        FileStamp stamp = stamp(name);
        if (journal.holds(index, stamp)) {
            return;
        }
        List<BatchRow> rows = scorer.score(name, () -> open(name), listener);
        journal.append(new JournalEntry(index, stamp.bytes(), stamp.modifiedMillis(), rows));
        double seconds = JournalEntry.audioSeconds(rows);
        heard.incrementAndGet();
        heardSeconds.add(seconds);
        listener.onFile(seconds);
    }

    private FileStamp stamp(String name) {
        try {
            return FileStamp.of(plan.input().resolve(name));
        } catch (InvalidPathException e) {
            return FileStamp.NO_FILE;
        }
    }

    private InputStream open(String name) throws IOException {
        Path file;
        try {
            file = plan.input().resolve(name);
        } catch (InvalidPathException e) {
            throw new NoSuchFileException(name);
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new RecognitionException(Reason.NOT_FOUND, "it is a folder or a device, no file");
        }
        return Files.newInputStream(file);
    }

    private void write(Path file, BatchJournal journal, int files, BatchTally tally)
            throws IOException {
        try (RowWriter table = TableFormat.of(plan.table()).open(file, scorer.schema())) {
            for (int index = 0; index < files; index++) {
                List<BatchRow> rows = journal.entry(index).rows();
                tally.add(rows);
                for (BatchRow row : rows) {
                    table.write(row);
                }
            }
        }
    }
}
