package dev.undertone.app;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says at the start where anybody who reaches the port may ask. It is no reason to refuse to start: a container's port is
 * open to its network, and what stands in front of it is not seen from inside.
 */
@Component
final class OpenDoor {

    private static final Logger LOG = LoggerFactory.getLogger(OpenDoor.class);

    private final boolean isGuarded;
    private final @Nullable InetAddress address;

    OpenDoor(UndertoneProperties properties, ServerProperties server) {
        this.isGuarded = properties.security().enabled();
        this.address = server.getAddress();
    }

    /** One line, unless callers are asked who they are or come from this machine. */
    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        if (!isGuarded && (address == null || !address.isLoopbackAddress())) {
            LOG.warn(
                    "Security is off and the port is open to the network: whoever reaches it may ask"
                            + " (undertone.security.enabled, or server.address=127.0.0.1)");
        }
    }
}
