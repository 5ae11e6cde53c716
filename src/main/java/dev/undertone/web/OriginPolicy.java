package dev.undertone.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose web pages may call. A browser names the origin of the page in {@code Origin}; clients that are no browsers name
 * none and pass. A page that this very host served passes too, and those the operator has listed. Thread-safe.
 */
public final class OriginPolicy {

    private final Set<String> listed;

    /**
     * A policy of these origins beside the host's own.
     *
     * @param origins each {@code scheme://host} or {@code scheme://host:port}, http or https
     * @throws IllegalArgumentException if one is not of that form; there is no wildcard
     */
    public OriginPolicy(Collection<String> origins) {
        this.listed = origins.stream().map(OriginPolicy::listed).collect(Collectors.toSet());
    }

    /**
     * Whether a request may be answered.
     *
     * @param origin the header {@code Origin}, null where there is none; {@code null} in letters, the origin of a file or
     *     a sandbox, is nobody's
     * @param host the header {@code Host}. Only the authority is compared: behind a proxy that ends TLS the service sees
     *     another scheme than the page
     */
    public boolean allows(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return true;
        }
        URI page = parse(origin);
        return page != null && (isListed(page) || isOwn(page, host));
    }

    /** Whether the operator has listed this origin, so that its pages may read answers (CORS). */
    boolean lists(@Nullable String origin) {
        URI page = origin == null ? null : parse(origin);
        return page != null && isListed(page);
    }

    private boolean isListed(URI page) {
        return listed.contains(canonical(page));
    }

    private static boolean isOwn(URI page, @Nullable String host) {
        URI own = host == null ? null : parse(page.getScheme() + "://" + host);
        return own != null && canonical(own).equals(canonical(page));
    }

    private static String listed(String origin) {
        URI uri = parse(origin);
        if (uri == null) {
            throw new IllegalArgumentException(
                    "expected an origin such as https://example.org:8443 but got " + origin);
        }
        return canonical(uri);
    }

    /** An origin in the one form that is compared; null for what is none. */
    private static @Nullable URI parse(String origin) {
        try {
            URI uri = new URI(origin);
            boolean bare =
                    uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.getRawPath().isEmpty()
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null;
            return bare && defaultPort(uri) > 0 ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Lower case, and the port always there. */
    private static String canonical(URI uri) {
        int port = uri.getPort() < 0 ? defaultPort(uri) : uri.getPort();
        return "%s://%s:%d"
                .formatted(uri.getScheme(), uri.getHost(), port)
                .toLowerCase(Locale.ROOT);
    }

    /** 0 for a scheme that is no page's. */
    private static int defaultPort(URI uri) {
        return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "http" -> 80;
            case "https" -> 443;
            default -> 0;
        };
    }
}
