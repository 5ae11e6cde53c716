package dev.undertone.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The models packed into the program itself, under {@code undertone/models/} of its class path. */
final class EmbeddedModels {

    private static final String ROOT = "undertone/models";
    private static final Pattern MANIFEST =
            Pattern.compile(ROOT + "/([^/]+/[^/]+)/" + Pattern.quote(ModelManifest.FILE_NAME));

    private record Resources(String path) implements ModelFiles {

        @Override
        public String origin() {
            return "embedded " + path;
        }

        @Override
        public String reference() {
            return path.replace('/', '@');
        }

        @Override
        public boolean isEmbedded() {
            return true;
        }

        @Override
        public byte[] read(String file) throws IOException {
            String resource = ROOT + "/" + path + "/" + file;
            try (InputStream stream = loader().getResourceAsStream(resource)) {
                if (stream == null) {
                    throw new NoSuchFileException(file);
                }
                return stream.readAllBytes();
            }
        }
    }

    private EmbeddedModels() {}

    /**
     * Every embedded model, in the order of their paths; works from a folder of classes, a plain jar, and a jar in a
     * jar.
     */
    static List<ModelFiles> list() {
        List<ModelFiles> models = new ArrayList<>();
        try {
            for (URL root : Collections.list(loader().getResources(ROOT))) {
                models.addAll(list(root));
            }
        } catch (IOException | URISyntaxException e) {
            throw new ModelException(
                    ModelException.Fault.NOT_FOUND, "embedded models cannot be read", e);
        }
        return models;
    }

    private static List<ModelFiles> list(URL root) throws IOException, URISyntaxException {
        if ("file".equals(root.getProtocol())) {
            return FolderModels.list(Path.of(root.toURI()), true);
        }
        URLConnection connection = root.openConnection();
        connection.setUseCaches(false);
        if (!(connection instanceof JarURLConnection jarConnection)) {
            throw new IOException("expected a folder or a jar but got " + root.getProtocol());
        }
        try (JarFile jar = jarConnection.getJarFile()) {
            return jar.stream()
                    .map(entry -> MANIFEST.matcher(entry.getName()))
                    .filter(Matcher::matches)
                    .map(match -> match.group(1))
                    .sorted()
                    .<ModelFiles>map(Resources::new)
                    .toList();
        }
    }

    private static ClassLoader loader() {
        return EmbeddedModels.class.getClassLoader();
    }
}
