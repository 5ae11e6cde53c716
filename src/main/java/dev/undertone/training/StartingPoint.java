package dev.undertone.training;

import dev.undertone.training.export.TrainedWeights;
import dev.undertone.training.network.EmotionNetwork;
import dev.undertone.training.network.NetworkConfiguration;
import java.util.List;

/**
 * A released network whose weights a training begins with, in place of drawn ones.
 *
 * @param model NAME@VERSION
 * @param labels of its outputs
 * @param noiseFloor whether it reads features over a noise floor
 * @param weights read from its graph
 */
public record StartingPoint(
        String model, List<String> labels, boolean noiseFloor, TrainedWeights weights) {

    public StartingPoint {
        labels = List.copyOf(labels);
    }

    /** The recipe, with the cell and the frame rate that the network has, and its noise floor if not one anyway. */
    TrainingRecipe adopt(TrainingRecipe recipe) {
        NetworkConfiguration network = weights.configuration();
        return recipe.with(
                        network.recurrence(), recipe.multiTask(), recipe.dropout(), recipe.epochs())
                .withFramesPerStep(network.framesPerStep())
                .withNoiseFloor(noiseFloor || recipe.noiseFloor());
    }

    /**
     * Puts the weights into a network. Its last layer stays as drawn where the labels are others.
     *
     * @param network initialised, of the same sizes
     * @param emotions the labels of its outputs
     */
    void fill(EmotionNetwork network, List<String> emotions) {
        weights.fill(network, emotions.equals(labels));
    }
}
