package dev.undertone.training;

import org.jspecify.annotations.Nullable;

/**
 * One finished epoch.
 *
 * @param epoch 1-based
 * @param trainingLoss mean over the steps
 * @param validationUar on the validation speakers; null where there are none
 * @param wallSeconds of this epoch
 */
public record EpochReport(
        int epoch, double trainingLoss, @Nullable Double validationUar, double wallSeconds) {}
