package dev.undertone.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import dev.undertone.audio.AudioLimits;
import dev.undertone.grpc.v1.Problem;
import dev.undertone.live.LiveLimits;
import dev.undertone.live.LiveSessions;
import dev.undertone.recognition.AdmissionLimits;
import dev.undertone.recognition.EmotionRecognizer;
import dev.undertone.testing.OpenRecognizer;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server of gRPC on a free port of this machine, with the stations behind it and without Spring. */
final class GrpcFixture implements AutoCloseable {

    static final int MAX_AUDIO_BYTES = 300_000;

    final Counted counted = new Counted();
    final EmotionRecognizer recognizer;
    final LiveSessions sessions;
    final GrpcServer server;
    final ManagedChannel channel;

    private final OpenRecognizer opened;

    GrpcFixture(Path folder, CallGuard guard, boolean reflection) throws Exception {
        opened = OpenRecognizer.fixture(folder, new AdmissionLimits(1, 8, Duration.ofSeconds(30)));
        recognizer = opened.recognizer();
        sessions =
                new LiveSessions(
                        recognizer,
                        new LiveLimits(
                                4,
                                Duration.ofSeconds(30),
                                64 * 1024,
                                Duration.ofSeconds(60),
                                AudioLimits.DEFAULT),
                        2,
                        counted.sessions);
        server =
                new GrpcServer(
                        new GrpcSettings(
                                0,
                                InetAddress.getLoopbackAddress(),
                                List.of(),
                                reflection,
                                new GrpcSettings.Recordings(
                                        MAX_AUDIO_BYTES, 400_000, Duration.ofSeconds(2))),
                        recognizer,
                        sessions,
                        counted.calls,
                        guard);
        server.start();
        server.setServing(true);
        channel = channel(server.port());
    }

    static ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    /** The problem in the details of a status. */
    static Problem problem(StatusRuntimeException e) throws InvalidProtocolBufferException {
        com.google.rpc.Status status = StatusProto.fromThrowable(e);
        return status.getDetails(0).unpack(Problem.class);
    }

    /** After how many seconds to try again; null where the status does not say. */
    static @Nullable Long retrySeconds(StatusRuntimeException e)
            throws InvalidProtocolBufferException {
        com.google.rpc.Status status = StatusProto.fromThrowable(e);
        return status.getDetailsCount() < 2
                ? null
                : status.getDetails(1).unpack(RetryInfo.class).getRetryDelay().getSeconds();
    }

    /** Samples as 16 bits, low byte first. */
    static byte[] pcm(float[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            bytes.putShort((short) Math.round(sample * 32_000));
        }
        return bytes.array();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        sessions.stop(Duration.ofSeconds(1));
        server.stop(Duration.ofSeconds(5));
        sessions.close();
        opened.close();
    }
}
