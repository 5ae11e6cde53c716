package dev.undertone.training;

import dev.undertone.evaluation.Scores;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The text that a user reads before trusting a model.
 *
 * @param plan of the training
 * @param figures on unseen speakers
 * @param corpora names of the training data
 * @param released the run whose weights are released
 */
record ModelCard(
        TrainingPlan plan, Figures figures, List<String> corpora, ExperimentResult released) {

    ModelCard {
        corpora = List.copyOf(corpora);
    }

    /** The card in Markdown. */
    String text() {
        return String.join(
                "\n", what(), figuresSection(), confusionSection(), trainingSection(), USE);
    }

    private String what() {
        return """
        # %s %s

        Hears one of four emotions (%s) in a single utterance of speech and tells which frames its answer rests on. \
        %s network with attention pooling after Tao and Liu, "Advanced LSTM" (ICASSP 2018), on the 36 frame features of \
        layout `paper-36`, version 1, %d frames per second inside; %,d parameters.
        """
                .formatted(
                        plan.name(),
                        plan.version(),
                        String.join(", ", TrainingPlan.LABELS),
                        plan.recipe().recurrence().name().replace('_', '-'),
                        100 / plan.recipe().framesPerStep(),
                        released.parameters());
    }

    private String figuresSection() {
        return """
        ## Figures on unseen speakers

        Measured on %s, test fold %d of 5: %d speakers and %d clips that no run of this code has seen \
        before its figures were taken. Networks of the same recipe, trained without these speakers, one for each of the seeds %s. The fold of a \
        speaker is the rank of the id modulo 5.

        | figure | mean over the seeds | standard deviation over the seeds |
        |---|---|---|
        %s
        The mean recall of a speaker (mean over the seeds) lies between %.3f and %.3f; its standard error over the \
        speakers is %.3f. Other speakers may differ by that much. Chance is 0.25.

        The released weights were trained on all %d speakers afterwards, so that these figures are not their own: nobody \
        is left to measure them on.
        """
                .formatted(
                        figures.corpus(),
                        plan.testFold(),
                        figures.perSpeaker().size(),
                        figures.scores().get(0).clips(),
                        figures.seeds(),
                        row("UAR (unweighted average recall)", figures.spread(Scores::uar))
                                + row("MAF (macro-average F)", figures.spread(Scores::maf))
                                + row("MAP (macro-average precision)", figures.spread(Scores::map))
                                + row("accuracy", figures.spread(Scores::accuracy)),
                        figures.perSpeaker().values().stream().min(Double::compare).orElseThrow(),
                        figures.perSpeaker().values().stream().max(Double::compare).orElseThrow(),
                        figures.speakerStandardError(),
                        released.trainingSpeakers());
    }

    private static String row(String name, Figures.Spread spread) {
        return String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f |\n",
                name,
                spread.mean(),
                spread.standardDeviation());
    }

    private String confusionSection() {
        List<String> labels = TrainingPlan.LABELS;
        List<List<Long>> rows = figures.confusions();
        StringBuilder table = new StringBuilder("| truth | ").append(String.join(" | ", labels));
        table.append(" | recall |\n|").append("---|".repeat(labels.size() + 2)).append('\n');
        for (int i = 0; i < rows.size(); i++) {
            long clips = rows.get(i).stream().mapToLong(Long::longValue).sum();
            table.append("| ").append(labels.get(i)).append(" | ");
            table.append(
                    rows.get(i).stream().map(String::valueOf).collect(Collectors.joining(" | ")));
            table.append(
                    String.format(Locale.ROOT, " | %.3f |\n", (double) rows.get(i).get(i) / clips));
        }
        return """
        ## Confusion matrix

        Rows are the truth, columns the answers; the matrices of the %d seeds added up.

        %s"""
                .formatted(figures.runs().size(), table);
    }

    private String trainingSection() {
        TrainingRecipe recipe = plan.recipe();
        return """
        ## Training

        The recipe follows an earlier exploration in another framework on the same corpus, whose speakers may include those of \
        the test fold. Data: %s, %d clips of %d speakers for the released weights. %d epochs of AdamW (peak learning rate %s, one cycle, \
        weight decay %s on matrices, gradient norm at most %s), batches of %d, dropout %s, speed drawn from %s for each \
        clip and epoch, one time mask of up to %d frames and one mask of up to %d neighbouring features. The last epoch is \
        kept; there is no early stopping. Seed of the released weights: %d. Code: %s.

        Calibration: none yet (temperature 1); take a probability as a score, not as a frequency.
        """
                .formatted(
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
                        recipe.timeMaskFrames(),
                        recipe.featureMaskColumns(),
                        released.seed(),
                        plan.commit());
    }

    private static final String USE =
            """
            ## Limits

            The speech is acted: actors read given sentences with a given emotion in a studio. Spontaneous speech, other \
            languages, other microphones, children and telephone lines were not in it, and neither were noise and \
            reverberation. Labels are the emotion that was to be acted; listeners who only hear such clips agree with it in \
            about half of the cases. Four classes are not all of feeling: what fits none of them is still given one. The \
            usual errors: neutral and sad taken for each other, and happy and angry.

            ## Use

            Meant for research, for dialogue systems that react to a caller's tone, and for statistics over many \
            conversations, with the knowledge and consent of those who speak. An answer is a guess about how an utterance \
            sounds, not about what somebody feels or is. Do not use it to decide about a person: not in employment, \
            education, credit, insurance, policing, border control, or diagnosis. In the European Union emotion recognition \
            at work and in schools is prohibited but for medical and safety reasons (Regulation 2024/1689, Article 5), and \
            elsewhere those concerned must be told (Article 50).

            ## Licence

            GPL-3.0-or-later, as the project. Trained on CREMA-D (Cao, Cooper, Keutmann, Gur, Nenkova, Verma, IEEE \
            Transactions on Affective Computing 5(4), 2014; Open Database License 1.0) and, where named above, EmoDB \
            (Burkhardt, Paeschke, Rolfes, Sendlmeier, Weiss, Interspeech 2005; CC0). No audio is contained in the weights' \
            folder.
            """;
}
