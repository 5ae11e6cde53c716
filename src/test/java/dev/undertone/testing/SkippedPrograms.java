package dev.undertone.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Prints which tests were skipped for want of a program, once the run is over. */
public final class SkippedPrograms implements LauncherSessionListener {

    private static final Map<String, String> SKIPPED = new ConcurrentSkipListMap<>();

    static void record(String test, String reason) {
        SKIPPED.put(test, reason);
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (!SKIPPED.isEmpty()) {
            System.out.println("Skipped for want of a program (scripts/install-debian.sh):");
            SKIPPED.forEach((test, reason) -> System.out.println("  " + test + ": " + reason));
            SKIPPED.clear();
        }
    }
}
