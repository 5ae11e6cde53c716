package dev.undertone.web.security;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

/** What Spring Boot's decoder of tokens, set by {@code spring.security.oauth2.resourceserver.jwt.*}, checks beside. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(SecuritySwitch.PROPERTY)
class TokenConfiguration {

    /** The claim of tokens that are good only together with a proof that their sender has a key (RFC 7800). */
    private static final String CONFIRMATION = "cnf";

    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer issuerClient() {
        return builder -> builder.restOperations(new IssuerClient());
    }

    /** A token without an end would be good for ever. */
    @Bean
    OAuth2TokenValidator<Jwt> endOfToken() {
        JwtTimestampValidator validator = new JwtTimestampValidator();
        validator.setAllowEmptyExpiryClaim(false);
        return validator;
    }

    /** The proof is not asked for here, so a stolen token of this kind must not be taken without it. */
    @Bean
    OAuth2TokenValidator<Jwt> bearerTokensOnly() {
        return token ->
                token.hasClaim(CONFIRMATION)
                        ? OAuth2TokenValidatorResult.failure(
                                new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN))
                        : OAuth2TokenValidatorResult.success();
    }
}
