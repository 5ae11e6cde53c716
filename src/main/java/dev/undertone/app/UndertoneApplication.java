package dev.undertone.app;

import dev.undertone.access.KeyRing;
import dev.undertone.audio.AudioDecoder;
import dev.undertone.live.LiveSessions;
import dev.undertone.live.SessionListener;
import dev.undertone.model.FolderWatch;
import dev.undertone.model.ModelException;
import dev.undertone.model.ModelListener;
import dev.undertone.model.ModelRepository;
import dev.undertone.model.ScoreBatcher;
import dev.undertone.observability.LogQueue;
import dev.undertone.recognition.Admission;
import dev.undertone.recognition.EmotionRecognizer;
import dev.undertone.recognition.ModelCatalog;
import dev.undertone.recognition.ModelReloader;
import dev.undertone.recognition.RecognitionListener;
import dev.undertone.recognition.Scorer;
import dev.undertone.recognition.TimelineRecognizer;
import dev.undertone.web.ClientLimits;
import dev.undertone.web.DeadlineLimits;
import dev.undertone.web.OriginPolicy;
import dev.undertone.web.TimelineUploadLimits;
import dev.undertone.web.UploadLimits;
import dev.undertone.web.VoskSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextClosedEvent;

/** The service put together. The stations know nothing of Spring; they are made and joined here. */
@SpringBootApplication(
        scanBasePackages = {
            "dev.undertone.app",
            "dev.undertone.web",
            "dev.undertone.observability"
        })
@EnableConfigurationProperties(UndertoneProperties.class)
public class UndertoneApplication {

    /**
     * Runs the service until it is told to stop.
     *
     * @param arguments Spring's, for example {@code --server.port=9090}
     * @return 0 after an orderly stop, 3 if the models cannot be loaded, 1 if the service cannot start for another
     *     reason, which has been logged
     */
    public static int run(String... arguments) {
        DeadThreads.watch();
        CountDownLatch closed = new CountDownLatch(1);
        SpringApplication application = new SpringApplication(UndertoneApplication.class);
        application.addInitializers(context -> LogQueue.install());
        application.addListeners(
                (ApplicationListener<ContextClosedEvent>) event -> closed.countDown());
        try {
            application.run(arguments);
        } catch (ModelStartupException e) {
            LogQueue.drain();
            return ModelStartupException.EXIT_CODE;
        } catch (RuntimeException e) {
            LogQueue.drain();
            return 1;
        }
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    @Bean
    UploadLimits uploadLimits(UndertoneProperties properties) {
        return properties.limits().upload();
    }

    @Bean
    TimelineUploadLimits timelineUploadLimits(UndertoneProperties properties) {
        return properties.limits().timelineUpload();
    }

    @Bean
    DeadlineLimits deadlineLimits(UndertoneProperties properties) {
        return properties.admission().deadlines();
    }

    @Bean
    ClientLimits clientLimits(UndertoneProperties properties) {
        return properties.clients().limits();
    }

    @Bean
    OriginPolicy originPolicy(UndertoneProperties properties) {
        return properties.security().origins();
    }

    @Bean
    @ConditionalOnBooleanProperty(UndertoneProperties.SECURITY)
    KeyRing keyRing(UndertoneProperties properties) {
        return properties.security().keyRing();
    }

    @Bean
    VoskSettings voskSettings(UndertoneProperties properties) {
        return properties.adapters().vosk().settings();
    }

    @Bean
    AudioDecoder audioDecoder(UndertoneProperties properties) {
        return new AudioDecoder(properties.limits().audio());
    }

    @Bean
    ModelRepository modelRepository(UndertoneProperties properties, ModelListener listener) {
        return new ModelRepository(properties.modelSettings(), listener);
    }

    @Bean
    Admission admission(UndertoneProperties properties) {
        return new Admission(properties.admissionLimits());
    }

    /** Runs models for several requests together where that is on, and is closed then. */
    @Bean
    @ConditionalOnProperty("undertone.batching.enabled")
    ScoreBatcher scoreBatcher(UndertoneProperties properties) {
        return properties.batching().batcher();
    }

    @Bean
    EmotionRecognizer emotionRecognizer(
            AudioDecoder decoder,
            ModelRepository models,
            Admission admission,
            Optional<ScoreBatcher> batcher,
            RecognitionListener listener) {
        Scorer scorer = batcher.map(Scorer::together).orElse(Scorer.ALONE);
        return new EmotionRecognizer(decoder, models, admission, scorer, listener);
    }

    @Bean
    TimelineRecognizer timelineRecognizer(
            EmotionRecognizer recognizer, UndertoneProperties properties) {
        return new TimelineRecognizer(recognizer, properties.limits().timelines());
    }

    @Bean
    LiveSessions liveSessions(
            EmotionRecognizer recognizer,
            UndertoneProperties properties,
            SessionListener listener) {
        return new LiveSessions(
                recognizer,
                properties.limits().live(),
                properties.limits().stream().threads(),
                listener);
    }

    @Bean
    ModelCatalog modelCatalog(ModelRepository models) {
        return new ModelCatalog(models);
    }

    @Bean
    ModelReloader modelReloader(ModelRepository models, ModelCatalog catalog) {
        return new ModelReloader(models, catalog);
    }

    /** Runs after the port is open and before readiness: a probe sees a process that lives and is not ready yet. */
    @Bean
    ApplicationRunner modelLoader(
            ModelRepository models,
            AudioDecoder decoder,
            ModelReloader reloader,
            UndertoneProperties properties) {
        return arguments -> {
            try {
                models.open();
            } catch (ModelException e) {
                throw new ModelStartupException(e);
            }
            WarmUp.run(decoder, models);
            Path folder = properties.models().path();
            if (folder != null && properties.models().isWatched()) {
                reloader.watch(
                        new FolderWatch(models, folder), properties.models().reloadInterval());
            }
        };
    }
}
