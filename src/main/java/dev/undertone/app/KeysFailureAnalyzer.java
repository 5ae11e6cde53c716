package dev.undertone.app;

import dev.undertone.access.InvalidKeysException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** One clear line instead of a stack trace where keys cannot be taken. */
final class KeysFailureAnalyzer extends AbstractFailureAnalyzer<InvalidKeysException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidKeysException cause) {
        return new FailureAnalysis(
                "The API keys cannot be taken: " + cause.getMessage(),
                "Check undertone.security.keys and undertone.security.keys-file.",
                cause);
    }
}
