package dev.undertone.app;

import dev.undertone.grpc.GrpcServer;
import dev.undertone.grpc.GrpcSettings;
import dev.undertone.live.LiveSessions;
import dev.undertone.recognition.EmotionRecognizer;
import dev.undertone.recognition.RequestListener;
import dev.undertone.recognition.UsageListener;
import dev.undertone.web.ClientAllowances;
import dev.undertone.web.security.Bearers;
import java.net.InetAddress;
import java.util.List;
import javax.net.ssl.KeyManager;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The port of gRPC, where there is one; else not even a class of it is loaded. */
@Configuration(proxyBeanMethods = false)
@Conditional(GrpcConfiguration.PortGiven.class)
class GrpcConfiguration {

    private static final String PORT = "undertone.grpc.port";

    /** Whether a port is named. */
    static final class PortGiven implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment().getProperty(PORT, Integer.class, -1) >= 0;
        }
    }

    @Bean
    GrpcSettings grpcSettings(
            UndertoneProperties properties, Environment environment, SslBundles bundles) {
        UndertoneProperties.Grpc grpc = properties.grpc();
        UndertoneProperties.Limits limits = properties.limits();
        return new GrpcSettings(
                grpc.port(),
                address(grpc, environment),
                keys(grpc, bundles),
                grpc.reflection(),
                new GrpcSettings.Recordings(
                        limits.maxAudioBytes().toBytes(),
                        limits.bufferedBytes(),
                        limits.uploadTimeout()));
    }

    @Bean
    GrpcGuard grpcGuard(
            ObjectProvider<Bearers> bearers,
            ClientAllowances clients,
            UsageListener usage,
            UndertoneProperties properties) {
        return new GrpcGuard(
                properties.security().enabled() ? bearers.getObject() : null, clients, usage);
    }

    @Bean
    GrpcServer grpcServer(
            GrpcSettings settings,
            EmotionRecognizer recognizer,
            LiveSessions sessions,
            RequestListener listener,
            GrpcGuard guard) {
        return new GrpcServer(settings, recognizer, sessions, listener, guard);
    }

    @Bean
    GrpcPort grpcPort(GrpcServer server, UndertoneProperties properties) {
        return new GrpcPort(server, properties.grpc().port());
    }

    private static List<KeyManager> keys(UndertoneProperties.Grpc grpc, SslBundles bundles) {
        String name = grpc.sslBundle();
        if (name == null) {
            return List.of();
        }
        RenewedKeys keys = new RenewedKeys(bundles.getBundle(name));
        bundles.addBundleUpdateHandler(name, keys::renew);
        return List.of(keys);
    }

    /** A service that HTTP keeps to the machine itself is not opened to others by another port. */
    private static @Nullable InetAddress address(
            UndertoneProperties.Grpc grpc, Environment environment) {
        return grpc.address() == null
                ? environment.getProperty("server.address", InetAddress.class)
                : grpc.address();
    }
}
