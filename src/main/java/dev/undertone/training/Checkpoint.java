package dev.undertone.training;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDManager;
import dev.undertone.training.network.EmotionNetwork;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The state between two epochs: weights, moments and the reports so far, one folder {@code epoch-NNN} each.
 *
 * <p>A folder is written under another name and moved into place, so that a kill leaves either the old state or the new
 * one. Random states need no saving: they are seeded anew in every epoch.
 */
final class Checkpoint {

    private static final String PREFIX = "epoch-";
    private static final String PARAMETERS = "parameters.bin";
    private static final String MOMENTS = "moments.bin";
    private static final String PROGRESS = "progress.json";
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * How far a run has come.
     *
     * @param fingerprint of recipe, seed and data: a checkpoint of another run is refused
     * @param step optimiser steps so far
     * @param reports of the finished epochs
     */
    record Progress(String fingerprint, int step, List<EpochReport> reports) {

        Progress {
            reports = List.copyOf(reports);
        }

        int finishedEpochs() {
            return reports.size();
        }
    }

    private final Path folder;

    /** A place for checkpoints; made when the first is saved. */
    Checkpoint(Path folder) {
        this.folder = folder;
    }

    /** Where {@link #saveBest} leaves the weights of the best epoch so far. */
    private Path best() {
        return folder.resolve("best").resolve(PARAMETERS);
    }

    /** Keeps the weights of an epoch that validated better than all before it, in place of the earlier best. */
    void saveBest(EmotionNetwork network) throws IOException {
        Files.createDirectories(best().getParent());
        Path unfinished = best().resolveSibling("unfinished");
        try (DataOutputStream out = new DataOutputStream(write(unfinished))) {
            network.saveParameters(out);
        }
        Files.move(unfinished, best(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Brings the weights of the best epoch into a network of the same shape. */
    void restoreBest(EmotionNetwork network, NDManager manager) throws IOException {
        load(best(), network, manager);
    }

    /** Saves, then removes what is older. */
    void save(EmotionNetwork network, AdamW optimizer, Progress progress) throws IOException {
        Path target = folder.resolve(PREFIX + "%03d".formatted(progress.finishedEpochs()));
        Path unfinished = folder.resolve("unfinished");
        delete(unfinished);
        Files.createDirectories(unfinished);
        try (DataOutputStream out = new DataOutputStream(write(unfinished.resolve(PARAMETERS)))) {
            network.saveParameters(out);
        }
        try (OutputStream out = write(unfinished.resolve(MOMENTS))) {
            optimizer.save(out);
        }
        Files.write(unfinished.resolve(PROGRESS), JSON.writeValueAsBytes(progress));
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        for (Path older : saved()) {
            if (!older.equals(target)) {
                delete(older);
            }
        }
    }

    /**
     * Brings back the newest state.
     *
     * @param fingerprint that it must carry
     * @return how far it had come; empty where there is none
     * @throws IOException if it is another run's or cannot be read
     */
    Optional<Progress> restore(
            EmotionNetwork network, AdamW optimizer, NDManager manager, String fingerprint)
            throws IOException {
        List<Path> saved = saved();
        if (saved.isEmpty()) {
            return Optional.empty();
        }
        Path newest = saved.get(saved.size() - 1);
        Progress progress =
                JSON.readValue(Files.readAllBytes(newest.resolve(PROGRESS)), Progress.class);
        if (!progress.fingerprint().equals(fingerprint)) {
            throw new IOException(
                    "expected a checkpoint of run %s but %s is of run %s"
                            .formatted(fingerprint, newest, progress.fingerprint()));
        }
        load(newest.resolve(PARAMETERS), network, manager);
        try (InputStream in = read(newest.resolve(MOMENTS))) {
            optimizer.load(in);
        }
        return Optional.of(progress);
    }

    private static void load(Path file, EmotionNetwork network, NDManager manager)
            throws IOException {
        try (DataInputStream in = new DataInputStream(read(file))) {
            network.loadParameters(manager, in);
        } catch (MalformedModelException e) {
            throw new IOException("cannot read the weights of " + file, e);
        }
    }

    private List<Path> saved() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .sorted()
                    .toList();
        }
    }

    private static OutputStream write(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file));
    }

    private static InputStream read(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file));
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(tree)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
