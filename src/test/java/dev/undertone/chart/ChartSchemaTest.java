package dev.undertone.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that make no sense are refused before anything reaches a cluster. */
class ChartSchemaTest {

    private static Map<String, Object> values(String assignments) {
        Map<String, Object> values = new HashMap<>();
        for (String assignment : assignments.split(";")) {
            int equals = assignment.indexOf('=');
            values.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({
        "replicas=2, replicas",
        "replicaCount=-1, replicaCount",
        "replicaCount=two, replicaCount",
        "image.digest=sha256:abc, digest",
        "image.tags=1, tags",
        "model.source=bucket, source",
        "model.source=claim, claim",
        "model.source=image, image",
        "model.claim=models, claim",
        "model.source=claim;model.claim=a;model.image=b, image",
        "model.default=Not A Name, default",
        "model.sha256[0]=abc;model.source=claim;model.claim=a, sha256",
        "model.sha256[0]=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, sha256",
        "rollingUpdate.maxSurge=0, rollingUpdate",
        "autoscaling.enabled=true;keda.enabled=true;keda.serverAddress=http://p, not",
        "keda.enabled=true, serverAddress",
        "gateway.enabled=true, parentRefs",
        "maxRamPercentage=90, maxRamPercentage",
        "service.port=70000, port",
        "service.type=Public, type",
        "tmpSizeLimit=lots, tmpSizeLimit",
        "ingress.hosts=, hosts",
        "security.on=true, on",
        "security.enabled=true, security",
        "security.jwt.issuerUri=https://i, audiences",
        "security.jwt.issuerUri=login, issuerUri",
        "security.allowedOrigins[0]=*, allowedOrigins",
        "security.keys.existingSecret=Not A Name, existingSecret",
        "logs.format=xml, format",
        "tracing.endpoint=collector, endpoint",
        "tracing.sampling=2, sampling",
        "processors=-1, processors",
        "tls.existingSecret=Not A Name, existingSecret",
        "extraVolumeMounts[0].name=a, mountPath",
    })
    void template_badValue_isRefusedByName(String assignments, String named) {
        assertThatThrownBy(() -> Chart.documents(values(assignments)))
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicaCount=0",
                "model.default=a-lstm@1.1.0",
                "autoscaling.enabled=true",
                "security.enabled=true;security.keys.existingSecret=keys",
                "security.enabled=true;security.jwt.issuerUri=https://i;security.jwt.audiences[0]=a",
                "keda.enabled=true;keda.serverAddress=https://p",
                "image.digest=sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            })
    void template_goodValue_isRendered(String assignments) {
        assertThat(Chart.documents(values(assignments))).isNotEmpty();
    }
}
