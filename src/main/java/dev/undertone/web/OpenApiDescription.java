package dev.undertone.web;

import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.io.InputStream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/**
 * The description of the interface, written by hand in {@code openapi/undertone.yaml} and served as it stands: it is the
 * contract, so the code is tested against it and not the other way round.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiDescription {

    /** As a customizer and not as a bean of its own, since springdoc would copy that by the rules of 3.0. */
    @Bean
    OpenApiCustomizer writtenDescription() throws IOException {
        OpenAPI written = read();
        return served -> {
            served.setInfo(written.getInfo());
            served.setTags(written.getTags());
            served.setPaths(written.getPaths());
            served.setComponents(written.getComponents());
        };
    }

    private static OpenAPI read() throws IOException {
        try (InputStream yaml = new ClassPathResource("openapi/undertone.yaml").getInputStream()) {
            return Yaml31.mapper().readValue(yaml, OpenAPI.class);
        }
    }
}
