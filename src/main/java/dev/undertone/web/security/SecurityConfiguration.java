package dev.undertone.web.security;

import dev.undertone.access.KeyRing;
import dev.undertone.access.Scope;
import dev.undertone.recognition.UsageListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** The one chain of filters: who is it, may they, and what did they use. No sessions, no cookies, no pages. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(SecuritySwitch.PROPERTY)
class SecurityConfiguration {

    private static final String TOKENS = "spring.security.oauth2.resourceserver.jwt";

    @Bean
    AuthenticationManager bearerAuthentication(
            KeyRing keys,
            ObjectProvider<JwtDecoder> decoders,
            ObjectProvider<JwtAuthenticationConverter> converters,
            OAuth2ResourceServerProperties properties) {
        JwtDecoder decoder = decoders.getIfAvailable();
        requireSomebody(keys, decoder);
        if (decoder == null) {
            return new BearerAuthentication(keys, null);
        }
        requireAudience(properties.getJwt().getAudiences());
        return new BearerAuthentication(
                keys, tokens(decoder, converters.getIfAvailable(JwtAuthenticationConverter::new)));
    }

    /** For ports that are none of HTTP. */
    @Bean
    Bearers bearers(AuthenticationManager manager) {
        return new Bearers(manager);
    }

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            AuthenticationManager bearers,
            UsageListener usage,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
            Environment environment) {
        requireOwnManagementPort(environment);
        Refusals refusals = new Refusals(problems);
        BearerTokenAuthenticationFilter bearer = new BearerTokenAuthenticationFilter(bearers);
        bearer.setAuthenticationEntryPoint(refusals);
        return http.addFilter(bearer)
                .addFilterBefore(
                        new TicketAuthenticationFilter(), BearerTokenAuthenticationFilter.class)
                .addFilterAfter(new UsageFilter(usage), AuthorizationFilter.class)
                .authorizeHttpRequests(SecurityConfiguration::rules)
                .exceptionHandling(
                        handling ->
                                handling.authenticationEntryPoint(refusals)
                                        .accessDeniedHandler(refusals))
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No cookie says who it is, so no foreign page can make use of one.
                .csrf(AbstractHttpConfigurer::disable)
                // Set with every answer, with and without security.
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Requests are counted by our own meters. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    requests) {
        // These were let in, or not, when they came.
        requests.dispatcherTypeMatchers(
                        DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                .permitAll();
        requests.requestMatchers(EndpointRequest.to("health", "info", "prometheus")).permitAll();
        requests.requestMatchers(EndpointRequest.toAnyEndpoint().excludingLinks())
                .hasAuthority(Caller.authority(Scope.ADMIN));
        // Wherever else an adapter listens.
        requests.requestMatchers(SecurityConfiguration::isWebSocket)
                .hasAuthority(Caller.authority(Scope.STREAM));
        for (AccessRule rule : AccessRule.ALL) {
            requests.requestMatchers(rule.pattern()).hasAuthority(Caller.authority(rule.scope()));
        }
        requests.requestMatchers("/v1/**").authenticated();
        // Pages and the description of the interface hold nothing of anybody.
        requests.requestMatchers(HttpMethod.GET, "/**").permitAll();
        requests.requestMatchers(HttpMethod.HEAD, "/**").permitAll();
        requests.anyRequest().authenticated();
    }

    private static boolean isWebSocket(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }

    private static JwtAuthenticationProvider tokens(
            JwtDecoder decoder, JwtAuthenticationConverter scopes) {
        JwtAuthenticationProvider provider = new JwtAuthenticationProvider(decoder);
        provider.setJwtAuthenticationConverter(
                token -> Caller.ofToken(scopes.convert(token).getAuthorities()));
        return provider;
    }

    private static void requireSomebody(KeyRing keys, @Nullable JwtDecoder decoder) {
        if (keys.isEmpty() && decoder == null) {
            throw new InvalidConfigurationPropertyValueException(
                    SecuritySwitch.PROPERTY,
                    true,
                    "nobody could be let in: set undertone.security.keys, undertone.security.keys-file"
                            + " or "
                            + TOKENS
                            + ".issuer-uri");
        }
    }

    /** Other services of the same issuer may use the same words for their scopes. */
    private static void requireAudience(@Nullable List<String> audiences) {
        if (audiences == null || audiences.isEmpty()) {
            throw new InvalidConfigurationPropertyValueException(
                    TOKENS + ".audiences",
                    "",
                    "tokens made for other services of the issuer would be taken");
        }
    }

    private static void requireOwnManagementPort(Environment environment) {
        if (ManagementPortType.get(environment) == ManagementPortType.SAME) {
            throw new InvalidConfigurationPropertyValueException(
                    "management.server.port",
                    environment.getProperty("management.server.port"),
                    "with security on, health and metrics need a port of their own");
        }
    }
}
