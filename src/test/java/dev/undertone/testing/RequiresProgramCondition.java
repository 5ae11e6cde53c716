package dev.undertone.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Evaluates {@link RequiresProgram}. */
final class RequiresProgramCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<RequiresProgram> required =
                AnnotationSupport.findAnnotation(context.getElement(), RequiresProgram.class);
        List<String> absent =
                required.stream()
                        .flatMap(annotation -> Stream.of(annotation.value()))
                        .filter(program -> !isOnPath(program))
                        .toList();
        if (absent.isEmpty()) {
            return ConditionEvaluationResult.enabled("nothing is missing");
        }
        String reason = "needs " + String.join(", ", absent);
        if (Boolean.getBoolean("undertone.requireTools")) {
            throw new IllegalStateException(context.getDisplayName() + " " + reason);
        }
        SkippedPrograms.record(context.getUniqueId(), reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .anyMatch(Files::isExecutable);
    }
}
