package dev.undertone.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.audio.AudioDescription;
import dev.undertone.recognition.Abstention;
import dev.undertone.recognition.Judgement;
import dev.undertone.recognition.ModelReference;
import dev.undertone.recognition.Problem;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.TimelineEnd;
import dev.undertone.recognition.TimelineSegment;
import dev.undertone.recognition.TimelineStart;
import dev.undertone.recognition.TimelineSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each form is read back by the rules of those who read it. */
class TimelineFormatTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A speaker whose name needs quoting in every form. */
    private static final String SPEAKER = "Ann \"A\" <&>, Zoë";

    private static final double DURATION = 10.5;

    private static final List<TimelineSegment> SEGMENTS =
            List.of(
                    segment(0, 0, 4, null, 0.82f),
                    segment(1, 2, 6, null, 0.5f),
                    segment(2, 4, 8, null, null),
                    segment(3, 6.125, 10.5, SPEAKER, 0.75f));

    @Test
    void json_whole_hasSegmentsAudioAndSummary() throws IOException {
        JsonNode object = JSON.readTree(written(TimelineFormat.JSON));

        assertThat(new ArrayList<>(object.propertyNames()))
                .containsExactly("id", "model", "segments", "audio", "summary");
        assertThat(object.get("segments")).hasSize(4);
        assertThat(object.at("/segments/3/speaker").stringValue()).isEqualTo(SPEAKER);
        assertThat(object.at("/segments/2/abstention").stringValue()).isEqualTo("no-speech");
        assertThat(object.at("/audio/durationSeconds").doubleValue()).isEqualTo(DURATION);
    }

    @Test
    void json_failedOnTheWay_isStillAnObject() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        TimelineWriter writer = TimelineFormat.JSON.writer(output);
        writer.started(start());
        writer.segment(SEGMENTS.get(0));

        assertThat(writer.failed(problem())).isTrue();
        JsonNode object = JSON.readTree(output.toByteArray());
        assertThat(new ArrayList<>(object.propertyNames()))
                .containsExactly("id", "model", "segments", "error");
        assertThat(object.at("/error/reason").stringValue()).isEqualTo("malformed-audio");
    }

    @Test
    void lines_areAnObjectEach() throws IOException {
        List<String> types =
                written(TimelineFormat.JSON_LINES)
                        .lines()
                        .map(line -> JSON.readTree(line).get("type").stringValue())
                        .toList();

        assertThat(types)
                .containsExactly("segment", "progress", "segment", "segment", "segment", "summary");
    }

    @Test
    void events_areBlocksOfNameAndData() throws IOException {
        String[] blocks = written(TimelineFormat.EVENTS).split("\n\n", -1);

        assertThat(blocks).hasSize(7);
        assertThat(blocks[6]).isEmpty();
        for (int i = 0; i < 6; i++) {
            String[] lines = blocks[i].split("\n", -1);
            assertThat(lines).hasSize(2);
            assertThat(lines[1]).startsWith("data: ");
            String type = JSON.readTree(lines[1].substring(6)).get("type").stringValue();
            assertThat(lines[0]).isEqualTo("event: " + type);
        }
    }

    @Test
    void csv_isReadBackByItsRules() throws IOException {
        List<List<String>> rows = csv(written(TimelineFormat.CSV));

        assertThat(rows).hasSize(5);
        assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(13));
        assertThat(rows.get(0).subList(9, 13)).containsExactly("neutral", "happy", "angry", "sad");
        assertThat(rows.get(4).get(4)).isEqualTo(SPEAKER);
        assertThat(rows.get(1).subList(0, 9))
                .containsExactly("0", "0.0", "4.0", "", "", "true", "angry", "0.82", "");
        assertThat(rows.get(3).subList(5, 9)).containsExactly("false", "", "", "no-speech");
    }

    @Test
    void audacity_isStartEndAndTextBetweenTabs() throws IOException {
        List<String> lines = written(TimelineFormat.AUDACITY).lines().toList();

        assertThat(lines)
                .containsExactly(
                        "0.000000\t4.000000\tangry 0.82",
                        "2.000000\t6.000000\tangry 0.50",
                        "4.000000\t8.000000\tno-speech",
                        "6.125000\t10.500000\t" + SPEAKER + ": angry 0.75");
    }

    @Test
    void textGrid_tiersCoverTheRecordingWithoutGapsOrOverlaps() throws IOException {
        Map<String, List<double[]>> tiers = textGrid(written(TimelineFormat.TEXTGRID));

        assertThat(tiers.keySet()).containsExactly("emotion", "emotion (2)", SPEAKER);
        assertThat(tiers.get("emotion")).hasSize(3);
        assertThat(tiers.get("emotion (2)")).hasSize(3);
        for (List<double[]> tier : tiers.values()) {
            double end = 0;
            for (double[] interval : tier) {
                assertThat(interval[0]).isEqualTo(end);
                assertThat(interval[1]).isGreaterThan(interval[0]);
                end = interval[1];
            }
            assertThat(end).isEqualTo(DURATION);
        }
    }

    @Test
    void textGrid_withoutSegments_hasOneEmptyTier() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        TimelineWriter writer = TimelineFormat.TEXTGRID.writer(output);
        writer.started(start());
        writer.ended(end());

        Map<String, List<double[]>> tiers = textGrid(output.toString(StandardCharsets.UTF_8));
        assertThat(tiers.keySet()).containsExactly("emotion");
        assertThat(tiers.get("emotion")).hasSize(1);
    }

    @Test
    void elan_keepsTheRulesOfItsSchema() throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(
                                new ByteArrayInputStream(
                                        written(TimelineFormat.ELAN)
                                                .getBytes(StandardCharsets.UTF_8)));
        Map<String, Integer> slots = new LinkedHashMap<>();
        for (Element slot : elements(document, "TIME_SLOT")) {
            slots.put(
                    slot.getAttribute("TIME_SLOT_ID"),
                    Integer.parseInt(slot.getAttribute("TIME_VALUE")));
        }
        List<Element> annotations = elements(document, "ALIGNABLE_ANNOTATION");
        Set<String> identifiers = new HashSet<>();
        Set<String> used = new HashSet<>();

        assertThat(document.getDocumentElement().getTagName()).isEqualTo("ANNOTATION_DOCUMENT");
        assertThat(elements(document, "TIER")).hasSize(3);
        assertThat(elements(document, "TIER").get(2).getAttribute("TIER_ID")).isEqualTo(SPEAKER);
        assertThat(elements(document, "LINGUISTIC_TYPE").get(0).getAttribute("LINGUISTIC_TYPE_ID"))
                .isEqualTo(elements(document, "TIER").get(0).getAttribute("LINGUISTIC_TYPE_REF"));
        assertThat(annotations).hasSize(4);
        for (Element annotation : annotations) {
            assertThat(identifiers.add(annotation.getAttribute("ANNOTATION_ID"))).isTrue();
            String from = annotation.getAttribute("TIME_SLOT_REF1");
            String to = annotation.getAttribute("TIME_SLOT_REF2");
            assertThat(slots).containsKeys(from, to);
            assertThat(slots.get(from)).isLessThan(slots.get(to));
            assertThat(used.add(from) && used.add(to)).isTrue();
        }
        assertThat(slots.get(annotations.get(3).getAttribute("TIME_SLOT_REF1"))).isEqualTo(6_125);
        assertThat(annotations.get(3).getTextContent()).isEqualTo("angry 0.75");
    }

    @ParameterizedTest
    @EnumSource(
            value = TimelineFormat.class,
            names = {"CSV", "AUDACITY", "ELAN", "TEXTGRID"})
    void failed_formsWithoutAPlaceForIt_sayThatTheyAreNotWhole(TimelineFormat format)
            throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        TimelineWriter writer = format.writer(output);
        writer.started(start());
        int before = output.size();

        assertThat(writer.failed(problem())).isFalse();
        assertThat(output.size()).isEqualTo(before);
    }

    private static String written(TimelineFormat format) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        TimelineWriter writer = format.writer(output);
        writer.started(start());
        writer.segment(SEGMENTS.get(0));
        writer.progress(4.5);
        for (TimelineSegment segment : SEGMENTS.subList(1, 4)) {
            writer.segment(segment);
        }
        writer.ended(end());
        return output.toString(StandardCharsets.UTF_8);
    }

    private static TimelineStart start() {
        return new TimelineStart(
                "test",
                new ModelReference("fixture", "1.0.0"),
                List.of("neutral", "happy", "angry", "sad"));
    }

    private static TimelineEnd end() {
        return new TimelineEnd(
                "test",
                new ModelReference("fixture", "1.0.0"),
                new AudioDescription(DURATION, "wav", "pcm_s16le", 16_000, 1),
                new TimelineSummary(4, List.of()));
    }

    private static Problem problem() {
        return Problem.of(new RecognitionException(Reason.MALFORMED_AUDIO, "cut short"), "test");
    }

    private static TimelineSegment segment(
            int index,
            double start,
            double end,
            @Nullable String speaker,
            @Nullable Float confidence) {
        Map<String, Float> probabilities = new LinkedHashMap<>();
        probabilities.put("neutral", 0.125f);
        probabilities.put("happy", 0f);
        probabilities.put("angry", confidence == null ? 0.5f : confidence);
        probabilities.put("sad", 0.25f);
        return new TimelineSegment(
                index,
                start,
                end,
                null,
                speaker,
                new Judgement(
                        confidence != null,
                        confidence == null ? null : "angry",
                        confidence,
                        confidence == null ? Abstention.NO_SPEECH : null,
                        probabilities,
                        null,
                        null));
    }

    /** RFC 4180. */
    private static List<List<String>> csv(String text) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : text.split("\r\n", -1)) {
            List<String> row = new ArrayList<>();
            Matcher field =
                    Pattern.compile("\\G(?:\"((?:[^\"]|\"\")*)\"|([^,]*))(,|$)").matcher(line);
            while (field.find()) {
                row.add(
                        field.group(1) == null
                                ? field.group(2)
                                : field.group(1).replace("\"\"", "\""));
                if (field.group(3).isEmpty()) {
                    break;
                }
            }
            if (!line.isEmpty()) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Bounds of the intervals by tier, from the long text form; every count has to be right. */
    private static Map<String, List<double[]>> textGrid(String text) {
        Map<String, List<double[]>> tiers = new LinkedHashMap<>();
        List<String> lines = text.lines().map(String::strip).toList();
        assertThat(lines.get(0)).isEqualTo("File type = \"ooTextFile\"");
        assertThat(lines.get(1)).isEqualTo("Object class = \"TextGrid\"");
        int expectedTiers = Integer.parseInt(value(lines.get(6)));
        List<double[]> tier = List.of();
        List<Integer> expected = new ArrayList<>();
        for (int i = 7; i < lines.size(); i++) {
            if (lines.get(i).startsWith("name = ")) {
                String quoted = value(lines.get(i));
                tier = new ArrayList<>();
                tiers.put(quoted.substring(1, quoted.length() - 1).replace("\"\"", "\""), tier);
            } else if (lines.get(i).startsWith("intervals: size")) {
                expected.add(Integer.parseInt(value(lines.get(i))));
            } else if (lines.get(i).startsWith("intervals [")) {
                tier.add(
                        new double[] {
                            Double.parseDouble(value(lines.get(i + 1))),
                            Double.parseDouble(value(lines.get(i + 2)))
                        });
                assertThat(value(lines.get(i + 3))).startsWith("\"").endsWith("\"");
            }
        }
        assertThat(tiers).hasSize(expectedTiers);
        assertThat(tiers.values().stream().map(List::size).toList()).isEqualTo(expected);
        assertThat(Double.parseDouble(value(lines.get(4)))).isCloseTo(DURATION, within(1e-12));
        return tiers;
    }

    private static String value(String line) {
        return line.substring(line.indexOf('=') + 2);
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
