package dev.undertone.app;

import dev.undertone.grpc.GrpcServer;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Opens and closes the port of gRPC with that of HTTP: open before the models are loaded, serving once the service is ready.
 * At a stop the sessions end their streams first; what is left is answered while HTTP answers its own.
 */
final class GrpcPort
        implements SmartLifecycle, ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

    private static final Logger LOG = LoggerFactory.getLogger(GrpcPort.class);

    /** As long as a request may take; a little less than a phase of the stop may. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

    private final GrpcServer server;
    private final int wanted;
    private volatile boolean running;

    GrpcPort(GrpcServer server, int wanted) {
        this.server = server;
        this.wanted = wanted;
    }

    @Override
    public void start() {
        try {
            server.start();
        } catch (IOException e) {
            throw new PortInUseException(wanted, e);
        }
        running = true;
        LOG.info("gRPC at port {}", server.port());
    }

    @Override
    public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
        server.setServing(event.getState() == ReadinessState.ACCEPTING_TRAFFIC);
    }

    @Override
    public void stop() {
        server.stop(LAST_ANSWERS);
        running = false;
    }

    /** Beside whatever else stops in this phase. */
    @Override
    public void stop(Runnable stopped) {
        new Thread(
                        () -> {
                            stop();
                            stopped.run();
                        },
                        "grpc-stop")
                .start();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** No: as the port of HTTP it stays open while the rest of a context pauses, and a server that was stopped is done. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
    }
}
