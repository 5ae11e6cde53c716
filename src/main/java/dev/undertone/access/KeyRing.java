package dev.undertone.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that are valid now: those of the configuration and those of a file, which is read again while the service
 * runs. The file may be replaced in any way, also by the swap of a link as Kubernetes does it; one that cannot be taken
 * leaves the keys as they were and is told once. Thread-safe.
 */
public final class KeyRing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    /** Some ten thousand keys. */
    private static final int MAX_BYTES = 2_000_000;

    private final List<ApiKey> configured;
    private final @Nullable Path file;
    private final Clock clock;
    private final @Nullable ScheduledExecutorService reader;
    private volatile ApiKeys valid;
    private byte[] content = new byte[0];
    private @Nullable String complaint;

    /**
     * Reads the keys, and watches the file if there is one.
     *
     * @param lines keys of the configuration, see {@link ApiKey}
     * @param file of such lines, null for none
     * @param refresh from one look at the file to the next
     * @throws InvalidKeysException if a key cannot be taken or the file cannot be read
     */
    public KeyRing(List<String> lines, @Nullable Path file, Duration refresh) {
        this(lines, file, refresh, Clock.systemUTC());
    }

    KeyRing(List<String> lines, @Nullable Path file, Duration refresh, Clock clock) {
        this.configured = ApiKeys.parse(lines);
        this.file = file;
        this.clock = clock;
        this.valid = new ApiKeys(configured);
        if (file == null) {
            this.reader = null;
        } else {
            read(file);
            this.reader = Executors.newSingleThreadScheduledExecutor(KeyRing::thread);
            long nanos = refresh.toNanos();
            var unused =
                    reader.scheduleWithFixedDelay(
                            this::refresh, nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** The key of a secret, if there is one that has not expired. */
    public Optional<ApiKey> find(String secret) {
        return valid.find(secret, clock.instant());
    }

    /** Whether nobody could be let in. */
    public boolean isEmpty() {
        return valid.size() == 0;
    }

    /** Looks at the file now. */
    void refresh() {
        try {
            if (file != null && read(file)) {
                LOG.info("{} keys are valid now", valid.size());
            }
            complaint = null;
        } catch (RuntimeException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    /** Stops watching. */
    @Override
    public void close() {
        if (reader != null) {
            reader.shutdownNow();
        }
    }

    /** Takes the file's keys where it has changed; says whether it has. */
    private boolean read(Path path) {
        byte[] found = bytes(path);
        if (Arrays.equals(found, content)) {
            return false;
        }
        List<ApiKey> keys =
                ApiKeys.parse(new String(found, StandardCharsets.UTF_8).lines().toList());
        if (keys.isEmpty()) {
            throw new InvalidKeysException("expected at least one key in the file");
        }
        valid = new ApiKeys(Stream.concat(configured.stream(), keys.stream()).toList());
        content = found;
        return true;
    }

    private static byte[] bytes(Path path) {
        try (InputStream stream = Files.newInputStream(path)) {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new InvalidKeysException("expected at most %d bytes".formatted(MAX_BYTES));
            }
            return bytes;
        } catch (IOException e) {
            throw new InvalidKeysException("the file cannot be read", e);
        }
    }

    private void complain(String what) {
        if (!what.equals(complaint)) {
            complaint = what;
            LOG.warn("The file of keys cannot be taken, the keys before stay valid: {}", what);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "keys");
        thread.setDaemon(true);
        return thread;
    }
}
