package dev.undertone.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.grpc.v1.StreamResponse.EventCase;
import dev.undertone.testing.BeforeModels;
import dev.undertone.testing.FixtureModel;
import dev.undertone.testing.WavBytes;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The port of gRPC beside that of HTTP: the same bits, one readiness, one stop. */
class ITGrpc {

    @TempDir Path folder;

    @Test
    void run_withAPort_servesTheBitsOfPostOnceReady() throws Exception {
        FixtureModel.write(folder);
        List<ServingStatus> before = new ArrayList<>();
        SpringApplication application =
                BeforeModels.lookAt(
                        context -> before.add(health(context.getBean(GrpcServer.class))));
        byte[] samples = GrpcFixture.pcm(WavBytes.buzz(1.7, 1));
        Conversation open;
        ManagedChannel channel;
        try (ConfigurableApplicationContext context =
                application.run(arguments("--undertone.grpc.port=0"))) {
            GrpcServer server = context.getBean(GrpcServer.class);
            assertThat(before).containsExactly(ServingStatus.NOT_SERVING);
            assertThat(health(server)).isEqualTo(ServingStatus.SERVING);
            JsonNode post = post(context, samples);
            channel = GrpcFixture.channel(server.port());
            Conversation call =
                    Conversation.open(channel).say(Conversation.START).send(samples, 999).finish();
            var judgement =
                    call.await(EventCase.UTTERANCE).getUtterance().getResult().getJudgement();
            for (String label : FixtureModel.LABELS) {
                assertThat(judgement.getProbabilitiesOrThrow(label))
                        .isEqualTo(post.get("probabilities").get(label).floatValue());
            }
            JsonNode weights = post.at("/attention/weights");
            assertThat(judgement.getAttention().getWeightsCount()).isEqualTo(weights.size());
            for (int frame = 0; frame < weights.size(); frame++) {
                assertThat(judgement.getAttention().getWeights(frame))
                        .isEqualTo(weights.get(frame).floatValue());
            }
            open = Conversation.open(channel).say(Conversation.START).send(samples, 8_000);
            open.await(EventCase.PARTIAL);
        }
        assertThat(open.await(EventCase.UTTERANCE).hasUtterance()).isTrue();
        assertThat(GrpcFixture.problem(open.end()).getReason()).isEqualTo("shutting-down");
        channel.shutdownNow();
    }

    private String[] arguments(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--server.port=0",
                                "--undertone.models.path=" + folder,
                                "--undertone.models.aliases.default=fixture"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static ServingStatus health(GrpcServer server) {
        ManagedChannel channel = GrpcFixture.channel(server.port());
        try {
            return HealthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .check(HealthCheckRequest.getDefaultInstance())
                    .getStatus();
        } finally {
            channel.shutdownNow();
        }
    }

    private static JsonNode post(ConfigurableApplicationContext context, byte[] samples)
            throws Exception {
        String port = context.getEnvironment().getProperty("local.server.port");
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:%s/v1/emotions?encoding=pcm_s16le&sampleRateHz=16000"
                                                .formatted(port)))
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofByteArray(samples))
                        .build();
        return JsonMapper.builder()
                .build()
                .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    }
}
