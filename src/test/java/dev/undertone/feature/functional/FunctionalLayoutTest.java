package dev.undertone.feature.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the columns are called and where they stand: models depend on both. */
class FunctionalLayoutTest {

    private static final FunctionalLayout IS10 = FunctionalLayout.IS10_1582;
    private static final FunctionalLayout FRAMES = FunctionalLayout.PAPER_36_FUNCTIONALS;

    @Test
    void is10_columns_haveThePaperComposition() {
        assertThat(IS10.columns()).isEqualTo(1582).isEqualTo((34 + 34) * 21 + (4 + 4) * 19 + 2);
        assertThat(IS10.columnNames()).doesNotHaveDuplicates();
        assertThat(IS10.columnNames().subList(0, 21))
                .containsExactly(
                        "pcm_loudness_sma__maxPos",
                        "pcm_loudness_sma__minPos",
                        "pcm_loudness_sma__amean",
                        "pcm_loudness_sma__linregc1",
                        "pcm_loudness_sma__linregc2",
                        "pcm_loudness_sma__linregerrA",
                        "pcm_loudness_sma__linregerrQ",
                        "pcm_loudness_sma__stddev",
                        "pcm_loudness_sma__skewness",
                        "pcm_loudness_sma__kurtosis",
                        "pcm_loudness_sma__quartile1",
                        "pcm_loudness_sma__quartile2",
                        "pcm_loudness_sma__quartile3",
                        "pcm_loudness_sma__iqr1-2",
                        "pcm_loudness_sma__iqr2-3",
                        "pcm_loudness_sma__iqr1-3",
                        "pcm_loudness_sma__percentile1.0",
                        "pcm_loudness_sma__percentile99.0",
                        "pcm_loudness_sma__pctlrange0-1",
                        "pcm_loudness_sma__upleveltime75",
                        "pcm_loudness_sma__upleveltime90");
    }

    @Test
    void is10_blocks_beginWhereTheCountsSay() {
        assertThat(IS10.column("mfcc[0]_sma__maxPos")).isEqualTo(21);
        assertThat(IS10.column("mfcc[14]_sma__upleveltime90")).isEqualTo(16 * 21 - 1);
        assertThat(IS10.column("logMelFreqBand[0]_sma__maxPos")).isEqualTo(16 * 21);
        assertThat(IS10.column("lspFreq[0]_sma__maxPos")).isEqualTo(24 * 21);
        assertThat(IS10.column("F0finEnv_sma__maxPos")).isEqualTo(32 * 21);
        assertThat(IS10.column("voicingFinalUnclipped_sma__upleveltime90")).isEqualTo(713);
        assertThat(IS10.column("pcm_loudness_sma_de__maxPos")).isEqualTo(714);
        assertThat(IS10.column("voicingFinalUnclipped_sma_de__upleveltime90")).isEqualTo(1427);
        assertThat(IS10.columnNames().subList(1428, 1447))
                .startsWith("F0final_sma__maxPos", "F0final_sma__minPos")
                .endsWith("F0final_sma__upleveltime75", "F0final_sma__upleveltime90")
                .contains("F0final_sma__percentile99.0")
                .doesNotContain("F0final_sma__percentile1.0", "F0final_sma__pctlrange0-1");
        assertThat(IS10.column("jitterLocal_sma__maxPos")).isEqualTo(1447);
        assertThat(IS10.column("jitterDDP_sma__maxPos")).isEqualTo(1466);
        assertThat(IS10.column("shimmerLocal_sma__maxPos")).isEqualTo(1485);
        assertThat(IS10.column("F0final_sma_de__maxPos")).isEqualTo(1504);
        assertThat(IS10.column("shimmerLocal_sma_de__upleveltime90")).isEqualTo(1579);
        assertThat(IS10.columnNames().subList(1580, 1582))
                .containsExactly("voicedOnsetsPerSecond", "durationSeconds");
    }

    @Test
    void paper36Functionals_blocks_beginWhereTheCountsSay() {
        assertThat(FRAMES.columns()).isEqualTo(1083).isEqualTo(2 * 36 * 15 + 3);
        assertThat(FRAMES.columnNames()).doesNotHaveDuplicates();
        assertThat(FRAMES.columnNames().subList(0, 15))
                .containsExactly(
                        "relative_mfcc_0__amean",
                        "relative_mfcc_0__linregc1",
                        "relative_mfcc_0__linregerrQ",
                        "relative_mfcc_0__stddev",
                        "relative_mfcc_0__skewness",
                        "relative_mfcc_0__kurtosis",
                        "relative_mfcc_0__quartile1",
                        "relative_mfcc_0__quartile2",
                        "relative_mfcc_0__quartile3",
                        "relative_mfcc_0__iqr1-2",
                        "relative_mfcc_0__iqr2-3",
                        "relative_mfcc_0__iqr1-3",
                        "relative_mfcc_0__percentile1.0",
                        "relative_mfcc_0__percentile99.0",
                        "relative_mfcc_0__pctlrange0-1");
        assertThat(FRAMES.column("mfcc_1__amean")).isEqualTo(15);
        assertThat(FRAMES.column("relative_log_energy__amean")).isEqualTo(14 * 15);
        assertThat(FRAMES.column("pitch__pctlrange0-1")).isEqualTo(539);
        assertThat(FRAMES.column("relative_mfcc_0_de__amean")).isEqualTo(540);
        assertThat(FRAMES.column("pitch_de__pctlrange0-1")).isEqualTo(1079);
        assertThat(FRAMES.columnNames().subList(1080, 1083))
                .containsExactly("voicedShare", "voicedOnsetsPerSecond", "activeSeconds");
    }

    @Test
    void find_knownName_isTheLayout() {
        assertThat(FunctionalLayout.find("is10-1582")).containsSame(IS10);
        assertThat(FunctionalLayout.find("paper-36-functionals")).containsSame(FRAMES);
        assertThat(IS10.version()).isEqualTo(1);
        assertThat(FRAMES.version()).isEqualTo(1);
        assertThat(IS10.sampleRateHz()).isEqualTo(16_000);
        assertThat(FRAMES.sampleRateHz()).isEqualTo(16_000);
    }

    @Test
    void find_unknownName_isEmpty() {
        assertThat(FunctionalLayout.find("paper-36")).isEmpty();
    }

    @Test
    void new_columnTwice_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FunctionalLayout("x", 1, 16_000, List.of("a", "b", "a")))
                .withMessage("expected 3 different column names but got 2");
    }

    @Test
    void new_noRateOrVersion_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FunctionalLayout("x", 1, 0, List.of("a")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FunctionalLayout("x", 0, 16_000, List.of("a")));
    }

    @Test
    void column_unknownName_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IS10.column("mfcc_0"))
                .withMessage("expected a column of is10-1582 but got mfcc_0");
    }

    @Test
    void of_layoutThatIsNotImplemented_isRefused() {
        FunctionalLayout later = new FunctionalLayout("is10-1582", 2, 16_000, IS10.columnNames());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FunctionalExtractor.of(later))
                .withMessage("expected an implemented layout but got is10-1582 version 2");
    }

    @Test
    void vector_wrongLength_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UtteranceVector(IS10, new float[1581]))
                .withMessage("expected 1582 values but got 1581");
    }
}
