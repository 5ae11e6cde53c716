package dev.undertone.app;

import dev.undertone.access.KeyRing;
import dev.undertone.audio.AudioLimits;
import dev.undertone.live.LiveLimits;
import dev.undertone.model.DevicePolicy;
import dev.undertone.model.ModelSettings;
import dev.undertone.model.ScoreBatcher;
import dev.undertone.recognition.AdmissionLimits;
import dev.undertone.recognition.TimelineLimits;
import dev.undertone.web.ClientLimits;
import dev.undertone.web.DeadlineLimits;
import dev.undertone.web.OriginPolicy;
import dev.undertone.web.TimelineUploadLimits;
import dev.undertone.web.UploadLimits;
import dev.undertone.web.VoskSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Everything under {@code undertone.}; {@code application.yml} has the defaults and says what each one means. What shapes
 * a feature or an answer is not here but in the manifest of a model.
 *
 * @param limits what is taken from callers
 * @param admission how much is worked on at a time
 * @param clients what one of them may ask for
 * @param batching whether utterances of several requests are scored together
 * @param models what answers
 * @param security who may ask
 * @param adapters how other protocols are met
 * @param grpc the port of gRPC
 */
@ConfigurationProperties("undertone")
record UndertoneProperties(
        Limits limits,
        AdmissionProperties admission,
        Clients clients,
        Batching batching,
        Models models,
        Security security,
        Adapters adapters,
        Grpc grpc) {

    /** The switch, as it is asked for before this tree exists. */
    static final String SECURITY = "undertone.security.enabled";

    /**
     * What is taken from callers.
     *
     * @param maxAudioBytes most encoded bytes of one recording
     * @param maxBufferedBytes most bytes of all recordings held at a time
     * @param uploadTimeout from the first byte of a body to its last
     * @param maxDuration longest recording
     * @param maxChannels most channels
     * @param minSampleRateHz lowest sample rate
     * @param maxSampleRateHz highest sample rate
     * @param timeline what holds for long recordings instead
     * @param stream what holds for live streams
     */
    record Limits(
            DataSize maxAudioBytes,
            DataSize maxBufferedBytes,
            Duration uploadTimeout,
            Duration maxDuration,
            int maxChannels,
            int minSampleRateHz,
            int maxSampleRateHz,
            Timeline timeline,
            Stream stream) {

        AudioLimits audio() {
            return new AudioLimits(
                    maxAudioBytes.toBytes(),
                    maxDuration,
                    maxChannels,
                    minSampleRateHz,
                    maxSampleRateHz);
        }

        TimelineLimits timelines() {
            return new TimelineLimits(
                    new AudioLimits(
                            timeline.maxAudioBytes().toBytes(),
                            timeline.maxDuration(),
                            maxChannels,
                            minSampleRateHz,
                            maxSampleRateHz),
                    maxDuration,
                    timeline.atATime() == null
                            ? TimelineLimits.DEFAULT.atATime()
                            : timeline.atATime());
        }

        TimelineUploadLimits timelineUpload() {
            return new TimelineUploadLimits(
                    timeline.maxAudioBytes().toBytes(), timeline.idleTimeout());
        }

        LiveLimits live() {
            return new LiveLimits(
                    stream.sessions(),
                    stream.maxUtterance(),
                    (int) stream.maxMessageBytes().toBytes(),
                    stream.idleTimeout(),
                    audio());
        }

        UploadLimits upload() {
            return new UploadLimits(maxAudioBytes.toBytes(), bufferedBytes(), uploadTimeout);
        }

        /** What is held at a time in this process. */
        long bufferedBytes() {
            return bufferedBytes(Runtime.getRuntime().maxMemory());
        }

        /** A quarter of the heap at most, since buffers grow by doubling; one recording of the largest in any case. */
        long bufferedBytes(long heapBytes) {
            return Math.min(
                    maxBufferedBytes.toBytes(), Math.max(maxAudioBytes.toBytes(), heapBytes / 4));
        }
    }

    /**
     * What is taken of long recordings.
     *
     * @param maxAudioBytes most encoded bytes
     * @param maxDuration longest recording
     * @param idleTimeout longest wait for the next kibibyte
     * @param atATime recordings worked on; half as many as cores where not given
     */
    record Timeline(
            DataSize maxAudioBytes,
            Duration maxDuration,
            Duration idleTimeout,
            @Nullable Integer atATime) {}

    /**
     * What is taken of live streams.
     *
     * @param sessions open at a time
     * @param maxUtterance longest utterance
     * @param maxMessageBytes largest message
     * @param idleTimeout longest time without a message
     * @param workers threads that all sessions share; as many as cores where not given
     */
    record Stream(
            int sessions,
            Duration maxUtterance,
            DataSize maxMessageBytes,
            Duration idleTimeout,
            @Nullable Integer workers) {

        int threads() {
            return workers == null ? Runtime.getRuntime().availableProcessors() : workers;
        }
    }

    /**
     * How much is worked on at a time.
     *
     * @param inWork requests worked on; as many as cores where not given, and a batch more where there are batches
     * @param queued requests that wait
     * @param deadline from a request's arrival to its answer where it sets none itself
     * @param maxDeadline longest that it may set
     */
    record AdmissionProperties(
            @Nullable Integer inWork, int queued, Duration deadline, Duration maxDeadline) {

        DeadlineLimits deadlines() {
            return new DeadlineLimits(deadline, maxDeadline);
        }
    }

    /**
     * What one client may ask for.
     *
     * @param requestsPerMinute on average; 0 for any number
     * @param burst at once after a pause
     * @param atATime requests on their way; 0 for any number
     * @param remembered clients whose requests are counted
     */
    record Clients(int requestsPerMinute, int burst, int atATime, int remembered) {

        ClientLimits limits() {
            return new ClientLimits(requestsPerMinute, burst, atATime, remembered);
        }
    }

    /**
     * How utterances of several requests are scored together.
     *
     * @param enabled whether they are
     * @param size most utterances of a batch
     * @param patience how long the first of a batch waits for others
     */
    record Batching(boolean enabled, int size, Duration patience) {

        /** One batch at a time: it is what keeps a GPU busy. */
        ScoreBatcher batcher() {
            return new ScoreBatcher(size, () -> patience, 1);
        }
    }

    /**
     * What answers.
     *
     * @param path folder of models beside the embedded ones
     * @param aliases other names of models; {@code default} must be one
     * @param reloadInterval from one look into the folder to the next; zero for none
     * @param sha256 checksums of the manifests of the folder that may be loaded; any where not given
     * @param device that models are run on
     */
    record Models(
            @Nullable Path path,
            Map<String, String> aliases,
            Duration reloadInterval,
            @Nullable Set<String> sha256,
            DevicePolicy device) {

        /** Whether the folder is looked into again after the start. */
        boolean isWatched() {
            return !reloadInterval.isZero() && !reloadInterval.isNegative();
        }
    }

    /**
     * Who may ask.
     *
     * @param enabled whether callers are asked who they are
     * @param keys one a line, see {@link dev.undertone.access.ApiKey}
     * @param keysFile of such lines, watched; null for none
     * @param keysRefresh from one look at the file to the next
     * @param allowedOrigins whose web pages may call beside the service's own
     */
    record Security(
            boolean enabled,
            List<String> keys,
            @Nullable Path keysFile,
            Duration keysRefresh,
            List<String> allowedOrigins) {

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if the file could not be watched
         */
        Security {
            if (keysRefresh.isNegative() || keysRefresh.isZero()) {
                throw new IllegalArgumentException(
                        "expected a positive keys-refresh but got " + keysRefresh);
            }
        }

        KeyRing keyRing() {
            return new KeyRing(keys, keysFile, keysRefresh);
        }

        OriginPolicy origins() {
            return new OriginPolicy(allowedOrigins);
        }
    }

    /**
     * How other protocols are met.
     *
     * @param vosk that of vosk-server
     */
    record Adapters(Vosk vosk) {}

    /**
     * How vosk's clients are met.
     *
     * @param port of their own; none where not given
     * @param sampleRateHz of a client that does not say
     */
    record Vosk(@Nullable Integer port, int sampleRateHz) {

        VoskSettings settings() {
            return new VoskSettings(port, sampleRateHz);
        }
    }

    AdmissionLimits admissionLimits() {
        int cores = Runtime.getRuntime().availableProcessors();
        int byDefault = batching.enabled() ? cores + batching.size() : cores;
        return new AdmissionLimits(
                admission.inWork() == null ? byDefault : admission.inWork(),
                admission.queued(),
                admission.deadline());
    }

    /**
     * The port of gRPC.
     *
     * @param port to listen at, 0 for any that is free, below for none
     * @param address to listen at; that of HTTP where not given
     * @param sslBundle name of a bundle under {@code spring.ssl} for TLS; plaintext where not given
     * @param reflection whether callers may ask which services there are
     */
    record Grpc(
            int port,
            @Nullable InetAddress address,
            @Nullable String sslBundle,
            boolean reflection) {}

    ModelSettings modelSettings() {
        // Requests, long recordings, the answers and the partials of streams.
        int atATime =
                admissionLimits().mostAtWork()
                        + limits.timelines().atATime()
                        + limits.stream().threads()
                        + 1;
        return new ModelSettings(
                models.path(),
                models.aliases(),
                atATime,
                models.sha256() == null ? Set.of() : models.sha256(),
                models.device());
    }
}
