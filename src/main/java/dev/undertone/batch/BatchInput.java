package dev.undertone.batch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Which files are heard, in which order, and what each is called in the table. */
public abstract class BatchInput {

    /** The longest line of a list; Linux opens no longer path. */
    private static final int MAX_LINE_LENGTH = 4_096;

    private final Path base;

    BatchInput(Path base) {
        this.base = base;
    }

    /** Takes one file after another. */
    interface Names {
        void add(String name) throws IOException;
    }

    /** Tells every name in order; twice the same names where nothing has changed. */
    abstract void forEach(Names names) throws IOException;

    /**
     * The file of a name.
     *
     * @throws InvalidPathException if the name can be no path
     */
    Path resolve(String name) {
        return base.resolve(name);
    }

    /**
     * All files below a folder, each folder's entries sorted by name. Hidden files and folders are left out, and folders
     * behind symbolic links, so that no loop is walked; linked files are heard. A name is the path relative to the folder,
     * with {@code /} between its parts. A folder that cannot be read stands in the table as a file that cannot.
     *
     * @param folder to walk
     * @param include globs, one of which a file's own name must match; any name where empty
     * @param left files that are left out: the batch's own
     */
    public static BatchInput folder(Path folder, List<String> include, Set<Path> left) {
        return new FolderWalk(folder, include, left);
    }

    /**
     * The paths of a text file, one per line, relative to the file's own folder; empty lines are passed over. A path that
     * is listed twice has two rows.
     */
    public static BatchInput list(Path list) {
        Path folder = list.toAbsolutePath().getParent();
        return new PathLines(folder == null ? list : folder, () -> Files.newInputStream(list));
    }

    /** The same from a stream that can be read once, relative to the working folder. */
    public static BatchInput list(InputStream lines) {
        return new PathLines(Path.of("").toAbsolutePath(), () -> lines);
    }

    private static final class PathLines extends BatchInput {

        private final BatchScorer.Source source;

        PathLines(Path base, BatchScorer.Source source) {
            super(base);
            this.source = source;
        }

        @Override
        void forEach(Names names) throws IOException {
            long number = 0;
            try (BufferedReader lines = reader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    number++;
                    String name =
                            number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
                    if (name.length() > MAX_LINE_LENGTH) {
                        throw new InvalidBatchException(
                                "line %d of the list is no path: expected at most %d characters but got %d"
                                        .formatted(number, MAX_LINE_LENGTH, name.length()));
                    }
                    if (!name.isBlank()) {
                        names.add(name);
                    }
                }
            } catch (CharacterCodingException e) {
                throw new InvalidBatchException(
                        "the list is no UTF-8 text after line " + number, e);
            }
        }

        private BufferedReader reader() throws IOException {
            return new BufferedReader(
                    new InputStreamReader(source.open(), StandardCharsets.UTF_8.newDecoder()));
        }
    }
}
