package dev.undertone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which commit this jar was built from. */
final class SourceCommit {

    private SourceCommit() {}

    /** The full id, or {@code unknown} where it was built outside a checkout. */
    static String id() {
        Properties git = new Properties();
        try (InputStream in = SourceCommit.class.getResourceAsStream("/git.properties")) {
            if (in != null) {
                git.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return git.getProperty("git.commit.id", "unknown");
    }
}
