package dev.undertone.grpc;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Where to listen and what is taken. Limits of streams are those of their sessions.
 *
 * @param port to listen at, 0 for any that is free
 * @param address to listen at; all of the machine's where null
 * @param keys of the server for TLS; plaintext where empty
 * @param reflection whether callers may ask which services there are
 * @param recordings what is taken of them
 */
public record GrpcSettings(
        int port,
        @Nullable InetAddress address,
        List<KeyManager> keys,
        boolean reflection,
        Recordings recordings) {

    private static final int MAX_PORT = 65_535;

    /**
     * What is taken of recordings.
     *
     * @param maxAudioBytes most encoded bytes of one
     * @param maxBufferedBytes most bytes of all that are held at a time
     * @param timeout from the first message of a call to its last
     */
    public record Recordings(long maxAudioBytes, long maxBufferedBytes, Duration timeout) {}

    /**
     * Checks the port.
     *
     * @throws IllegalArgumentException if it is none
     */
    public GrpcSettings {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("expected a port but got " + port);
        }
        keys = List.copyOf(keys);
    }
}
