package dev.undertone.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undertone.audio.ChannelMode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognitionOptionsTest {

    @Test
    void parse_nothing_isTheDocumentedDefault() {
        assertThat(RecognitionOptions.parse(Map.of()))
                .isEqualTo(
                        new RecognitionOptions(
                                "default", true, Set.of(), ChannelMode.MIX, 0, false));
    }

    @Test
    void parse_everyParameter_isRead() {
        RecognitionOptions options =
                RecognitionOptions.parse(
                        Map.of(
                                "model", List.of("lstm@1.0.0"),
                                "attention", List.of("none"),
                                "labels", List.of("happy,sad"),
                                "channel", List.of("each"),
                                "minConfidence", List.of("5e-1"),
                                "embedding", List.of("true")));

        assertThat(options)
                .isEqualTo(
                        new RecognitionOptions(
                                "lstm@1.0.0",
                                false,
                                Set.of("happy", "sad"),
                                ChannelMode.EACH,
                                0.5,
                                true));
    }

    @ParameterizedTest
    @CsvSource({
        "model, ''",
        "attention, Frames",
        "attention, ''",
        "labels, ''",
        "labels, 'happy,'",
        "labels, 'happy,happy'",
        "channel, left",
        "minConfidence, 1e309",
        "minConfidence, NaN",
        "minConfidence, Infinity",
        "minConfidence, -0",
        "minConfidence, -1",
        "minConfidence, 1.0000001",
        "minConfidence, 0x1p-1",
        "minConfidence, 0.5d",
        "minConfidence, ' 0.5'",
        "minConfidence, '0,5'",
        "minConfidence, ''",
        "embedding, 1",
        "colour, red"
    })
    void parse_valueThatCannotBe_namesTheParameter(String name, String value) {
        refuses(Map.of(name, List.of(value)), name);
    }

    @Test
    void parse_twice_isRefused() {
        refuses(Map.of("attention", List.of("frames", "frames")), "attention");
    }

    @Test
    void parse_unknownNameOfAnyBytes_isNotRepeated() {
        refuses(Map.of("<script>", List.of("")), "?");
    }

    private static void refuses(Map<String, List<String>> parameters, String name) {
        assertThatExceptionOfType(RecognitionException.class)
                .isThrownBy(() -> RecognitionOptions.parse(parameters))
                .matches(e -> e.reason() == Reason.INVALID_PARAMETER)
                .matches(e -> name.equals(e.parameter()), name);
    }
}
