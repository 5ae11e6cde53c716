package dev.undertone.app;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** One clear line instead of a stack trace where a native library, the decoder's or the engine's, cannot be loaded. */
final class NativeFailureAnalyzer extends AbstractFailureAnalyzer<LinkageError> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LinkageError cause) {
        return new FailureAnalysis(
                "A native library cannot be loaded: " + root(cause).getMessage(),
                "Check that java.io.tmpdir and org.bytedeco.javacpp.cachedir can be written, have"
                        + " 100 MB to spare and may hold what is executed, or that the libraries"
                        + " lie in java.library.path, as docs/container.md describes.",
                cause);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
