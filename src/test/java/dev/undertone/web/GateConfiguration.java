package dev.undertone.web;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Puts a {@link Gate} in the way of the work. */
@TestConfiguration(proxyBeanMethods = false)
class GateConfiguration {

    @Bean
    @Primary
    Gate gate() {
        return new Gate();
    }
}
