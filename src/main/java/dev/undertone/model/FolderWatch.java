package dev.undertone.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Looks at the models' folder and reloads what has changed there. It looks when it is told to, rather than being told by
 * the file system: network file systems and the swapped symbolic links of mounted volumes tell nobody.
 *
 * <p>A name is taken up once its files were the same at two looks, so that copying has ended; what cannot be taken up is
 * tried again at every look. The first two looks take up every name, in case something changed since the start. For one
 * thread.
 */
public final class FolderWatch {

    private final ModelRepository repository;
    private final Path folder;
    private final Map<String, String> seen = new HashMap<>();
    private final Map<String, String> taken = new HashMap<>();

    /**
     * Begins without having seen anything.
     *
     * @param repository to be reloaded, open by the first look
     * @param folder that the repository reads
     */
    public FolderWatch(ModelRepository repository, Path folder) {
        this.repository = repository;
        this.folder = folder;
    }

    /** Reloads each name that has changed and stands still. What goes wrong, the repository's listener hears of. */
    public void look() {
        Map<String, String> present = stamps();
        Set<String> names = new TreeSet<>(present.keySet());
        names.addAll(taken.keySet());
        for (String name : names) {
            String stamp = present.getOrDefault(name, "");
            boolean isStill = stamp.equals(seen.put(name, stamp));
            if (isStill && !stamp.equals(taken.get(name)) && isTaken(name)) {
                taken.put(name, stamp);
            }
        }
        seen.keySet().retainAll(names);
    }

    private boolean isTaken(String name) {
        try {
            repository.reload(name);
            return true;
        } catch (ModelException e) {
            return false;
        }
    }

    /** Name to what changes with its files; a name without versions, and a folder that cannot be read, has none. */
    private Map<String, String> stamps() {
        Map<String, String> stamps = new HashMap<>();
        try {
            for (String name : FolderModels.names(folder)) {
                StringBuilder stamp = new StringBuilder();
                for (Path version : FolderModels.versions(folder, name)) {
                    stamp.append(stamp(version));
                }
                if (!stamp.isEmpty()) {
                    stamps.put(name, stamp.toString());
                }
            }
        } catch (ModelException e) {
            return Map.of();
        }
        return stamps;
    }

    /** The manifest's checksum, and size and time of every file. */
    private static String stamp(Path version) {
        Set<String> files = new TreeSet<>();
        try (Stream<Path> entries = Files.list(version)) {
            for (Path file : entries.toList()) {
                BasicFileAttributes attributes =
                        Files.readAttributes(file, BasicFileAttributes.class);
                files.add(
                        "%s %d %s"
                                .formatted(
                                        file.getFileName(),
                                        attributes.size(),
                                        attributes.lastModifiedTime()));
            }
            Path manifest = version.resolve(ModelManifest.FILE_NAME);
            if (Files.isRegularFile(manifest)) {
                files.add(Checksum.sha256(Files.readAllBytes(manifest)));
            }
        } catch (IOException e) {
            files.add("unreadable");
        }
        return version.getFileName() + " " + files + "\n";
    }
}
