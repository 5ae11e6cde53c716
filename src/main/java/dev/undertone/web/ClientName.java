package dev.undertone.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Principal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who asks: the name behind the credentials, or else the address. */
final class ClientName {

    /** Nothing of this form is ever looked up by name. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%.*)?");

    /** A subscriber gets a /64 at least, and may take any address in it. */
    private static final int NETWORK_BYTES = 8;

    private ClientName() {}

    /** The name of a request's client; {@code X-Forwarded-For} counts where the server was told to trust it. */
    static String of(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return of(principal == null ? null : principal.getName(), request.getRemoteAddr());
    }

    static String of(@Nullable String name, String address) {
        return name == null ? "address " + network(address) : "name " + name;
    }

    /** An IPv4 address as it is, an IPv6 address without its last 64 bits. */
    static String network(String address) {
        if (!IPV6.matcher(address).matches()) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
