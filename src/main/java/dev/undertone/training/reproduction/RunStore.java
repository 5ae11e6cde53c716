package dev.undertone.training.reproduction;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where runs and their figures lie, and who is at work on which. The state of a run (checkpoints, logits) lies in a folder
 * that may be lost; its figures, one small file per run, in another that is kept under version control, so that no finished
 * run is ever repeated. A run is claimed by a lock on a file, which the system lifts when its process ends, however it ends.
 */
final class RunStore {

    private static final String LOCK = "lock";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path runs;
    private final Path results;

    /**
     * A store in two folders, made where they are not there.
     *
     * @param runs for the state of each run
     * @param results for the figures of finished runs
     */
    RunStore(Path runs, Path results) {
        this.runs = runs;
        this.results = results;
    }

    Path folder(GridRun run) {
        return runs.resolve(run.id());
    }

    /** Where the state of the same system lies that learns from everybody. */
    Path everybody(GridRun run) {
        return folder(run).resolveSibling("everybody-seed%d".formatted(run.seed()));
    }

    Optional<RunFigures> figures(GridRun run) throws IOException {
        Path file = file(run);
        return Files.exists(file)
                ? Optional.of(JSON.readValue(Files.readAllBytes(file), RunFigures.class))
                : Optional.empty();
    }

    void save(GridRun run, RunFigures figures) throws IOException {
        Files.createDirectories(results);
        Path unfinished = folder(run).resolve("unfinished.json");
        Files.write(unfinished, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(figures));
        Files.move(unfinished, file(run), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file(GridRun run) {
        return results.resolve(run.id().replace('/', '-') + ".json");
    }

    /** Claims a run for this process; empty where another one has it. */
    Optional<Claim> claim(GridRun run) throws IOException {
        Path folder = folder(run);
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(
                        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it, which is the same as another process.
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? Optional.empty() : Optional.of(new Claim(channel));
    }

    /** A claimed run; closing it lets others have it. */
    record Claim(FileChannel channel) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
