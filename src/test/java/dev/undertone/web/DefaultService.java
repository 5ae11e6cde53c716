package dev.undertone.web;

import dev.undertone.app.UndertoneApplication;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The service as it is by default, but with the fixture model: one for all test classes that extend this one. */
@SpringBootTest(
        classes = UndertoneApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class DefaultService {

    @LocalServerPort private int port;
    private ServiceFixture service;

    @DynamicPropertySource
    static void models(DynamicPropertyRegistry registry) {
        ServiceFixture.serveFixture(registry);
    }

    @BeforeEach
    void connect() {
        service = new ServiceFixture(port);
    }

    /** A client of it. */
    final ServiceFixture service() {
        return service;
    }

    final int port() {
        return port;
    }
}
