package dev.undertone.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The models of a folder, {@code <name>/<version>/manifest.json}. */
final class FolderModels {

    /** Of the root of a volume of its own; only root may look into it. */
    private static final String RECOVERED = "lost+found";

    private record Directory(Path path, String reference, boolean isEmbedded)
            implements ModelFiles {

        @Override
        public String origin() {
            return path.toString();
        }

        @Override
        public byte[] read(String file) throws IOException {
            return Files.readAllBytes(path.resolve(file));
        }
    }

    private FolderModels() {}

    /**
     * Every model of a folder, in the order of their paths. Hidden folders and plain files are passed over; a version
     * without a manifest is not, since its absence is a fault to be named.
     *
     * @param embedded whether the folder is part of the program
     * @throws ModelException of {@link ModelException.Fault#NOT_FOUND} if there is no such folder
     */
    static List<ModelFiles> list(Path folder, boolean embedded) {
        List<ModelFiles> models = new ArrayList<>();
        for (String name : names(folder)) {
            for (Path version : versions(folder, name)) {
                String reference = name + "@" + version.getFileName();
                models.add(new Directory(version, reference, embedded));
            }
        }
        return models;
    }

    /** The same for one of {@link #names}, not part of the program. */
    static List<ModelFiles> list(Path folder, String name) {
        return versions(folder, name).stream()
                .<ModelFiles>map(
                        path -> new Directory(path, name + "@" + path.getFileName(), false))
                .toList();
    }

    /**
     * The names of the models of a folder, as its own folders are called.
     *
     * @throws ModelException of {@link ModelException.Fault#NOT_FOUND} if there is no such folder
     */
    static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ModelException(
                    ModelException.Fault.NOT_FOUND, "models folder " + folder + " is no folder");
        }
        return directories(folder).stream().map(path -> path.getFileName().toString()).toList();
    }

    /** The folders of the versions of a name. */
    static List<Path> versions(Path folder, String name) {
        return directories(folder.resolve(name));
    }

    private static List<Path> directories(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .filter(entry -> !isPassedOver(entry.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ModelException(
                    ModelException.Fault.NOT_FOUND, "models folder cannot be read: " + folder, e);
        }
    }

    private static boolean isPassedOver(String name) {
        return name.startsWith(".") || name.equals(RECOVERED);
    }
}
