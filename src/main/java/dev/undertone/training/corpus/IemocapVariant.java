package dev.undertone.training.corpus;

import java.util.Optional;

/** Which utterances of IEMOCAP are neutral, happy, angry or sad; both readings are in use. */
public enum IemocapVariant {
    /** Excited is no class of these: as Tao and Liu (ICASSP 2018), 4,490 utterances. */
    FOUR_CLASSES("IEMOCAP", 4490),

    /** Excited counts as happy: the reading of most later work, 5,531 utterances. */
    EXCITED_AS_HAPPY("IEMOCAP-5531", 5531);

    private final String corpus;
    private final int utterances;

    IemocapVariant(String corpus, int utterances) {
        this.corpus = corpus;
        this.utterances = utterances;
    }

    /** The name in manifests and cards. */
    String corpus() {
        return corpus;
    }

    /** How many the full release has. */
    int utterances() {
        return utterances;
    }

    /** The label for the release's three letters; empty for a class that is left out. */
    Optional<String> label(String emotion) {
        return switch (emotion) {
            case "neu" -> Optional.of("neutral");
            case "hap" -> Optional.of("happy");
            case "ang" -> Optional.of("angry");
            case "sad" -> Optional.of("sad");
            case "exc" -> this == EXCITED_AS_HAPPY ? Optional.of("happy") : Optional.empty();
            default -> Optional.empty();
        };
    }
}
