package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.testing.FixtureModel;
import dev.undertone.testing.WavBytes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** What becomes of requests on their way when the service is told to stop, as the signal to end the process does. */
@Timeout(60)
class ITShutdown {

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 1));

    @TempDir Path folder;
    private final Gate gate = new Gate();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        gate.open();
        callers.shutdownNow();
    }

    @Test
    void close_withRequestsAtWorkAndWaiting_answersThemAndTakesNoMore() throws Exception {
        ConfigurableApplicationContext context = run("20s");
        MeterRegistry meters = context.getBean(MeterRegistry.class);
        ServiceFixture service = new ServiceFixture(port(context, "local.server.port"));
        ServiceFixture management = new ServiceFixture(port(context, "local.management.port"));
        List<Future<HttpResponse<String>>> accepted = ask(service, management, 4);
        assertThat(management.get("/actuator/health/readiness").statusCode()).isEqualTo(200);

        Future<?> closed = callers.submit(context::close);

        awaitRefused(port(context, "local.server.port"));
        assertThat(management.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(management.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        gate.open();
        for (Future<HttpResponse<String>> answer : accepted) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
        closed.get();
        requireNothingLost(meters, 4);
    }

    @Test
    void close_workBeyondTheGrace_isGivenUpAndCounted() throws Exception {
        ConfigurableApplicationContext context = run("200ms");
        MeterRegistry meters = context.getBean(MeterRegistry.class);
        ServiceFixture service = new ServiceFixture(port(context, "local.server.port"));
        ServiceFixture management = new ServiceFixture(port(context, "local.management.port"));
        List<Future<HttpResponse<String>>> accepted = ask(service, management, 2);

        context.close();

        for (Future<HttpResponse<String>> answer : accepted) {
            requireGivenUp(answer);
        }
        requireNothingLost(meters, 2);
    }

    /** Has one request at work, which stands still, and the others in the line. */
    private List<Future<HttpResponse<String>>> ask(
            ServiceFixture service, ServiceFixture management, int requests) throws Exception {
        gate.stopNext(1);
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            answers.add(callers.submit(() -> service.postRaw("/v1/emotions", CLIP)));
        }
        gate.awaitStopped();
        new Counters(management)
                .await("undertone_queued_requests", queued -> queued == requests - 1);
        return answers;
    }

    private static void requireGivenUp(Future<HttpResponse<String>> answer)
            throws InterruptedException {
        try {
            HttpResponse<String> given = answer.get();
            assertThat(given.statusCode()).isEqualTo(503);
            assertThat(given.body()).contains("shutting-down");
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
    }

    private static void requireNothingLost(MeterRegistry meters, int received)
            throws InterruptedException {
        assertThat(meters.get("undertone.received.requests").counter().count()).isEqualTo(received);
        // who is cut off may see the end of the connection before the request is counted
        while (finished(meters) < received) {
            Thread.sleep(10);
        }
        assertThat(finished(meters)).isEqualTo(received);
    }

    private static double finished(MeterRegistry meters) {
        return meters.find("undertone.finished.requests").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static void awaitRefused(int port) throws IOException {
        while (true) {
            try {
                new Socket("localhost", port).close();
            } catch (ConnectException e) {
                return;
            }
        }
    }

    private static int port(ConfigurableApplicationContext context, String property) {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty(property));
    }

    private ConfigurableApplicationContext run(String grace) {
        FixtureModel.write(folder);
        SpringApplication application = new SpringApplication(UndertoneApplication.class);
        application.addInitializers(
                context ->
                        ((GenericApplicationContext) context)
                                .registerBean(
                                        "gate",
                                        Gate.class,
                                        () -> gate,
                                        definition -> definition.setPrimary(true)));
        return application.run(
                "--server.port=0",
                "--management.server.port=0",
                "--spring.lifecycle.timeout-per-shutdown-phase=" + grace,
                "--undertone.admission.in-work=1",
                "--undertone.models.path=" + folder,
                "--undertone.models.aliases.default=fixture");
    }
}
