package dev.undertone.app;

import dev.undertone.access.Scope;
import dev.undertone.grpc.CallGuard;
import dev.undertone.grpc.CallPass;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.UsageListener;
import dev.undertone.web.ClientAllowances;
import dev.undertone.web.security.Bearers;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What HTTP's filters ask, asked of callers of gRPC: who they are where security is on, and whether they ask too often.
 * What they use is counted for the same names.
 */
final class GrpcGuard implements CallGuard, AutoCloseable {

    /** Tokens may wait for the keys of their issuer, which the threads of the network must not. */
    private static final int THREADS = 4;

    private static final int WAITING = 256;
    private static final int IDLE_SECONDS = 30;

    private final @Nullable Bearers bearers;
    private final ClientAllowances clients;
    private final UsageListener usage;
    private final ThreadPoolExecutor patient =
            new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(WAITING),
                    GrpcGuard::thread);

    /**
     * For one port.
     *
     * @param bearers know keys and tokens; null where nobody is asked for any
     */
    GrpcGuard(@Nullable Bearers bearers, ClientAllowances clients, UsageListener usage) {
        this.bearers = bearers;
        this.clients = clients;
        this.usage = usage;
        patient.allowCoreThreadTimeOut(true);
    }

    @Override
    public CompletionStage<CallPass> admit(Question question) {
        try {
            return bearers == null || Bearers.isQuick(question.authorization())
                    ? CompletableFuture.completedFuture(pass(question))
                    : CompletableFuture.supplyAsync(() -> pass(question), patient);
        } catch (RecognitionException e) {
            return CompletableFuture.failedFuture(e);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new RecognitionException(
                            Reason.OVERLOADED, "too many tokens wait to be checked", e));
        }
    }

    private CallPass pass(Question question) {
        Scope scope = Scope.of(question.scope());
        String name = bearers == null ? null : bearers.admit(question.authorization(), scope);
        if (name != null) {
            usage.requested(name);
        }
        Runnable leave = clients.enter(name, question.address());
        if (scope == Scope.STREAM) {
            // As the handshake of a WebSocket: open streams are bounded by their sessions.
            leave.run();
            return new Pass(name, usage, () -> {});
        }
        return new Pass(name, usage, leave);
    }

    private record Pass(@Nullable String name, UsageListener usage, Runnable leave)
            implements CallPass {

        @Override
        public void heard(double seconds) {
            if (name != null) {
                usage.heard(name, seconds);
            }
        }

        @Override
        public void left() {
            leave.run();
        }
    }

    @Override
    public void close() {
        patient.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "grpc-guard");
        thread.setDaemon(true);
        return thread;
    }
}
