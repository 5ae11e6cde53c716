package dev.undertone.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchPlanTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 95, 96, 97, 1000})
    void shuffled_anyCount_holdsEachUtteranceOnce(int utterances) {
        int[] lengths = lengths(utterances);

        List<List<Integer>> batches = BatchPlan.shuffled(lengths, 8, new Random(5));

        assertThat(batches.stream().flatMap(List::stream).sorted())
                .containsExactlyElementsOf(IntStream.range(0, utterances).boxed().toList());
        assertThat(batches).hasSize(BatchPlan.count(utterances, 8));
        assertThat(batches).allSatisfy(batch -> assertThat(batch).hasSizeBetween(1, 8));
    }

    @Test
    void shuffled_mixedLengths_padsFarLessThanChance() {
        int[] lengths = lengths(960);

        double planned = padding(lengths, BatchPlan.shuffled(lengths, 8, new Random(5)));
        double inOrder =
                padding(
                        lengths,
                        IntStream.range(0, 120)
                                .mapToObj(b -> IntStream.range(8 * b, 8 * b + 8).boxed().toList())
                                .toList());

        assertThat(planned).isLessThan(inOrder / 3);
    }

    @Test
    void shuffled_sameSeed_isTheSamePlan() {
        int[] lengths = lengths(100);

        assertThat(BatchPlan.shuffled(lengths, 8, new Random(1)))
                .isEqualTo(BatchPlan.shuffled(lengths, 8, new Random(1)))
                .isNotEqualTo(BatchPlan.shuffled(lengths, 8, new Random(2)));
    }

    private static int[] lengths(int count) {
        Random random = new Random(9);
        return IntStream.range(0, count).map(i -> 50 + random.nextInt(400)).toArray();
    }

    private static double padding(int[] lengths, List<List<Integer>> batches) {
        return batches.stream()
                .mapToDouble(
                        batch -> {
                            int longest =
                                    batch.stream().mapToInt(i -> lengths[i]).max().orElseThrow();
                            return batch.stream().mapToInt(i -> longest - lengths[i]).sum();
                        })
                .sum();
    }
}
