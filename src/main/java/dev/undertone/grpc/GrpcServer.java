package dev.undertone.grpc;

import dev.undertone.grpc.v1.EmotionsGrpc;
import dev.undertone.live.LiveSessions;
import dev.undertone.recognition.EmotionRecognizer;
import dev.undertone.recognition.RequestListener;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptors;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;

/** The port of gRPC. Open from {@link #start} to {@link #stop}; its health service tells whether calls are answered. */
public final class GrpcServer {

    /** As of HTTP. */
    private static final int MAX_METADATA_BYTES = 8 * 1024;

    private static final int CALLS_PER_CONNECTION = 1000;
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    /** A connection whose other end is gone is noticed after these two. */
    private static final Duration PING_AFTER = Duration.ofSeconds(60);

    private static final Duration PING_PATIENCE = Duration.ofSeconds(20);

    /** Callers may ping as often. */
    private static final Duration PINGED_AT_MOST_EVERY = Duration.ofSeconds(10);

    private static final Duration IDLE_CONNECTION = Duration.ofMinutes(5);

    private final GrpcSettings settings;
    private final HealthStatusManager health = new HealthStatusManager();
    private final OpenCalls open = new OpenCalls();
    private final ExecutorService waiting =
            Executors.newCachedThreadPool(work -> thread(work, "grpc-call"));
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, work -> thread(work, "grpc-clock"));
    private final Server server;

    /**
     * Makes a server that does not listen yet.
     *
     * @param recognizer answers recordings
     * @param sessions of streams
     * @param listener hears what becomes of calls
     * @param guard decides who may call
     */
    public GrpcServer(
            GrpcSettings settings,
            EmotionRecognizer recognizer,
            LiveSessions sessions,
            RequestListener listener,
            CallGuard guard) {
        this.settings = settings;
        clock.setRemoveOnCancelPolicy(true);
        Recognizing recognizing =
                new Recognizing(
                        recognizer,
                        new HeldRecordings(settings.recordings()),
                        listener,
                        waiting,
                        clock);
        NettyServerBuilder builder = bounded(sessions.limits().messageBytes());
        builder.addService(
                ServerInterceptors.intercept(
                        new EmotionsService(recognizing, sessions),
                        new CallBorder(guard, listener, open)));
        builder.addService(health.getHealthService());
        if (settings.reflection()) {
            builder.addService(ProtoReflectionServiceV1.newInstance());
        }
        this.server = builder.build();
        setServing(false);
    }

    /**
     * Listens.
     *
     * @throws IOException if the port is taken
     */
    public void start() throws IOException {
        server.start();
    }

    /** The port it listens at. */
    public int port() {
        return server.getPort();
    }

    /** Calls whose last message has not left. */
    int openCalls() {
        return open.count();
    }

    /** Says whether calls are answered: of the whole server, and of its service by name. */
    public void setServing(boolean serving) {
        ServingStatus status = serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        health.setStatus(EmotionsGrpc.SERVICE_NAME, status);
    }

    /**
     * Takes no more calls and waits for those there are; streams are ended by their sessions. Whoever watches health is to
     * be told before, by {@link #setServing}: he may be cut before he hears it here.
     *
     * @param patience how long to wait; what is open then is cut
     */
    public void stop(Duration patience) {
        if (server.isShutdown()) {
            return;
        }
        health.enterTerminalState();
        server.shutdown();
        try {
            open.awaitNone(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.shutdownNow();
        waiting.shutdownNow();
        clock.shutdownNow();
    }

    /**
     * Callbacks run on the threads of the network, since none of them computes or waits. Our own check of a message's size
     * comes first, with a problem; twice that size gRPC itself cuts.
     */
    private NettyServerBuilder bounded(int messageBytes) {
        return NettyServerBuilder.forAddress(address(), credentials())
                .directExecutor()
                .addStreamTracerFactory(new ResettableCalls())
                .maxInboundMessageSize(2 * messageBytes)
                .maxInboundMetadataSize(MAX_METADATA_BYTES)
                .flowControlWindow(Math.max(64 * 1024, 4 * messageBytes))
                .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                .handshakeTimeout(HANDSHAKE.toSeconds(), TimeUnit.SECONDS)
                .keepAliveTime(PING_AFTER.toSeconds(), TimeUnit.SECONDS)
                .keepAliveTimeout(PING_PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .permitKeepAliveTime(PINGED_AT_MOST_EVERY.toSeconds(), TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxConnectionIdle(IDLE_CONNECTION.toSeconds(), TimeUnit.SECONDS);
    }

    private InetSocketAddress address() {
        return settings.address() == null
                ? new InetSocketAddress(settings.port())
                : new InetSocketAddress(settings.address(), settings.port());
    }

    private ServerCredentials credentials() {
        return settings.keys().isEmpty()
                ? InsecureServerCredentials.create()
                : TlsServerCredentials.newBuilder()
                        .keyManager(settings.keys().toArray(KeyManager[]::new))
                        .build();
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
