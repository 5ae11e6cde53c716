package dev.undertone.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Walks a folder in a fixed order; memory grows with the largest folder, not with all files. */
final class FolderWalk extends BatchInput {

    private static final Comparator<Path> BY_NAME =
            Comparator.comparing(path -> String.valueOf(path.getFileName()));

    private final Path root;
    private final List<PathMatcher> include;
    private final Set<Path> left;

    FolderWalk(Path root, List<String> include, Set<Path> left) {
        super(root);
        this.root = root;
        this.include =
                include.stream()
                        .map(glob -> root.getFileSystem().getPathMatcher("glob:" + glob))
                        .toList();
        this.left = left.stream().map(FolderWalk::plain).collect(Collectors.toSet());
    }

    @Override
    void forEach(Names names) throws IOException {
        walk(root, names);
    }

    private void walk(Path folder, Names names) throws IOException {
        for (Path entry : entries(folder)) {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                if (Files.isReadable(entry)) {
                    walk(entry, names);
                } else {
                    names.add(name(entry));
                }
            } else if (isTaken(entry)) {
                names.add(name(entry));
            }
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> sorted = new ArrayList<>(entries.filter(entry -> !isHidden(entry)).toList());
            sorted.sort(BY_NAME);
            return sorted;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** A file, or a link that leads nowhere, whose absence is a fault to be named. */
    private boolean isTaken(Path entry) {
        boolean file = Files.isRegularFile(entry) || !Files.exists(entry);
        Path own = entry.getFileName();
        return file
                && !left.contains(plain(entry))
                && (include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(own)));
    }

    private static boolean isHidden(Path entry) {
        return String.valueOf(entry.getFileName()).startsWith(".");
    }

    private static Path plain(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private String name(Path entry) {
        return root.relativize(entry).toString().replace(root.getFileSystem().getSeparator(), "/");
    }
}
