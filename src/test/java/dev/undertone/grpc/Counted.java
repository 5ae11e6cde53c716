package dev.undertone.grpc;

import dev.undertone.live.SessionListener;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RequestListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keeps what becomes of calls and sessions, by words such as {@code call completed} and {@code session overloaded}. */
final class Counted {

    private final List<String> heard = new ArrayList<>();

    final RequestListener calls =
            new RequestListener() {
                @Override
                public void received() {
                    hear("call received");
                }

                @Override
                public void completed() {
                    hear("call completed");
                }

                @Override
                public void refused(Reason reason) {
                    hear("call " + reason.code());
                }

                @Override
                public void cancelled() {
                    hear("call cancelled");
                }
            };

    final SessionListener sessions =
            new SessionListener() {
                @Override
                public void finished() {
                    hear("session finished");
                }

                @Override
                public void failed(Reason reason) {
                    hear("session " + reason.code());
                }

                @Override
                public void cancelled() {
                    hear("session cancelled");
                }
            };

    private synchronized void hear(String word) {
        heard.add(word);
        notifyAll();
    }

    synchronized void clear() {
        heard.clear();
    }

    synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    /** Whether something is heard within a while. */
    synchronized boolean hears(String word, long milliseconds) throws InterruptedException {
        if (!heard.contains(word)) {
            wait(milliseconds);
        }
        return heard.contains(word);
    }

    synchronized void await(String word) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!heard.contains(word)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("expected %s but heard %s".formatted(word, heard));
            }
            wait(1_000);
        }
    }
}
