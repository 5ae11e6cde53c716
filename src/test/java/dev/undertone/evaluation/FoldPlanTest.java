package dev.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldPlanTest {

    private static final List<String> TEN =
            IntStream.range(0, 10).mapToObj("s%02d"::formatted).toList();

    private static Map<String, Set<String>> alone(List<String> speakers) {
        Map<String, Set<String>> groups = new TreeMap<>();
        speakers.forEach(speaker -> groups.put(speaker, Set.of(speaker)));
        return groups;
    }

    private static LabelledClip clip(String speaker, Gender gender) {
        return new LabelledClip(Path.of(speaker + ".wav"), speaker, gender, "sad", null);
    }

    @Test
    void leaveOneOut_tenSpeakers_testsEachOnce() {
        FoldPlan plan = FoldPlan.leaveOneOut(alone(TEN), 2);

        assertThat(plan.folds()).extracting(FoldPlan.Fold::name).containsExactlyElementsOf(TEN);
        for (FoldPlan.Fold fold : plan.folds()) {
            assertThat(fold.split().test()).containsExactly(fold.name());
            assertThat(fold.split().validation()).hasSize(2);
            assertThat(fold.split().training()).hasSize(7);
        }
        // of the nine others in order, those of rank floor(9 / 4) = 2 and floor(27 / 4) = 6
        assertThat(plan.folds().get(0).split().validation()).containsExactly("s03", "s07");
        assertThat(plan.folds().get(9).split().validation()).containsExactly("s02", "s06");
    }

    @Test
    void leaveOneOut_pairs_areTestedTogetherAndInNoOtherSet() {
        Map<String, Set<String>> sessions =
                Map.of(
                        "Ses02", Set.of("Ses02F", "Ses02M"),
                        "Ses01", Set.of("Ses01F", "Ses01M"),
                        "Ses03", Set.of("Ses03F", "Ses03M"));

        FoldPlan plan = FoldPlan.leaveOneOut(sessions, 1);

        assertThat(plan.folds())
                .extracting(FoldPlan.Fold::name)
                .containsExactly("Ses01", "Ses02", "Ses03");
        for (FoldPlan.Fold fold : plan.folds()) {
            assertThat(fold.split().test()).isEqualTo(sessions.get(fold.name()));
            assertThat(fold.split().training()).hasSize(3);
        }
        assertThat(plan.folds().get(1).split().validation()).containsExactly("Ses03F");
    }

    @Test
    void leaveOneOut_speakerInTwoGroups_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                FoldPlan.leaveOneOut(
                                        Map.of("g1", Set.of("a", "b"), "g2", Set.of("b", "c")), 0))
                .withMessageContaining("expected every speaker in one group");
    }

    @Test
    void leaveOneOut_noGroup_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldPlan.leaveOneOut(Map.<String, Set<String>>of(), 0));
    }

    @Test
    void fiveFolds_areThoseOfSpeakerFolds() {
        FoldPlan plan = FoldPlan.fiveFolds(TEN, 2);

        assertThat(plan.folds())
                .extracting(FoldPlan.Fold::name)
                .containsExactly("fold0", "fold1", "fold2", "fold3", "fold4");
        for (int fold = 0; fold < 5; fold++) {
            assertThat(plan.folds().get(fold).split())
                    .isEqualTo(SpeakerFolds.of(TEN).split(fold, 2));
        }
    }

    @Test
    void new_nameTwice_isRefused() {
        FoldPlan.Fold fold = FoldPlan.fiveFolds(TEN, 0).folds().get(0);

        assertThatIllegalArgumentException().isThrownBy(() -> new FoldPlan(List.of(fold, fold)));
    }

    @Test
    void split_strangerInTheTest_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpeakerSplit.of(TEN, Set.of("s99"), 0))
                .withMessageContaining("got [s99]");
    }
}
