package dev.undertone.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which utterances share a batch: those of like length, so that little is padded, but not the same ones in every epoch.
 *
 * <p>The shuffled utterances are cut into pools of {@value #BATCHES_PER_POOL} batches, each pool is sorted by length and cut
 * into batches, and the batches are shuffled.
 */
final class BatchPlan {

    private static final int BATCHES_PER_POOL = 12;

    private BatchPlan() {}

    /**
     * One epoch.
     *
     * @param lengths frames of each utterance
     * @param batchSize utterances per batch; the last batch of a pool may be smaller
     * @param random decides everything
     * @return indexes into lengths, each exactly once
     */
    static List<List<Integer>> shuffled(int[] lengths, int batchSize, Random random) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, lengths.length).boxed().toList());
        Collections.shuffle(order, random);
        List<List<Integer>> batches = new ArrayList<>();
        for (List<Integer> pool : cut(order, batchSize * BATCHES_PER_POOL)) {
            List<Integer> sorted = new ArrayList<>(pool);
            sorted.sort(Comparator.comparingInt(index -> lengths[index]));
            batches.addAll(cut(sorted, batchSize));
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /** In order of length, for evaluation. */
    static List<List<Integer>> sorted(int[] lengths, int batchSize) {
        return cut(
                IntStream.range(0, lengths.length)
                        .boxed()
                        .sorted(Comparator.comparingInt(index -> lengths[index]))
                        .toList(),
                batchSize);
    }

    /** How many batches {@link #shuffled} makes of so many utterances. */
    static int count(int utterances, int batchSize) {
        int pool = batchSize * BATCHES_PER_POOL;
        return utterances / pool * BATCHES_PER_POOL
                + (utterances % pool + batchSize - 1) / batchSize;
    }

    private static <T> List<List<T>> cut(List<T> list, int size) {
        List<List<T>> pieces = new ArrayList<>();
        for (int from = 0; from < list.size(); from += size) {
            pieces.add(List.copyOf(list.subList(from, Math.min(list.size(), from + size))));
        }
        return pieces;
    }
}
