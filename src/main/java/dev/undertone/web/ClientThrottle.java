package dev.undertone.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.undertone.recognition.RecognitionException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Turns away a client who asks for too much, before a byte of the body is read; others do not notice. A bounded number of
 * clients is remembered.
 */
@Component
final class ClientThrottle implements HandlerInterceptor, WebMvcConfigurer {

    /** A bucket that nobody asked for so long is full again, or as good as. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private static final String ALLOWANCE = ClientThrottle.class.getName();

    private final ClientLimits limits;
    private final LoadingCache<String, ClientAllowance> clients;

    ClientThrottle(ClientLimits limits) {
        this.limits = limits;
        this.clients =
                Caffeine.newBuilder()
                        .maximumSize(limits.remembered())
                        .expireAfterAccess(FORGOTTEN_AFTER)
                        .build(name -> new ClientAllowance(limits));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        if (limits.isOn()) {
            registry.addInterceptor(this).addPathPatterns("/v1/**");
        }
    }

    /**
     * Takes the request on.
     *
     * @throws RecognitionException of rate-limited if its client has to wait
     */
    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        ClientAllowance allowance = clients.get(ClientName.of(request));
        allowance.enter();
        request.setAttribute(ALLOWANCE, allowance);
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable Exception failure) {
        if (request.getAttribute(ALLOWANCE) instanceof ClientAllowance allowance) {
            request.removeAttribute(ALLOWANCE);
            allowance.leave();
        }
    }
}
