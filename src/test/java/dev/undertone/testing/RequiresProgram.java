package dev.undertone.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that needs programs beyond JDK and Maven. It is skipped, and listed at the end of the run, where one is absent;
 * with {@code -Dundertone.requireTools=true} it fails instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("program")
@ExtendWith(RequiresProgramCondition.class)
public @interface RequiresProgram {

    /** Names on the PATH, for example {@code sox}. */
    String[] value();
}
