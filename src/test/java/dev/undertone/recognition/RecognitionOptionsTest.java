package dev.undertone.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undertone.audio.ChannelMode;
import dev.undertone.audio.RawFormat;
import java.util.LinkedHashMap;
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
    void parse_samplesWithoutAHeader_areDescribed() {
        Map<String, List<String>> least =
                Map.of("encoding", List.of("mulaw"), "sampleRateHz", List.of("8000"));
        assertThat(RecognitionOptions.parse(least).rawFormat())
                .isEqualTo(new RawFormat(RawFormat.Encoding.MULAW, 8000, 1));
        Map<String, List<String>> all =
                Map.of(
                        "encoding", List.of("pcm_f32le"),
                        "sampleRateHz", List.of("48000"),
                        "channels", List.of("2"));
        assertThat(RecognitionOptions.parse(all).rawFormat())
                .isEqualTo(new RawFormat(RawFormat.Encoding.PCM_F32LE, 48_000, 2));
        assertThat(RecognitionOptions.DEFAULT.rawFormat()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "PCM_S16LE, 8000, 1, encoding",
        "opus, 8000, 1, encoding",
        "'', 8000, 1, encoding",
        ", 8000, , sampleRateHz",
        ", , 2, channels",
        "alaw, , , sampleRateHz",
        "alaw, 0, , sampleRateHz",
        "alaw, -8000, , sampleRateHz",
        "alaw, 8e3, , sampleRateHz",
        "alaw, 8000.5, , sampleRateHz",
        "alaw, 1000000000, , sampleRateHz",
        "alaw, 8000, 0, channels",
        "alaw, 8000, 65536, channels",
        "alaw, 8000, two, channels"
    })
    void parse_samplesThatCannotBe_namesTheParameter(
            String encoding, String sampleRateHz, String channels, String parameter) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        put(parameters, "encoding", encoding);
        put(parameters, "sampleRateHz", sampleRateHz);
        put(parameters, "channels", channels);
        refuses(parameters, parameter);
    }

    private static void put(Map<String, List<String>> parameters, String name, String value) {
        if (value != null) {
            parameters.put(name, List.of(value));
        }
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
