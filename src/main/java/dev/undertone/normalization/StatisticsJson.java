package dev.undertone.normalization;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.undertone.feature.functional.FunctionalLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON form of training statistics. Strict about types: a number in quotes is refused, not guessed. */
final class StatisticsJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build();

    /** The file, field by field. */
    @JsonPropertyOrder({"layout", "layoutVersion", "mean", "standardDeviation"})
    private record Form(
            @Nullable String layout,
            int layoutVersion,
            @Nullable List<Double> mean,
            @Nullable List<Double> standardDeviation) {}

    private StatisticsJson() {}

    static TrainingStatistics read(byte[] json) {
        Form form;
        try {
            form = MAPPER.readValue(json, Form.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "expected training statistics: " + e.getOriginalMessage(), e);
        }
        if (form == null) {
            throw new IllegalArgumentException("expected training statistics but got null");
        }
        return TrainingStatistics.of(
                layout(form),
                numbers("mean", form.mean),
                numbers("standardDeviation", form.standardDeviation));
    }

    private static FunctionalLayout layout(Form form) {
        return FunctionalLayout.find(String.valueOf(form.layout))
                .filter(layout -> layout.version() == form.layoutVersion)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "expected an implemented layout but got %s version %d"
                                                .formatted(form.layout, form.layoutVersion)));
    }

    private static double[] numbers(String name, @Nullable List<Double> numbers) {
        if (numbers == null || numbers.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("expected numbers of " + name + " but got null");
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static byte[] write(TrainingStatistics statistics) {
        Form form =
                new Form(
                        statistics.layout().name(),
                        statistics.layout().version(),
                        Arrays.stream(statistics.mean()).boxed().toList(),
                        Arrays.stream(statistics.standardDeviation()).boxed().toList());
        byte[] json = MAPPER.writeValueAsBytes(form);
        byte[] ended = Arrays.copyOf(json, json.length + 1);
        ended[json.length] = '\n';
        return ended;
    }
}
