package dev.undertone.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The models of a folder, {@code <name>/<version>/manifest.json}. */
final class FolderModels {

    private record Directory(Path path, boolean isEmbedded) implements ModelFiles {

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
        if (!Files.isDirectory(folder)) {
            throw new ModelException(
                    ModelException.Fault.NOT_FOUND, "models folder " + folder + " is no folder");
        }
        List<ModelFiles> models = new ArrayList<>();
        for (Path name : directories(folder)) {
            directories(name).forEach(version -> models.add(new Directory(version, embedded)));
        }
        return models;
    }

    private static List<Path> directories(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ModelException(
                    ModelException.Fault.NOT_FOUND, "models folder cannot be read: " + folder, e);
        }
    }
}
