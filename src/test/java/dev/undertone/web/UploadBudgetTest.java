package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploadBudgetTest {

    private static final long MEBIBYTE = 1 << 20;

    private final UploadBudget budget = new UploadBudget(40 * MEBIBYTE, 10 * MEBIBYTE);

    @Test
    void take_byLargeOnes_leavesAQuarterToSmallOnes() {
        List<UploadBudget.Share> large = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            large.add(budget.open());
            large.get(i).take(10 * MEBIBYTE);
        }

        refused(budget.open(), 10 * MEBIBYTE);
        UploadBudget.Share small = budget.open();
        for (int i = 0; i < 10; i++) {
            budget.open().take(MEBIBYTE);
        }
        refused(small, 1);

        large.get(0).close();
        small.take(MEBIBYTE);
        assertThat(budget.held()).isEqualTo(31 * MEBIBYTE);
    }

    @Test
    void take_theLargestAlone_hasRoomHoweverSmallTheBudget() {
        UploadBudget tight = new UploadBudget(10 * MEBIBYTE, 10 * MEBIBYTE);

        tight.open().take(10 * MEBIBYTE);

        refused(tight.open(), 1);
    }

    private static void refused(UploadBudget.Share share, long bytes) {
        assertThatExceptionOfType(RecognitionException.class)
                .isThrownBy(() -> share.take(bytes))
                .matches(e -> e.reason() == Reason.OVERLOADED);
    }
}
