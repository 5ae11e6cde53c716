package dev.undertone.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of values is linted, rendered, and read by the types of Kubernetes, none of whose fields is unknown. */
class ChartRenderTest {

    private static final ObjectMapper KUBERNETES = new ObjectMapper();

    private static final Map<String, Class<?>> TYPES =
            Map.of(
                    "ConfigMap", ConfigMap.class,
                    "Deployment", Deployment.class,
                    "HTTPRoute", HTTPRoute.class,
                    "HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
                    "Ingress", Ingress.class,
                    "NetworkPolicy", NetworkPolicy.class,
                    "Pod", Pod.class,
                    "PodDisruptionBudget", PodDisruptionBudget.class,
                    "Service", Service.class,
                    "ServiceAccount", ServiceAccount.class);

    /** Of operators whose types are no part of the library. */
    private static final List<String> CUSTOM =
            List.of("ScaledObject", "ServiceMonitor", "PrometheusRule");

    static Stream<Path> examples() {
        return Chart.examples().stream();
    }

    @Test
    void lint_strict_findsNothing() {
        LintResult result = Chart.helm().lint().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void template_example_isWhatKubernetesKnows(Path values) {
        for (Map<String, Object> document : Chart.documents(values)) {
            String kind = (String) document.get("kind");
            if (CUSTOM.contains(kind)) {
                continue;
            }
            assertThat(TYPES).as("kinds of the chart").containsKey(kind);
            Object typed = KUBERNETES.convertValue(document, TYPES.get(kind));
            assertThat(unknownFields(document, KUBERNETES.convertValue(typed, Map.class), kind))
                    .isEmpty();
            assertThat(additionalProperties(typed)).as(kind).isEmpty();
        }
    }

    /** The library keeps fields that it does not know in a map of each object; through JSON they would look at home. */
    private static List<String> additionalProperties(Object typed) {
        List<String> found = new ArrayList<>();
        Unknown.walk(typed, "", found);
        return found;
    }

    /** Fields that were lost on the way. */
    private static List<String> unknownFields(Object source, Object read, String path) {
        List<String> lost = new ArrayList<>();
        if (source instanceof Map<?, ?> fields) {
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                String here = path + "." + field.getKey();
                Object value = read instanceof Map<?, ?> map ? map.get(field.getKey()) : null;
                if (value == null && !isNothing(field.getValue())) {
                    lost.add(here);
                } else {
                    lost.addAll(unknownFields(field.getValue(), value, here));
                }
            }
        } else if (source instanceof List<?> items && read instanceof List<?> values) {
            for (int i = 0; i < items.size(); i++) {
                lost.addAll(unknownFields(items.get(i), values.get(i), path + "." + i));
            }
        }
        return lost;
    }

    private static boolean isNothing(Object value) {
        return value == null
                || (value instanceof List<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
    }

    /** What is rendered changes only where somebody looks at it: {@code -Dundertone.golden=write} writes it anew. */
    @ParameterizedTest
    @MethodSource("examples")
    void template_example_isAsItWas(Path values) throws IOException {
        Path golden =
                Path.of("src/test/resources/chart")
                        .resolve(values.getFileName().toString().replace("-values", ""));
        String text = Chart.text(values);
        if ("write".equals(System.getProperty("undertone.golden"))) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, text);
        }

        assertThat(text).isEqualTo(Files.readString(golden));
    }
}
