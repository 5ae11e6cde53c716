package dev.undertone.app;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** One clear line instead of a stack trace where a model cannot be loaded. */
final class ModelFailureAnalyzer extends AbstractFailureAnalyzer<ModelStartupException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ModelStartupException cause) {
        return new FailureAnalysis(
                "The models cannot be loaded: " + cause.getMessage(),
                "Check what is set under undertone.models: path, aliases, sha256, device. Where a"
                        + " library is missing: java.io.tmpdir has to take 24 MB, which may be"
                        + " executed there, and the lines above say what stood in the way.",
                cause);
    }
}
