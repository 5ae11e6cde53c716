package dev.undertone.training.corpus;

import dev.undertone.evaluation.InvalidCorpusException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Knows the official layout of one corpus and turns a folder of it into labelled clips. */
public interface CorpusRecipe {

    /** All recipes; the official layouts come before the generic manifest, which may lie beside them. */
    List<CorpusRecipe> ALL =
            List.of(
                    new CremaDRecipe(),
                    new EmoDbRecipe(),
                    iemocap(IemocapVariant.FOUR_CLASSES),
                    new ManifestRecipe());

    /** In words, what the folder must hold. */
    String layout();

    /** Whether the folder looks like this corpus; no more than a glance. */
    boolean recognises(Path folder);

    /**
     * Reads the folder and checks all of it.
     *
     * @throws InvalidCorpusException if something is missing or not as the layout says; names what
     * @throws IOException if the folder cannot be read
     */
    Corpus read(Path folder) throws IOException;

    /** IEMOCAP by one of its two readings; {@link #readAny} takes the one of four classes. */
    static CorpusRecipe iemocap(IemocapVariant variant) {
        return new IemocapRecipe(variant);
    }

    /**
     * Reads a folder by the first recipe that recognises it.
     *
     * @throws InvalidCorpusException if none does, or as {@link #read}
     * @throws IOException if the folder cannot be read
     */
    static Corpus readAny(Path folder) throws IOException {
        for (CorpusRecipe recipe : ALL) {
            if (recipe.recognises(folder)) {
                return recipe.read(folder);
            }
        }
        throw new InvalidCorpusException(
                folder.toString(),
                List.of(
                        "no known corpus here; expected "
                                + String.join(
                                        ", or ", ALL.stream().map(CorpusRecipe::layout).toList())));
    }
}
