package dev.undertone.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.audio.RawFormat;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveOptionsTest {

    @Test
    void parse_nothing_isTheDefaultOfAContainer() {
        LiveOptions options = LiveOptions.parse(Map.of());
        assertThat(options.vad()).isTrue();
        assertThat(options.partialEveryMs()).isEqualTo(500);
        assertThat(options.rawFormat()).isNull();
    }

    @Test
    void parse_texts_areReadAsTheFieldsOfStart() {
        LiveOptions options =
                LiveOptions.parse(
                        Map.of(
                                "vad",
                                List.of("false"),
                                "partialEveryMs",
                                List.of("0"),
                                "minConfidence",
                                List.of("0.5"),
                                "encoding",
                                List.of("mulaw"),
                                "sampleRateHz",
                                List.of("8000")));
        assertThat(options.vad()).isFalse();
        assertThat(options.partialEveryMs()).isZero();
        assertThat(options.recognition().minConfidence()).isEqualTo(0.5);
        assertThat(options.rawFormat()).isEqualTo(new RawFormat(RawFormat.Encoding.MULAW, 8000, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "vad,yes",
        "vad,1",
        "partialEveryMs,99",
        "partialEveryMs,60001",
        "partialEveryMs,0500",
        "partialEveryMs,-1",
        "partialEveryMs,true",
        "partialEveryMs,99999999999",
        "colour,red"
    })
    void parse_aTextThatCannotBe_isNamed(String name, String text) {
        assertThatThrownBy(() -> LiveOptions.parse(Map.of(name, List.of(text))))
                .isInstanceOfSatisfying(
                        RecognitionException.class,
                        e -> {
                            assertThat(e.reason()).isEqualTo(Reason.INVALID_PARAMETER);
                            assertThat(e.parameter()).isEqualTo(name);
                        });
    }

    @Test
    void parse_aNameTwice_isNamed() {
        assertThatThrownBy(() -> LiveOptions.parse(Map.of("vad", List.of("true", "true"))))
                .isInstanceOfSatisfying(
                        RecognitionException.class,
                        e -> assertThat(e.parameter()).isEqualTo("vad"));
    }
}
