package dev.undertone.app;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Traces are made where a collector is named, and only there. Otherwise none of Spring Boot's configuration of traces takes
 * part: no tracer, no queue, no thread, and requests pay nothing. Logs and meters never go to a collector.
 */
final class TracingSwitch implements AutoConfigurationImportFilter, Condition, EnvironmentAware {

    static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private static final String TRACING = "org.springframework.boot.micrometer.tracing.";
    private static final String OPEN_TELEMETRY = "org.springframework.boot.opentelemetry.";
    private static final String LOGGING = OPEN_TELEMETRY + "autoconfigure.logging.";

    private boolean isOn;

    @Override
    public void setEnvironment(Environment environment) {
        isOn = isOn(environment);
    }

    @Override
    public boolean[] match(
            @Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] taken = new boolean[autoConfigurations.length];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = autoConfigurations[i] == null || takesPart(autoConfigurations[i]);
        }
        return taken;
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return isOn(context.getEnvironment());
    }

    private boolean takesPart(String configuration) {
        if (configuration.startsWith(LOGGING)) {
            return false;
        }
        return isOn
                || !(configuration.startsWith(TRACING) || configuration.startsWith(OPEN_TELEMETRY));
    }

    /** Also the variables of OpenTelemetry's own specification, which Boot maps to these. */
    private static boolean isOn(Environment environment) {
        return StringUtils.hasText(environment.getProperty(ENDPOINT))
                && Stream.of(
                                "management.opentelemetry.enabled",
                                "management.tracing.export.enabled",
                                "management.tracing.export.otlp.enabled")
                        .allMatch(name -> environment.getProperty(name, Boolean.class, true));
    }
}
