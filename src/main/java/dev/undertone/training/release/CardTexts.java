package dev.undertone.training.release;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a card says of limits, use and licence.
 *
 * @param corpora names of the training data
 * @param labels what the model tells apart
 */
record CardTexts(List<String> corpora, List<String> labels) {

    private static final String SPEECH_OF_IEMOCAP =
            "In IEMOCAP pairs of actors play written and improvised scenes, in English and in a studio; its labels are the votes of listeners.";
    private static final String LICENCE_OF_IEMOCAP =
            "IEMOCAP (Busso et al., Language Resources and Evaluation 42(4), 2008; licence of the University of Southern California: ask there before these weights are passed on)";

    /** How a corpus came about; said for those that the project knows. */
    private static final Map<String, String> SPEECH =
            Map.of(
                    "CREMA-D",
                    "In CREMA-D actors read given English sentences with a given emotion in a studio; its labels are the emotion that was to be acted, and listeners who only hear the clips agree with it in about half of the cases.",
                    "EmoDB",
                    "In EmoDB actors read given German sentences with a given emotion in a studio; clips that listeners did not recognise were left out of it.",
                    "IEMOCAP",
                    SPEECH_OF_IEMOCAP,
                    "IEMOCAP-5531",
                    SPEECH_OF_IEMOCAP);

    private static final Map<String, String> LICENCES =
            Map.of(
                    "CREMA-D",
                    "CREMA-D (Cao, Cooper, Keutmann, Gur, Nenkova, Verma, IEEE Transactions on Affective Computing 5(4), 2014; Open Database License 1.0)",
                    "EmoDB",
                    "EmoDB (Burkhardt, Paeschke, Rolfes, Sendlmeier, Weiss, Interspeech 2005; CC0)",
                    "IEMOCAP",
                    LICENCE_OF_IEMOCAP,
                    "IEMOCAP-5531",
                    LICENCE_OF_IEMOCAP);

    private static final String USE =
            """
            ## Use

            Meant for research, for dialogue systems that react to a caller's tone, and for statistics over many \
            conversations, with the knowledge and consent of those who speak. An answer is a guess about how an utterance \
            sounds, not about what somebody feels or is. Do not use it to decide about a person: not in employment, \
            education, credit, insurance, policing, border control, or diagnosis. In the European Union emotion recognition \
            at work and in schools is prohibited but for medical and safety reasons (Regulation 2024/1689, Article 5), and \
            elsewhere those concerned must be told (Article 50).
            """;

    CardTexts {
        corpora = List.copyOf(corpora);
        labels = List.copyOf(labels);
    }

    /** The sections, in Markdown. */
    List<String> sections() {
        return List.of(limits(), USE, licence());
    }

    private String limits() {
        String speech =
                corpora.stream()
                        .map(SPEECH::get)
                        .filter(Objects::nonNull)
                        .distinct()
                        .map(sentence -> sentence + " ")
                        .collect(Collectors.joining());
        return """
        ## Limits

        Learned from %s. %sWhat was not among these recordings, such as other languages, other microphones, children and \
        spontaneous speech, the model has never heard, nor, unless said above, telephone lines, noise and reverberation. The labels %s are not all \
        of feeling: what fits none of them is still given one.
        """
                .formatted(String.join(" and ", corpora), speech, String.join(", ", labels));
    }

    private String licence() {
        String sources =
                corpora.stream()
                        .map(corpus -> LICENCES.getOrDefault(corpus, corpus))
                        .distinct()
                        .collect(Collectors.joining(" and "));
        return """
        ## Licence

        GPL-3.0-or-later, as the project, within what the licences of the training data allow: %s. No audio is contained \
        in the weights' folder.
        """
                .formatted(sources);
    }
}
