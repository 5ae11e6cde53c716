package dev.undertone.app;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Health and metrics move to a port of their own when security is on: probes and scrapers have no keys. */
final class ManagementPort implements EnvironmentPostProcessor, Ordered {

    private static final String PROPERTY = "management.server.port";
    private static final int DEFAULT = 8081;

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getProperty(UndertoneProperties.SECURITY, Boolean.class, false)) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("managementPort", Map.of(PROPERTY, DEFAULT)));
        }
    }

    /** After all configuration has been read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
