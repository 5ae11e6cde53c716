package dev.undertone.batch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What a batch needs until its table is complete: a hidden folder {@code .NAME.batch} beside the table, with the list of
 * files, the journal, and the table as it is written. One process at a time; the lock ends with the process.
 */
final class WorkFolder implements AutoCloseable {

    private static final String JOURNAL = "journal.jsonl";
    private static final String LOCK = "lock";

    private final Path table;
    private final Path folder;
    private final FileChannel lock;

    private WorkFolder(Path table, Path folder, FileChannel lock) {
        this.table = table;
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes or takes over the folder of a table.
     *
     * @param restart whether what is there is thrown away
     * @throws InvalidBatchException if another process has it, or the table is complete already
     */
    static WorkFolder open(Path table, boolean restart) throws IOException {
        Path folder = table.toAbsolutePath().resolveSibling("." + table.getFileName() + ".batch");
        if (!restart && Files.exists(table) && !Files.exists(folder.resolve(JOURNAL))) {
            throw new InvalidBatchException(table + " is there already; --restart replaces it");
        }
        Files.createDirectories(folder);
        WorkFolder work = new WorkFolder(table, folder, lock(folder.resolve(LOCK), table));
        if (restart) {
            Files.deleteIfExists(work.journal());
        }
        return work;
    }

    private static FileChannel lock(Path file, Path table) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new InvalidBatchException("another process is writing " + table);
        }
        return channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path names() {
        return folder.resolve("files");
    }

    Path journal() {
        return folder.resolve(JOURNAL);
    }

    /** Where the table is written until it is complete. */
    Path draft() {
        return folder.resolve("table");
    }

    /** Puts the complete table in its place, in one step and on the disk, and removes the folder. */
    void complete() throws IOException {
        try (FileChannel written = FileChannel.open(draft(), StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(draft(), table, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(journal());
        Files.deleteIfExists(names());
        Files.deleteIfExists(folder.resolve(LOCK));
        Files.deleteIfExists(folder);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
