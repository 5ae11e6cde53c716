package dev.undertone.training;

import java.util.List;
import java.util.Locale;

/**
 * What a card says of a recurrent network and its recipe in words.
 *
 * @param released the run whose weights are released
 * @param plan that it was part of
 */
record RecipeTexts(ExperimentResult released, TrainingPlan plan) {

    String what() {
        TrainingRecipe recipe = released.recipe();
        return String.format(
                Locale.ROOT,
                "Hears one of the emotions %s in a single utterance of speech and tells which frames its answer rests on. "
                        + "%s network with attention pooling after Tao and Liu, \"Advanced LSTM\" (ICASSP 2018), on the 36 frame "
                        + "features of layout `%s`, version %d, %d frames per second inside; %,d parameters.",
                String.join(", ", plan.labels()),
                recipe.recurrence().name().replace('_', '-'),
                recipe.layout().name(),
                recipe.layout().version(),
                100 / recipe.framesPerStep(),
                released.parameters());
    }

    String weights() {
        return "The released weights learned from all %d speakers afterwards, so that these figures are not their own: nobody is left to measure them on."
                .formatted(released.trainingSpeakers());
    }

    String training(List<String> corpora) {
        TrainingRecipe recipe = released.recipe();
        StartingPoint start = plan.start();
        String begun = start == null ? "" : "Fine-tuned from %s. ".formatted(start.model());
        return begun
                + String.format(
                        Locale.ROOT,
                        """
                Data: %s, %d clips of %d speakers for the released weights. %d epochs of AdamW (peak learning rate %s, one \
                cycle, weight decay %s on matrices, gradient norm at most %s), batches of %d, dropout %s, one of the speeds %s%s drawn \
                for each clip and epoch, one time mask of up to %d frames and one mask of up to %d neighbouring features. The \
                last epoch is kept; there is no early stopping. Seed of the released weights: %d.""",
                        String.join(", ", corpora),
                        released.trainingClips(),
                        released.trainingSpeakers(),
                        recipe.epochs(),
                        recipe.learningRate(),
                        recipe.weightDecay(),
                        recipe.gradientClip(),
                        recipe.batchSize(),
                        recipe.dropout(),
                        recipe.speeds(),
                        recipe.conditions().isEmpty()
                                ? ""
                                : " and the conditions " + recipe.conditions(),
                        recipe.timeMaskFrames(),
                        recipe.featureMaskColumns(),
                        released.seed());
    }
}
