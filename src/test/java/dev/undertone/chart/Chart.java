package dev.undertone.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The chart of the source tree, rendered as {@code helm template} does for a release {@code voice}. */
final class Chart {

    static final Path FOLDER = Path.of("helm", "undertone");

    private static final String KUBERNETES = "1.34.0";

    /** Without its hook annotations, since Helm leaves hooks out of what it renders. */
    private static final Path WITHOUT_HOOKS = withoutHooks();

    private Chart() {}

    private static Path withoutHooks() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            Path copy = Files.createTempDirectory("undertone-chart").resolve("undertone");
            for (Path file : files.toList()) {
                Path target = copy.resolve(FOLDER.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    String text = Files.readString(file);
                    Files.writeString(target, text.replaceAll("(?m)^ *helm.sh/hook.*\n", ""));
                }
                target.toFile().deleteOnExit();
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Helm helm() {
        return new Helm(FOLDER);
    }

    /** The values files that a user might bring, by name. */
    static List<Path> examples() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path example(String name) {
        return FOLDER.resolve("ci").resolve(name + "-values.yaml");
    }

    private static TemplateCommand template() {
        return new Helm(WITHOUT_HOOKS)
                .template()
                .withName("voice")
                .withNamespace("calls")
                .withKubeVersion(KUBERNETES);
    }

    /** The text for a values file. */
    static String text(Path values) {
        return template().withValuesFile(values).call();
    }

    /** The documents for a values file. */
    static List<Map<String, Object>> documents(Path values) {
        return parse(text(values));
    }

    /** The documents for the defaults with some values set, such as {@code a.b=c}. */
    static List<Map<String, Object>> documents(Map<String, Object> values) {
        TemplateCommand template = template();
        values.forEach(template::set);
        return parse(template.call());
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> parse(String text) {
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Object document : yaml().loadAll(text)) {
            if (document != null) {
                documents.add((Map<String, Object>) document);
            }
        }
        return documents;
    }

    static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options));
    }

    /** The documents of a kind. */
    static List<Map<String, Object>> ofKind(List<Map<String, Object>> documents, String kind) {
        return documents.stream().filter(document -> kind.equals(document.get("kind"))).toList();
    }

    /** What lies under a path such as {@code spec.ports.0.name}. */
    static Object at(Object document, String path) {
        Object here = document;
        for (String step : path.split("\\.")) {
            if (here instanceof List<?> list) {
                here = list.get(Integer.parseInt(step));
            } else if (here instanceof Map<?, ?> map) {
                here = map.get(step);
            } else {
                return null;
            }
        }
        return here;
    }
}
