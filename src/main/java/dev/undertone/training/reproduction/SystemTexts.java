package dev.undertone.training.reproduction;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a card says of a system in words.
 *
 * @param system which
 * @param figures of the run that the card's recipe and sizes are taken from
 * @param members figures of the runs that it is fused of; none for a system by itself
 */
record SystemTexts(ComparedSystem system, RunFigures figures, List<RunFigures> members) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Of 1,582 inputs, 4,096 + 4,096 + 2,048 units and 4 classes: weights and offsets. */
    private static final long PAPER_DNN_PARAMETERS =
            1583L * 4096 + 4097L * 4096 + 4097L * 2048 + 2049L * 4;

    SystemTexts {
        members = List.copyOf(members);
    }

    String what() {
        return String.format(
                Locale.ROOT,
                "Hears one of four emotions in a single utterance of speech. %s %,d parameters.",
                network(),
                figures.parameters());
    }

    private String network() {
        String vectors =
                "statistics of the 36 frame features over the utterance (layout `paper-36-functionals`)";
        String is10 =
                "1,582 utterance values composed as in the INTERSPEECH 2010 challenge (layout `is10-1582`)";
        return switch (system) {
            case LINEAR, LINEAR_MC ->
                    "Logistic regression on "
                            + vectors
                            + ". Has no attention."
                            + conditions(system);
            case DNN_IS10 ->
                    "The DNN of Tao and Liu (ICASSP 2018)"
                            + (figures.parameters() < PAPER_DNN_PARAMETERS
                                    ? ", in smaller layers, on "
                                    : ", on ")
                            + is10
                            + ". Has no attention. Reads the absolute level: recordings at another gain are scored otherwise.";
            case FUSION ->
                    "The fusion of `a-lstm` and `dnn-is10` by linear logistic regression on their scores, as in Tao and Liu (ICASSP 2018); the attention is that of the A-LSTM. Through the DNN it reads the absolute level.";
            case ENSEMBLE ->
                    "An A-LSTM and a conventional LSTM with attention pooling on the 36 frame features, and a logistic regression on "
                            + vectors
                            + ", the mean of their calibrated scores, in one graph. The attention is the mean of the two networks' own.";
            case ROBUST ->
                    "An A-LSTM with attention pooling on the 36 frame features, and a logistic regression on "
                            + vectors
                            + ", the mean of their calibrated scores, in which the latter counts a quarter as much, in one graph (`a-lstm-mc` and `linear-mc`). The attention is the network's own."
                            + conditions(ComparedSystem.A_LSTM_MC);
            default ->
                    "%s network with attention pooling after Tao and Liu, \"Advanced LSTM\" (ICASSP 2018), on the 36 frame features (layout `paper-36`), 50 frames per second inside%s. Tells which frames its answer rests on.%s"
                            .formatted(
                                    system.recurrence().orElseThrow().name().replace('_', '-'),
                                    system.multiTask()
                                            ? "; trained to tell speaker and gender too"
                                            : "",
                                    conditions(system));
        };
    }

    private static String conditions(ComparedSystem system) {
        return system.conditions().isEmpty()
                ? ""
                : " Trained %s beside the recordings as they are.".formatted(places(system));
    }

    private static String places(ComparedSystem system) {
        List<String> places =
                system.conditions().stream()
                        .map(
                                condition ->
                                        switch (condition) {
                                            case TELEPHONE -> "on telephone lines";
                                            case NOISE -> "in noise";
                                            case ROOM -> "in rooms";
                                            case SUPPRESSED -> "after noise suppression";
                                            case ROOM_TONE -> "over the tones of rooms";
                                        })
                        .toList();
        int last = places.size() - 1;
        return String.join(", ", places.subList(0, last)) + " and " + places.get(last);
    }

    String weights(boolean everybody, long speakers) {
        return everybody
                ? "The released weights follow the same recipe but learned from all %d speakers, so that these figures are not their own: nobody is left to measure them on."
                        .formatted(speakers)
                : "The released weights are those of the first fold and the first seed: they learned from %d speakers, and are among the networks measured here."
                        .formatted(figures.trainingSpeakers());
    }

    String training(String corpus) {
        String recipes =
                members.isEmpty()
                        ? "Recipe: " + recipe(figures)
                        : "Recipes of the members: "
                                + members.stream()
                                        .map(member -> member.system() + ": " + recipe(member))
                                        .collect(Collectors.joining("; "));
        return "%s. In each fold a tenth of the other speakers was held out for early stopping, for the temperature and for the weights of a fusion; the released weights are those after the last epoch. %s."
                .formatted(corpus, recipes);
    }

    private static String recipe(RunFigures run) {
        Map<?, ?> recipe = JSON.convertValue(run.recipe(), Map.class);
        return recipe.entrySet().stream()
                .map(entry -> "%s %s".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
