package dev.undertone.training.corpus;

import dev.undertone.evaluation.ClipManifest;
import dev.undertone.evaluation.InvalidCorpusException;
import dev.undertone.evaluation.LabelledClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Any folder with a {@code manifest.csv} (see {@link ClipManifest}); the corpus is named as the folder is. */
final class ManifestRecipe implements CorpusRecipe {

    private static final String MANIFEST = "manifest.csv";

    @Override
    public String layout() {
        return "manifest.csv with the columns path, speaker, emotion (and gender, sentence)";
    }

    @Override
    public boolean recognises(Path folder) {
        return Files.isRegularFile(folder.resolve(MANIFEST));
    }

    @Override
    public Corpus read(Path folder) throws IOException {
        if (!recognises(folder)) {
            throw new InvalidCorpusException(
                    folder.toString(), List.of("missing file " + MANIFEST));
        }
        List<LabelledClip> clips =
                ClipManifest.read(folder.resolve(MANIFEST)).stream()
                        .sorted(Comparator.comparing(LabelledClip::path))
                        .toList();
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return new Corpus(name == null ? "corpus" : name.toString(), clips, List.of());
    }
}
