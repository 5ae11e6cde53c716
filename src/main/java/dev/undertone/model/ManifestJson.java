package dev.undertone.model;

import java.util.Arrays;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The JSON form of a manifest. Strict about types: a number in quotes is refused, not guessed. */
final class ManifestJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private static final ObjectWriter WRITER =
            MAPPER.writer()
                    .with(
                            new DefaultPrettyPrinter()
                                    .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private ManifestJson() {}

    static ModelManifest read(byte[] json) {
        try {
            ModelManifest manifest = MAPPER.readValue(json, ModelManifest.class);
            if (manifest == null) {
                throw new ModelException(
                        ModelException.Fault.MANIFEST_INVALID, "manifest is no JSON object");
            }
            return manifest;
        } catch (DatabindException e) {
            if (e.getCause() instanceof ModelException invalid) {
                throw invalid;
            }
            throw ModelManifest.invalid(field(e), e.getOriginalMessage());
        } catch (JacksonException e) {
            throw new ModelException(
                    ModelException.Fault.MANIFEST_INVALID,
                    "manifest is not JSON: " + e.getOriginalMessage(),
                    e);
        }
    }

    static byte[] write(ModelManifest manifest) {
        byte[] json = WRITER.writeValueAsBytes(manifest);
        byte[] ended = Arrays.copyOf(json, json.length + 1);
        ended[json.length] = '\n';
        return ended;
    }

    private static String field(DatabindException e) {
        return e.getPath().stream()
                .map(
                        step ->
                                step.getPropertyName() == null
                                        ? String.valueOf(step.getIndex())
                                        : step.getPropertyName())
                .collect(Collectors.joining("."));
    }
}
