package dev.undertone.web.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves Spring Boot's configurations of Spring Security out while security is off: to Spring Boot, the library being there
 * means a login page in front of everything. The one for users with passwords, which would make up a password, is left out
 * for good.
 */
final class SecuritySwitch implements AutoConfigurationImportFilter, EnvironmentAware {

    /** The one switch. */
    static final String PROPERTY = "undertone.security.enabled";

    private static final String SECURITY = "org.springframework.boot.security.";
    private static final String PASSWORDS =
            SECURITY + "autoconfigure.UserDetailsServiceAutoConfiguration";

    private boolean isOn;

    @Override
    public void setEnvironment(Environment environment) {
        isOn = environment.getProperty(PROPERTY, Boolean.class, false);
    }

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean[] taken = new boolean[configurations.length];
        for (int i = 0; i < taken.length; i++) {
            String name = configurations[i];
            taken[i] =
                    name == null || !name.startsWith(SECURITY) || (isOn && !name.equals(PASSWORDS));
        }
        return taken;
    }
}
