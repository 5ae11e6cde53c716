package dev.undertone.cli;

import dev.undertone.evaluation.CalibrationError;
import dev.undertone.evaluation.CoverageCurve;
import dev.undertone.evaluation.ScoredClips;
import dev.undertone.evaluation.Scores;
import dev.undertone.evaluation.SpeakerConfusions;
import dev.undertone.evaluation.SpeakerMean;
import dev.undertone.evaluation.SpeakerSpread;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code evaluate} answers; the JSON object has these fields in this order. Figures are those of {@link
 * Scores}, over all clips that were counted.
 *
 * @param model name of the model
 * @param version of the model
 * @param clips how many were counted
 * @param skipped how many carry a class that the model does not know
 * @param failed how many could not be heard
 * @param uar unweighted average recall
 * @param maf macro-average F
 * @param map macro-average precision
 * @param accuracy share of clips that were named right
 * @param labels of rows and columns
 * @param confusionMatrix rows are the truth
 * @param speakerUar unweighted average recall within each speaker, over the speakers
 * @param perSpeaker unweighted average recall by speaker id, ascending
 * @param perGender unweighted average recall over all clips of a gender
 * @param worstSpeaker the speaker of the lowest recall
 * @param medianSpeakerUar the middle of the speakers' recalls
 * @param bestSpeaker the speaker of the highest recall
 * @param meanConfidence mean over the clips of the largest probability; above the accuracy it is too sure of itself
 * @param expectedCalibrationError as {@link CalibrationError}
 * @param calibration its bins that hold clips
 * @param coverage what each threshold on the confidence would leave, as {@link CoverageCurve}
 */
record EvaluationReport(
        String model,
        String version,
        long clips,
        long skipped,
        long failed,
        double uar,
        double maf,
        double map,
        double accuracy,
        List<String> labels,
        List<List<Long>> confusionMatrix,
        Spread speakerUar,
        Map<String, Double> perSpeaker,
        Map<String, Double> perGender,
        SpeakerSpread.Speaker worstSpeaker,
        double medianSpeakerUar,
        SpeakerSpread.Speaker bestSpeaker,
        double meanConfidence,
        double expectedCalibrationError,
        List<CalibrationError.Bin> calibration,
        List<CoverageCurve.Point> coverage) {

    /** The probabilities hold the model's temperature already. */
    private static final double TEMPERATURE = 1;

    /**
     * A mean over speakers.
     *
     * @param mean each speaker with the same weight
     * @param standardError of the mean; null for a single speaker
     * @param speakers how many
     */
    record Spread(double mean, @Nullable Double standardError, int speakers) {

        private String toText() {
            String error = standardError == null ? "" : ", standard error " + standardError;
            return mean + error + ", " + speakers + (speakers == 1 ? " speaker" : " speakers");
        }
    }

    /** The figures of at least one counted clip. */
    static EvaluationReport of(
            String model, String version, ScoredClips scored, long skipped, long failed) {
        SpeakerConfusions confusions = scored.confusions();
        SpeakerSpread spread = SpeakerSpread.of(scored);
        CalibrationError calibration = CalibrationError.of(scored, TEMPERATURE);
        Scores scores = Scores.of(confusions);
        SpeakerMean mean = confusions.unweightedAverageRecall();
        return new EvaluationReport(
                model,
                version,
                scores.clips(),
                skipped,
                failed,
                scores.uar(),
                scores.maf(),
                scores.map(),
                scores.accuracy(),
                scores.labels(),
                scores.confusionMatrix(),
                new Spread(
                        mean.mean(),
                        mean.standardError().isPresent()
                                ? mean.standardError().getAsDouble()
                                : null,
                        mean.speakers()),
                scores.perSpeaker(),
                spread.uarByGender(),
                spread.worst(),
                spread.median(),
                spread.best(),
                scored.clips().stream()
                        .mapToDouble(clip -> clip.confidence(TEMPERATURE))
                        .average()
                        .orElseThrow(),
                calibration.expected(),
                calibration.bins(),
                CoverageCurve.of(scored, TEMPERATURE).points());
    }

    /** The same for the eye, but for the speakers one by one; numbers are not rounded. */
    String toText() {
        StringBuilder text = new StringBuilder();
        line(text, "model", model + " " + version);
        line(text, "clips", clips + " (" + skipped + " skipped, " + failed + " failed)");
        line(text, "UAR", Double.toString(uar));
        line(text, "MAF", Double.toString(maf));
        line(text, "MAP", Double.toString(map));
        line(text, "accuracy", Double.toString(accuracy));
        line(text, "UAR by speaker", speakerUar.toText());
        line(text, "UAR by gender", perGender.toString());
        line(text, "worst speaker", worstSpeaker.speaker() + " " + worstSpeaker.uar());
        line(text, "median speaker", Double.toString(medianSpeakerUar));
        line(text, "best speaker", bestSpeaker.speaker() + " " + bestSpeaker.uar());
        line(text, "mean confidence", Double.toString(meanConfidence));
        line(text, "ECE", Double.toString(expectedCalibrationError));
        line(text, "truth \\ called", cells(labels));
        for (int row = 0; row < labels.size(); row++) {
            line(text, labels.get(row), cells(confusionMatrix.get(row)));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("%-16s%s".formatted(name, value).stripTrailing()).append('\n');
    }

    private static String cells(List<?> values) {
        StringBuilder cells = new StringBuilder();
        values.forEach(value -> cells.append("%-10s".formatted(value)));
        return cells.toString();
    }
}
