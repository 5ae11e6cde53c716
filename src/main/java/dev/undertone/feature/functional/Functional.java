package dev.undertone.feature.functional;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What sums up a contour in one number; the formulas are at {@link Functionals}. */
enum Functional {
    MAX_POS("maxPos"),
    MIN_POS("minPos"),
    AMEAN("amean"),
    LINREG_C1("linregc1"),
    LINREG_C2("linregc2"),
    LINREG_ERR_A("linregerrA"),
    LINREG_ERR_Q("linregerrQ"),
    STDDEV("stddev"),
    SKEWNESS("skewness"),
    KURTOSIS("kurtosis"),
    QUARTILE_1("quartile1"),
    QUARTILE_2("quartile2"),
    QUARTILE_3("quartile3"),
    IQR_1_2("iqr1-2"),
    IQR_2_3("iqr2-3"),
    IQR_1_3("iqr1-3"),
    PERCENTILE_1("percentile1.0"),
    PERCENTILE_99("percentile99.0"),
    PERCENTILE_RANGE("pctlrange0-1"),
    UPLEVEL_TIME_75("upleveltime75"),
    UPLEVEL_TIME_90("upleveltime90");

    /** All 21. */
    static final Set<Functional> ALL = Collections.unmodifiableSet(EnumSet.allOf(Functional.class));

    /** The 19 for voice descriptors, which are too few values for a first percentile. */
    static final Set<Functional> VOICE =
            Collections.unmodifiableSet(
                    EnumSet.complementOf(EnumSet.of(PERCENTILE_1, PERCENTILE_RANGE)));

    /** The 15 of the statistics of frame features: moments, order statistics, trend; nothing about positions. */
    static final Set<Functional> STATISTICS =
            Collections.unmodifiableSet(
                    EnumSet.complementOf(
                            EnumSet.of(
                                    MAX_POS,
                                    MIN_POS,
                                    LINREG_C2,
                                    LINREG_ERR_A,
                                    UPLEVEL_TIME_75,
                                    UPLEVEL_TIME_90)));

    private final String label;

    Functional(String label) {
        this.label = label;
    }

    /** As column names have it. */
    String label() {
        return label;
    }
}
