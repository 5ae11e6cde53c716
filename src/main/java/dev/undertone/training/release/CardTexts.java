package dev.undertone.training.release;

/** What every card says of limits, use and licence. */
final class CardTexts {

    static final String USE =
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

    private CardTexts() {}
}
