package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.JSON;
import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.testing.Conversations;
import dev.undertone.testing.WavBytes;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The timelines of a running service, on a fixture model. */
@Timeout(120)
@SpringBootTest(
        classes = UndertoneApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ITTimeline {

    private static final String PATH = "/v1/emotions/timeline";

    /** Voices from 1 to 3.5 s and from 5 to 9 s of 11 s. */
    private static final float[] TALK =
            Conversations.of(11, new double[] {1, 2.5}, new double[] {5, 4});

    private static final byte[] WAV = WavBytes.pcm16(16_000, 1, TALK);

    @LocalServerPort private int port;
    private ServiceFixture service;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        ServiceFixture.serveFixture(registry);
    }

    @BeforeEach
    void connect() {
        service = new ServiceFixture(port);
    }

    @Test
    void post_talkWithPauses_isATimelineAsDocumented() throws Exception {
        HttpResponse<String> response = service.postRaw(PATH, WAV);
        JsonNode answer = json(response);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(new ArrayList<>(answer.propertyNames()))
                .containsExactly("id", "model", "segments", "audio", "summary");
        assertThat(answer.get("audio").get("durationSeconds").doubleValue()).isEqualTo(11);
        assertThat(answer.get("segments")).hasSize(2);
        JsonNode first = answer.get("segments").get(0);
        assertThat(new ArrayList<>(first.propertyNames()))
                .containsExactly(
                        "index",
                        "startSeconds",
                        "endSeconds",
                        "channel",
                        "speaker",
                        "speechDetected",
                        "emotion",
                        "confidence",
                        "abstention",
                        "probabilities",
                        "attention");
        assertThat(first.get("startSeconds").doubleValue()).isCloseTo(0.8, within(0.03));
        assertThat(first.get("endSeconds").doubleValue()).isCloseTo(3.7, within(0.03));
        assertThat(first.get("channel").isNull()).isTrue();
        assertThat(first.get("attention").isNull()).isTrue();
    }

    @Test
    void post_summary_addsUpTheSegments() throws Exception {
        JsonNode answer = json(service.postRaw(PATH, WAV));
        JsonNode voice = answer.get("summary").get("voices").get(0);

        double speech = 0;
        double happy = 0;
        for (JsonNode segment : answer.get("segments")) {
            double seconds = seconds(segment);
            speech += seconds;
            happy += seconds * segment.get("probabilities").get("happy").floatValue();
        }
        assertThat(answer.get("summary").get("segments").intValue()).isEqualTo(2);
        assertThat(voice.get("segments").intValue()).isEqualTo(2);
        assertThat(voice.get("speechSeconds").doubleValue()).isCloseTo(speech, within(1e-9));
        assertThat(voice.get("nonSpeechSeconds").doubleValue())
                .isCloseTo(11 - speech, within(1e-9));
        assertThat(voice.get("probabilities").get("happy").doubleValue())
                .isCloseTo(happy / speech, within(1e-9));
    }

    @Test
    void post_segment_isAnsweredAsItsSamplesAlone() throws Exception {
        for (String query :
                List.of("?attention=frames", "?attention=frames&mode=window&windowSeconds=3.1")) {
            for (JsonNode segment : json(service.postRaw(PATH + query, WAV)).get("segments")) {
                int start = (int) Math.round(segment.get("startSeconds").doubleValue() * 16_000);
                int end = (int) Math.round(segment.get("endSeconds").doubleValue() * 16_000);
                byte[] alone = WavBytes.pcm16(16_000, 1, Arrays.copyOfRange(TALK, start, end));
                JsonNode answer = json(service.postRaw("/v1/emotions", alone));

                for (String field :
                        List.of(
                                "speechDetected",
                                "emotion",
                                "confidence",
                                "abstention",
                                "probabilities")) {
                    assertThat(segment.get(field)).isEqualTo(answer.get(field));
                }
                assertThat(segment.get("attention").get("weights"))
                        .isEqualTo(answer.get("attention").get("weights"));
                assertThat(segment.get("attention").get("startSeconds"))
                        .isEqualTo(segment.get("startSeconds"));
            }
        }
    }

    @Test
    void post_windows_reportSilenceWithoutEmotion() throws Exception {
        JsonNode answer =
                json(service.postRaw(PATH + "?mode=window&windowSeconds=1&hopSeconds=1", WAV));
        JsonNode silent = answer.get("segments").get(10);

        assertThat(answer.get("segments")).hasSize(11);
        assertThat(silent.get("speechDetected").booleanValue()).isFalse();
        assertThat(silent.get("emotion").isNull()).isTrue();
        assertThat(silent.get("abstention").stringValue()).isEqualTo("no-speech");
        assertThat(answer.at("/summary/voices/0/speechSeconds").doubleValue()).isEqualTo(7);
        assertThat(answer.at("/summary/voices/0/nonSpeechSeconds").doubleValue()).isEqualTo(4);
    }

    @Test
    void post_silence_hasNoSegmentsAndASummary() throws Exception {
        JsonNode answer = json(service.postRaw(PATH, WavBytes.pcm16(16_000, 1, new float[80_000])));
        JsonNode voice = answer.get("summary").get("voices").get(0);

        assertThat(answer.get("segments")).isEmpty();
        assertThat(voice.get("speechSeconds").doubleValue()).isZero();
        assertThat(voice.get("nonSpeechSeconds").doubleValue()).isEqualTo(5);
        assertThat(voice.get("emotion").isNull()).isTrue();
        assertThat(voice.get("probabilities").isNull()).isTrue();
    }

    @Test
    void post_eachChannel_hasASpeakerOfItsOwn() throws Exception {
        float[] other = Conversations.of(11, new double[] {3.6, 1.2});
        byte[] stereo = WavBytes.pcm16(16_000, 2, Conversations.interleaved(TALK, other));
        JsonNode answer = json(service.postRaw(PATH + "?channel=each&labels=happy,sad", stereo));
        JsonNode voices = answer.get("summary").get("voices");

        assertThat(voices).hasSize(2);
        assertThat(voices.get(0).get("channel").intValue()).isZero();
        assertThat(voices.get(0).get("segments").intValue()).isEqualTo(2);
        assertThat(voices.get(1).get("channel").intValue()).isEqualTo(1);
        assertThat(voices.get(1).get("segments").intValue()).isEqualTo(1);
        assertThat(voices.get(1).get("speechSeconds").doubleValue()).isCloseTo(1.6, within(0.05));
        assertThat(new ArrayList<>(voices.get(0).get("shares").propertyNames()))
                .containsExactly("happy", "sad");
        IntStream.range(0, 3)
                .forEach(
                        i ->
                                assertThat(answer.at("/segments/" + i + "/index").intValue())
                                        .isEqualTo(i));
    }

    @Test
    void post_callersSegments_areJudgedInOrder() throws Exception {
        byte[] segments =
                """
                [{"start": 5, "end": 9, "speaker": "B", "confidence": 1},
                 {"start": 1.5, "end": 20, "speaker": "A"},
                 {"start": 0, "end": 0.9, "speaker": null}]
                """
                        .getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> before =
                service.postForm(PATH + "?mode=segments", "segments", segments, "file", WAV);
        HttpResponse<String> behind =
                service.postForm(PATH + "?mode=segments", "file", WAV, "segments", segments);
        JsonNode answer = json(before);

        assertThat(before.statusCode()).isEqualTo(200);
        assertThat(json(behind).get("segments")).isEqualTo(answer.get("segments"));
        assertThat(answer.get("segments")).hasSize(3);
        assertThat(answer.at("/segments/0/abstention").stringValue()).isEqualTo("no-speech");
        assertThat(answer.at("/segments/0/speaker").isNull()).isTrue();
        assertThat(answer.at("/segments/1/speaker").stringValue()).isEqualTo("A");
        assertThat(answer.at("/segments/1/endSeconds").doubleValue()).isEqualTo(11);
        assertThat(answer.at("/segments/2/startSeconds").doubleValue()).isEqualTo(5);
        assertThat(answer.at("/summary/voices")).hasSize(3);
        assertThat(answer.at("/summary/voices/2/speechSeconds").doubleValue()).isEqualTo(4);
        assertThat(answer.at("/summary/voices/0/nonSpeechSeconds").doubleValue()).isEqualTo(0.9);
    }

    @Test
    void post_linesAndEvents_sayTheSame() throws Exception {
        HttpResponse<String> lines = accepting("application/x-ndjson", PATH);
        HttpResponse<String> events = accepting("text/event-stream", PATH);
        List<JsonNode> told = lines.body().lines().map(JSON::readTree).toList();
        List<String> types =
                told.stream().map(event -> event.get("type").stringValue()).distinct().toList();

        assertThat(lines.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(types).contains("segment").endsWith("summary");
        JsonNode summary = told.get(told.size() - 1);
        assertThat(new ArrayList<>(summary.propertyNames()))
                .containsExactly("type", "id", "model", "audio", "summary");
        assertThat(summary.get("summary"))
                .isEqualTo(json(service.postRaw(PATH, WAV)).get("summary"));
        assertThat(events.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/event-stream");
        assertThat(
                        segments(
                                events.body()
                                        .lines()
                                        .filter(l -> l.startsWith("data: "))
                                        .map(l -> l.substring(6))))
                .isEqualTo(segments(lines.body().lines()));
        assertThat(events.body()).startsWith("event: ").endsWith("\n\n");
    }

    @Test
    void post_csv_hasARowPerSegment() throws Exception {
        List<String> rows = accepting("text/csv", PATH).body().lines().toList();
        JsonNode segments = json(service.postRaw(PATH, WAV)).get("segments");

        assertThat(rows.get(0))
                .isEqualTo(
                        "index,startSeconds,endSeconds,channel,speaker,speechDetected,emotion,confidence,abstention,"
                                + "neutral,happy,angry,sad");
        assertThat(rows).hasSize(3);
        String[] second = rows.get(2).split(",", -1);
        assertThat(second[1]).isEqualTo(segments.get(1).get("startSeconds").toString());
        assertThat(second[6]).isEqualTo(segments.get(1).get("emotion").stringValue());
        assertThat(second[10])
                .isEqualTo(segments.get(1).get("probabilities").get("happy").toString());
    }

    @Test
    void post_format_isAnsweredInIt() throws Exception {
        assertThat(
                        service.postRaw(PATH + "?format=audacity", WAV)
                                .body()
                                .lines()
                                .findFirst()
                                .orElseThrow())
                .matches("0\\.[0-9]{6}\t3\\.[0-9]{6}\t[a-z]+ 0\\.[0-9]{2}");
        assertThat(service.postRaw(PATH + "?format=elan", WAV).body())
                .contains("<ANNOTATION_DOCUMENT");
        HttpResponse<String> grid = service.postRaw(PATH + "?format=textgrid", WAV);
        assertThat(grid.body()).startsWith("File type = \"ooTextFile\"");
        assertThat(grid.headers().firstValue("Content-Type").orElseThrow())
                .isEqualToIgnoringCase("text/plain;charset=UTF-8");
    }

    private HttpResponse<String> accepting(String type, String path) throws Exception {
        return service.send(
                service.request(path).header("Accept", type).POST(BodyPublishers.ofByteArray(WAV)));
    }

    private static List<JsonNode> segments(Stream<String> lines) {
        return lines.map(JSON::readTree)
                .filter(event -> event.get("type").stringValue().equals("segment"))
                .toList();
    }

    private static double seconds(JsonNode segment) {
        return segment.get("endSeconds").doubleValue() - segment.get("startSeconds").doubleValue();
    }
}
