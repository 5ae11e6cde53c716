package dev.undertone.web;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The messages of an AsyncAPI document and the JSON Schemas (draft 7, on which AsyncAPI's rest) of their payloads. */
final class MessageSchemas {

    private final JsonNode document;
    private final ObjectNode closed;

    /** Reads a document in YAML. */
    MessageSchemas(String yaml) {
        document = ServiceFixture.JSON.valueToTree(new Yaml().<Object>load(yaml));
        closed = (ObjectNode) document.deepCopy();
        close(closed.at("/components/schemas"));
    }

    JsonNode document() {
        return document;
    }

    /** What is wrong with a payload by the document: fields that it does not name are wrong too. */
    List<String> faults(String message, JsonNode payload) {
        ObjectNode root = ServiceFixture.JSON.createObjectNode();
        root.put("$ref", closed.at("/components/messages/" + message + "/payload/$ref").asString());
        root.putObject("components").set("schemas", closed.at("/components/schemas"));
        Schema schema = SchemaRegistry.withDialect(Dialects.getDraft7()).getSchema(root);
        return schema.validate(payload).stream().map(Error::toString).toList();
    }

    /** In an open world a new field is no fault; in this test it is one, since it has to be documented. */
    private static void close(JsonNode schemas) {
        for (JsonNode schema : schemas) {
            if (schema instanceof ObjectNode object
                    && object.has("properties")
                    && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        }
    }
}
