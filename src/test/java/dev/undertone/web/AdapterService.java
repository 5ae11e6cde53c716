package dev.undertone.web;

import dev.undertone.app.UndertoneApplication;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One service for the tests of all adapters. */
@SpringBootTest(
        classes = UndertoneApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "undertone.adapters.vosk.port=0")
abstract class AdapterService {

    @LocalServerPort protected int port;
    protected ServiceFixture service;

    @DynamicPropertySource
    static void models(DynamicPropertyRegistry registry) {
        ServiceFixture.serveFixture(registry);
    }

    @BeforeEach
    void connect() {
        service = new ServiceFixture(port);
    }
}
