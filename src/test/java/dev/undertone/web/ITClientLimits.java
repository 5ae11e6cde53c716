package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.testing.WavBytes;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A service that lets each client ask six times and then once a minute, and twice at a time. */
@Timeout(60)
@SpringBootTest(
        classes = {UndertoneApplication.class, GateConfiguration.class, ITClientLimits.Named.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "undertone.admission.in-work=3",
            "undertone.clients.requests-per-minute=1",
            "undertone.clients.burst=6",
            "undertone.clients.at-a-time=2",
            "undertone.clients.remembered=100"
        })
class ITClientLimits {

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 1));
    private static final String USER = "X-Test-User";

    @LocalServerPort private int port;
    @Autowired private Gate gate;
    private ServiceFixture service;
    private Counters counters;

    /** A filter that stands in for authentication: whoever a header names is who asks. */
    @TestConfiguration
    static class Named {

        @Bean
        FilterRegistrationBean<Filter> user() {
            FilterRegistrationBean<Filter> bean = new FilterRegistrationBean<>(Named::named);
            bean.setOrder(-100);
            return bean;
        }

        private static void named(
                ServletRequest request, ServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            HttpServletRequest asked = (HttpServletRequest) request;
            String name = asked.getHeader(USER);
            chain.doFilter(
                    new HttpServletRequestWrapper(asked) {
                        @Override
                        public Principal getUserPrincipal() {
                            return name == null ? null : () -> name;
                        }
                    },
                    response);
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        ServiceFixture.serveFixture(registry);
    }

    @BeforeEach
    void connect() {
        service = new ServiceFixture(port);
        counters = new Counters(service);
    }

    @AfterEach
    void end() throws Exception {
        counters.requireNothingLost();
    }

    @Test
    void post_beyondTheBurst_isRateLimitedAndOthersAreNot() throws Exception {
        for (int i = 0; i < 6; i++) {
            assertThat(post(USER, "anna").statusCode()).isEqualTo(200);
        }
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> refused = post(USER, "anna");

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(json(refused).get("reason").stringValue()).isEqualTo("rate-limited");
            assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(2, 60);
        }
        assertThat(post(USER, "bert").statusCode()).isEqualTo(200);
        assertThat(counters.sum("undertone_finished_requests_total", "reason=\"rate-limited\""))
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void post_withoutName_countsByAddressWhateverIsForwarded() throws Exception {
        for (int i = 0; i < 6; i++) {
            assertThat(post("X-Forwarded-For", "203.0.113." + i).statusCode()).isEqualTo(200);
        }

        assertThat(post("X-Forwarded-For", "203.0.113.77").statusCode()).isEqualTo(429);
        assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void post_beyondThoseAtATime_isRateLimitedAndOthersAreNot() throws Exception {
        gate.stopNext(2);
        ExecutorService callers = Executors.newCachedThreadPool();
        try {
            Future<HttpResponse<String>> first = callers.submit(() -> post(USER, "carl"));
            Future<HttpResponse<String>> second = callers.submit(() -> post(USER, "carl"));
            gate.awaitStopped();

            HttpResponse<String> third = post(USER, "carl");

            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(json(third).get("detail").stringValue()).contains("2 requests at a time");
            assertThat(third.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(post(USER, "dora").statusCode()).isEqualTo(200);
            gate.open();
            assertThat(first.get().statusCode()).isEqualTo(200);
            assertThat(second.get().statusCode()).isEqualTo(200);
            assertThat(post(USER, "carl").statusCode()).isEqualTo(200);
        } finally {
            gate.open();
            callers.shutdownNow();
        }
    }

    private HttpResponse<String> post(String header, String value) throws Exception {
        return service.send(
                service.request("/v1/emotions")
                        .header(header, value)
                        .POST(BodyPublishers.ofByteArray(CLIP)));
    }
}
