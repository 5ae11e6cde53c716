package dev.undertone.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator relies on. */
class ChartTest {

    private static final String ARGUMENTS = "spec.containers.0.args";

    static Stream<Path> examples() {
        return Chart.examples().stream();
    }

    private static Map<String, Object> one(List<Map<String, Object>> documents, String kind) {
        List<Map<String, Object>> found = Chart.ofKind(documents, kind);
        assertThat(found).as(kind).hasSize(1);
        return found.get(0);
    }

    private static Object deployment(String example, String path) {
        return Chart.at(one(Chart.documents(Chart.example(example)), "Deployment"), path);
    }

    /** The pods of deployment and test, by the rules of the namespace level {@code restricted}. */
    @ParameterizedTest
    @MethodSource("examples")
    void pods_anyExample_areRestricted(Path values) {
        List<Map<String, Object>> documents = Chart.documents(values);
        List<Object> pods = new ArrayList<>();
        pods.add(Chart.at(one(documents, "Deployment"), "spec.template.spec"));
        Chart.ofKind(documents, "Pod").forEach(pod -> pods.add(Chart.at(pod, "spec")));
        for (Object pod : pods) {
            assertThat(Chart.at(pod, "securityContext.runAsNonRoot")).isEqualTo(true);
            assertThat(Chart.at(pod, "securityContext.runAsUser")).isEqualTo(10001);
            assertThat(Chart.at(pod, "securityContext.seccompProfile.type"))
                    .isEqualTo("RuntimeDefault");
            assertThat(Chart.at(pod, "automountServiceAccountToken")).isEqualTo(false);
            assertThat(Chart.at(pod, "enableServiceLinks")).isEqualTo(false);
            for (Object container : containers(pod)) {
                assertThat(Chart.at(container, "securityContext.allowPrivilegeEscalation"))
                        .isEqualTo(false);
                assertThat(Chart.at(container, "securityContext.readOnlyRootFilesystem"))
                        .isEqualTo(true);
                assertThat(Chart.at(container, "securityContext.capabilities.drop"))
                        .isEqualTo(List.of("ALL"));
                assertThat(Chart.at(container, "resources.limits.memory"))
                        .as("memory is not overcommitted")
                        .isNotNull()
                        .isEqualTo(Chart.at(container, "resources.requests.memory"));
                assertThat(Chart.at(container, "resources.limits.cpu")).isNull();
            }
        }
    }

    private static List<Object> containers(Object pod) {
        List<Object> all = new ArrayList<>();
        for (String kind : List.of("containers", "initContainers")) {
            if (Chart.at(pod, kind) instanceof List<?> containers) {
                all.addAll(containers);
            }
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({"default, 1", "all, 2", "autoscaling,", "keda,"})
    void replicas_whereSomethingScales_areLeftToIt(String example, Integer replicas) {
        assertThat(deployment(example, "spec.replicas")).isEqualTo(replicas);
    }

    @Test
    void image_digest_winsOverTheTag() {
        assertThat(deployment("hardened", "spec.template.spec.containers.0.image"))
                .isEqualTo("registry.example.org/undertone@sha256:" + "2".repeat(64));
        assertThat(deployment("default", "spec.template.spec.containers.0.image"))
                .isEqualTo("undertone:0.1.0");
    }

    /** 10 s until load balancers know, 35 s for requests on their way, 5 s to spare. */
    @Test
    void gracePeriod_isTheSumOfItsParts() {
        assertThat(deployment("default", "spec.template.spec.terminationGracePeriodSeconds"))
                .isEqualTo(50);
        assertThat(
                        deployment(
                                "default",
                                "spec.template.spec.containers.0.lifecycle.preStop.sleep.seconds"))
                .isEqualTo(10);
        assertThat(settings("default", "spring.lifecycle.timeout-per-shutdown-phase"))
                .isEqualTo("35s");
        assertThat(deployment("default", "spec.strategy.rollingUpdate.maxUnavailable"))
                .isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"startupProbe, readiness", "readinessProbe, readiness", "livenessProbe, liveness"})
    void probes_askTheManagementPort(String probe, String group) {
        String path = "spec.template.spec.containers.0." + probe + ".httpGet";

        assertThat(deployment("default", path))
                .isEqualTo(Map.of("path", "/actuator/health/" + group, "port", "management"));
    }

    /** A change of the settings has to restart the pods. */
    @Test
    void settings_changed_changeThePods() {
        String annotation = "spec.template.metadata.annotations.checksum/config";

        assertThat(deployment("hardened", annotation))
                .isNotEqualTo(deployment("default", annotation));
        assertThat(settings("hardened", "undertone.limits.max-audio-bytes")).isEqualTo("5MB");
        assertThat(settings("claim", "undertone.models.path")).isEqualTo("/models");
        assertThat(settings("claim", "undertone.models.aliases.default"))
                .isEqualTo("callcentre@2.1.0");
    }

    private static Object settings(String example, String path) {
        List<Map<String, Object>> maps =
                Chart.ofKind(Chart.documents(Chart.example(example)), "ConfigMap");
        Object text = ((Map<?, ?>) maps.get(0).get("data")).get("application.yml");
        return Chart.at(Chart.parse((String) text).get(0), path);
    }

    @ParameterizedTest
    @CsvSource({
        "claim, persistentVolumeClaim.claimName, emotion-models",
        "image-volume, image.pullPolicy, IfNotPresent",
        "init-image, emptyDir.sizeLimit, 128Mi"
    })
    void models_anySource_areMountedReadOnly(String example, String field, String value) {
        String volume = "spec.template.spec.volumes.2.";
        String mount = "spec.template.spec.containers.0.volumeMounts.2.";

        assertThat(deployment(example, volume + "name")).isEqualTo("models");
        assertThat(deployment(example, volume + field)).isEqualTo(value);
        assertThat(deployment(example, mount + "mountPath")).isEqualTo("/models");
        assertThat(deployment(example, mount + "readOnly")).isEqualTo(true);
    }

    /** Kubernetes renews what is mounted as a whole volume, never a file that is mounted by its subPath. */
    @Test
    void security_on_mountsTheKeysSoThatTheyMayChange() {
        String mount = "spec.template.spec.containers.0.volumeMounts.2";
        assertThat(deployment("secured", mount))
                .isEqualTo(Map.of("name", "keys", "mountPath", "/keys", "readOnly", true));
        assertThat(deployment("secured", "spec.template.spec.volumes.2.secret.secretName"))
                .isEqualTo("voice-keys");
        assertThat(settings("secured", "undertone.security"))
                .isEqualTo(
                        Map.of(
                                "enabled",
                                true,
                                "keys-file",
                                "/keys/keys",
                                "allowed-origins",
                                List.of("https://app.example.org")));
        assertThat(settings("secured", "spring.security.oauth2.resourceserver.jwt"))
                .isEqualTo(
                        Map.of(
                                "issuer-uri",
                                "https://login.example.org/realms/voice",
                                "audiences",
                                List.of("undertone")));
        assertThat(settings("default", "undertone.security")).isNull();
    }

    /** Without a key the test could not pass. */
    @Test
    void testPod_securityIsOn_needsAKey() {
        Object args = Chart.at(one(Chart.documents(Chart.example("secured")), "Pod"), ARGUMENTS);
        assertThat(((List<?>) args).subList(4, 6)).isEqualTo(List.of("--key-file", "/keys/key"));

        Map<String, Object> withoutKey = new HashMap<>();
        withoutKey.put("security.enabled", "true");
        withoutKey.put("security.keys.existingSecret", "keys");
        assertThat(Chart.ofKind(Chart.documents(withoutKey), "Pod")).isEmpty();
    }

    @Test
    void tls_ofASecret_isRenewedAndHoldsForGrpcToo() {
        assertThat(settings("tls", "server.ssl.bundle")).isEqualTo("web");
        assertThat(settings("tls", "undertone.grpc.ssl-bundle")).isEqualTo("web");
        assertThat(settings("tls", "spring.ssl.bundle.pem.web"))
                .isEqualTo(
                        Map.of(
                                "reload-on-update",
                                true,
                                "keystore",
                                Map.of(
                                        "certificate", "/tls/tls.crt",
                                        "private-key", "/tls/tls.key")));
        assertThat(deployment("tls", "spec.template.spec.volumes.2.secret.secretName"))
                .isEqualTo("voice-certificate");
        assertThat(deployment("tls", "spec.template.spec.containers.0.volumeMounts.2"))
                .isEqualTo(Map.of("name", "tls", "mountPath", "/tls", "readOnly", true));
        assertThat(management("tls")).isEqualTo(Map.of("server", Map.of("port", 8081)));
        assertThat(Chart.ofKind(Chart.documents(Chart.example("tls")), "Pod")).isEmpty();
        assertThat(settings("grpc", "undertone.grpc")).isEqualTo(Map.of("port", 9090));
    }

    @Test
    void extraVolumes_standBesideTheCharts() {
        assertThat(deployment("tls", "spec.template.spec.volumes.3.configMap.name"))
                .isEqualTo("voice-settings");
        assertThat(deployment("tls", "spec.template.spec.containers.0.volumeMounts.3.mountPath"))
                .isEqualTo("/settings");
    }

    /** A JVM without a CPU limit takes all processors of its node for its own. */
    @ParameterizedTest
    @CsvSource({
        "'', 2",
        "resources.requests.cpu=2500m, 3",
        "resources.requests.cpu=4, 4",
        "resources.requests.cpu=100m, 2",
        "resources.requests.cpu=1;resources.limits.cpu=6, 6",
        "resources.requests.cpu=8;processors=3, 3"
    })
    void processors_areThoseThatThePodMayCountOn(String assignments, int processors) {
        Map<String, Object> values = new HashMap<>();
        for (String assignment : assignments.split(";")) {
            if (!assignment.isEmpty()) {
                values.put(assignment.split("=")[0], assignment.split("=")[1]);
            }
        }
        assertThat(
                        (String)
                                Chart.at(
                                        one(Chart.documents(values), "Deployment"),
                                        "spec.template.spec.containers.0.env.1.value"))
                .contains(" -XX:ActiveProcessorCount=%d ".formatted(processors));
    }

    /** A budget beside a single pod would stop every drain of its node. */
    @ParameterizedTest
    @CsvSource({"default, 0", "hardened, 1", "autoscaling, 1", "keda, 1"})
    void disruptionBudget_onlyBesideSeveralPods(String example, int budgets) {
        assertThat(Chart.ofKind(Chart.documents(Chart.example(example)), "PodDisruptionBudget"))
                .hasSize(budgets);
    }

    @Test
    void network_nothingGoesOutAndOnlyMonitoringReadsMetrics() {
        Map<String, Object> policy =
                one(Chart.documents(Chart.example("default")), "NetworkPolicy");

        assertThat(Chart.at(policy, "spec.policyTypes")).isEqualTo(List.of("Ingress", "Egress"));
        assertThat(Chart.at(policy, "spec.egress")).isEqualTo(List.of());
        assertThat(Chart.at(policy, "spec.ingress.0.ports.0.port")).isEqualTo("http");
        assertThat(Chart.at(policy, "spec.ingress.1.ports.0.port")).isEqualTo("management");
        assertThat(Chart.at(policy, "spec.ingress.1.from.0.namespaceSelector.matchLabels"))
                .isEqualTo(Map.of("kubernetes.io/metadata.name", "monitoring"));
    }

    /** The image's own variable would win over a file, so that one of the pod has to say it. */
    @ParameterizedTest
    @CsvSource({"default, ecs", "all, ''"})
    void logs_format_isToldByVariable(String example, String format) {
        assertThat(deployment(example, "spec.template.spec.containers.0.env"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(Map.of("name", "LOGGING_STRUCTURED_FORMAT_CONSOLE", "value", format));
    }

    @Test
    void traces_onlyWhereACollectorIsNamed() {
        assertThat(management("default")).isEqualTo(Map.of("server", Map.of("port", 8081)));
        assertThat(management("all"))
                .isEqualTo(
                        Map.of(
                                "server",
                                Map.of("port", 8081),
                                "opentelemetry",
                                Map.of(
                                        "tracing",
                                        Map.of(
                                                "export",
                                                Map.of(
                                                        "otlp",
                                                        Map.of(
                                                                "endpoint",
                                                                "http://collector.tracing:4318/v1/traces")))),
                                "tracing",
                                Map.of("sampling", Map.of("probability", 0.5))));
    }

    private static Object management(String example) {
        Map<String, Object> config =
                Chart.ofKind(Chart.documents(Chart.example(example)), "ConfigMap").stream()
                        .filter(map -> Chart.at(map, "metadata.name").equals("voice-undertone"))
                        .findFirst()
                        .orElseThrow();
        Map<?, ?> data = (Map<?, ?>) config.get("data");
        return Chart.parse((String) data.get("application.yml")).get(0).get("management");
    }

    /** Neither way from outside leads to the management port. */
    @Test
    void outside_leadsToTheInterfaceOnly() {
        List<Map<String, Object>> documents = Chart.documents(Chart.example("all"));
        String backend = "spec.rules.0.http.paths.0.backend.service";

        assertThat(Chart.at(one(documents, "Ingress"), backend))
                .isEqualTo(Map.of("name", "voice-undertone", "port", Map.of("name", "http")));
        assertThat(Chart.at(one(documents, "HTTPRoute"), "spec.rules.0.backendRefs.0"))
                .isEqualTo(Map.of("name", "voice-undertone", "port", 8080));
        assertThat(Chart.ofKind(documents, "Service"))
                .extracting(service -> Chart.at(service, "spec.ports"))
                .allSatisfy(ports -> assertThat((List<?>) ports).hasSize(1));
    }

    /** The selector of a deployment cannot be changed later, so nothing that varies may be in it. */
    @ParameterizedTest
    @MethodSource("examples")
    void selector_holdsNothingThatVaries(Path values) {
        assertThat(
                        Chart.at(
                                one(Chart.documents(values), "Deployment"),
                                "spec.selector.matchLabels"))
                .isEqualTo(
                        Map.of(
                                "app.kubernetes.io/name", "undertone",
                                "app.kubernetes.io/instance", "voice"));
    }

    /** The pod of helm test is not taken for one of the service's, and is let in where others are not. */
    @Test
    void testPod_isNoPodOfTheService() {
        List<Map<String, Object>> documents = Chart.documents(Chart.example("hardened"));
        Object labels = Chart.at(one(documents, "Pod"), "metadata.labels");
        Object selector = Chart.at(one(documents, "Deployment"), "spec.selector.matchLabels");

        assertThat(((Map<?, ?>) labels).get("app.kubernetes.io/name"))
                .isNotEqualTo(((Map<?, ?>) selector).get("app.kubernetes.io/name"));
        Object admitted =
                Chart.at(
                        one(documents, "NetworkPolicy"),
                        "spec.ingress.0.from.1.podSelector.matchLabels");
        assertThat(((Map<?, ?>) admitted).entrySet())
                .allMatch(entry -> ((Map<?, ?>) labels).entrySet().contains(entry));
    }
}
