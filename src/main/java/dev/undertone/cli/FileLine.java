package dev.undertone.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.undertone.recognition.Answer;
import dev.undertone.recognition.AnswerJson;
import dev.undertone.recognition.Judgement;
import dev.undertone.recognition.Problem;
import dev.undertone.recognition.Recognition;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What {@code analyze} prints of one file: one line, ending in LF. */
final class FileLine {

    /** The answer of the service with the file in front. */
    @JsonPropertyOrder({"file", "answer"})
    record FileAnswer(String file, @JsonUnwrapped Answer answer) {}

    /** A file that could not be heard. */
    @JsonPropertyOrder({"file", "problem"})
    record FileProblem(String file, Problem problem) {}

    private FileLine() {}

    static String ofAnswer(Path file, Answer answer) {
        return json(new FileAnswer(file.toString(), answer));
    }

    static String ofProblem(Path file, Problem problem) {
        return json(new FileProblem(file.toString(), problem));
    }

    /** File, emotion or abstention, and label=probability, between tabs; the same digits as in JSON. */
    static String forTheEye(Path file, Recognition recognition) {
        Judgement judgement = recognition.judgement();
        String verdict =
                judgement.emotion() != null
                        ? judgement.emotion()
                        : AnswerJson.mapper().convertValue(judgement.abstention(), String.class);
        String probabilities =
                judgement.probabilities().entrySet().stream()
                        .map(
                                entry ->
                                        entry.getKey()
                                                + "="
                                                + AnswerJson.mapper()
                                                        .writeValueAsString(entry.getValue()))
                        .collect(Collectors.joining(" "));
        return file + "\t" + verdict + "\t" + probabilities + "\n";
    }

    private static String json(Object value) {
        return AnswerJson.mapper().writeValueAsString(value) + "\n";
    }
}
