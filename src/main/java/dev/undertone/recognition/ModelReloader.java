package dev.undertone.recognition;

import dev.undertone.model.FolderWatch;
import dev.undertone.model.ModelException;
import dev.undertone.model.ModelRepository;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has models reloaded while they answer, when somebody asks for it and when their folder changes. One reload at a time, on
 * a thread of its own: native code would pin the carrier of a virtual thread, and callers who ask again and again get no
 * more work done than one.
 */
public final class ModelReloader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelReloader.class);

    private final ModelRepository repository;
    private final ModelCatalog catalog;
    private final Semaphore place = new Semaphore(1);
    private final ScheduledThreadPoolExecutor worker =
            new ScheduledThreadPoolExecutor(1, ModelReloader::thread);

    public ModelReloader(ModelRepository repository, ModelCatalog catalog) {
        this.repository = repository;
        this.catalog = catalog;
    }

    /**
     * Looks at the models' folder from now on, until it is closed.
     *
     * @param interval from the end of a look to the next, positive
     */
    @SuppressWarnings("FutureReturnValueIgnored") // look() lets nothing through
    public void watch(FolderWatch folder, Duration interval) {
        worker.scheduleWithFixedDelay(
                () -> look(folder), 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Reloads the versions of a name.
     *
     * @param reference alias, NAME or NAME@VERSION; all versions of its name are looked at
     * @return the model that answers to the reference now
     * @throws RecognitionException of {@link Reason#MODEL_NOT_FOUND}; {@link Reason#OVERLOADED} while another reload is
     *     asked for; {@link Reason#MODEL_UNAVAILABLE} where the models stay as they are, because those in the folder
     *     cannot be taken up; {@link Reason#SHUTTING_DOWN}
     */
    public ModelDescription reload(String reference) {
        if (!place.tryAcquire()) {
            throw new RecognitionException(Reason.OVERLOADED, "another reload is under way");
        }
        try {
            await(worker.submit(() -> repository.reload(reference)));
        } catch (RejectedExecutionException e) {
            throw new RecognitionException(Reason.SHUTTING_DOWN, "no more is taken on", e);
        } finally {
            place.release();
        }
        return catalog.describe(reference);
    }

    /** Stops looking; what has been begun ends. */
    @Override
    public void close() {
        worker.shutdown();
    }

    private static void await(Future<?> reload) {
        try {
            reload.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RecognitionException(Reason.SHUTTING_DOWN, "stopped while waiting", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ModelException why
                    ? Failures.ofReload(why)
                    : new RecognitionException(
                            Reason.INTERNAL, "the fault is logged under the request's id", e);
        }
    }

    /** What goes wrong with a model, the repository's listener hears of; nothing else may end the looking. */
    private static void look(FolderWatch folder) {
        try {
            folder.look();
        } catch (RuntimeException e) {
            LOG.error("the models' folder could not be looked at", e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "model-reload");
        thread.setDaemon(true);
        return thread;
    }
}
