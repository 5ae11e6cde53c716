package dev.undertone.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Scores utterances of many callers together: at small cost per utterance where many come, at no delay where few do.
 *
 * <p>Takes what is waiting, or waits a little for more where it is patient, and runs it sorted by length, so that little
 * is computed on padding. Utterances that no batch can be scored with are scored alone, so that one caller's bad input
 * does not cost another his answer. Unbounded: its callers have been admitted before and wait for their answers.
 */
public final class ScoreBatcher implements AutoCloseable {

    /** A batch goes no further than this over the length of its shortest, and a tenth of a second: padding costs as frames do. */
    private static final double LONGEST_TO_SHORTEST = 1.3;

    private static final int FREE_FRAMES = 10;

    private static final Comparator<Pending> BY_LENGTH = Comparator.comparingInt(Pending::frames);

    /** An utterance on its way, and who waits for it. */
    private record Pending(
            EmotionModel model, ModelInput input, CompletableFuture<EmotionScores> scores) {

        int frames() {
            return input.frames() == null ? 0 : input.frames().frames();
        }
    }

    private final int largest;
    private final Supplier<Duration> patience;
    private final BlockingQueue<Pending> waiting = new LinkedBlockingQueue<>();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /**
     * Starts its threads.
     *
     * @param largest utterances of one batch at most, positive
     * @param patience how long the first of a batch waits for others, asked at each batch; zero takes those that are there
     * @param threads batches at a time, positive
     */
    public ScoreBatcher(int largest, Supplier<Duration> patience, int threads) {
        if (largest <= 0 || threads <= 0) {
            throw new IllegalArgumentException(
                    "expected a positive size and number of threads but got %d and %d"
                            .formatted(largest, threads));
        }
        this.largest = largest;
        this.patience = patience;
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(this::run, "score-batcher");
            thread.setDaemon(true);
            this.threads.add(thread);
            thread.start();
        }
    }

    /**
     * Asks for the scores of an utterance.
     *
     * @param model to be asked; utterances of different models never share a batch
     * @param input of the model's layout
     * @return completed on a thread of this batcher, with what {@link EmotionModel#score} gives or throws
     */
    public CompletableFuture<EmotionScores> submit(EmotionModel model, ModelInput input) {
        Pending pending = new Pending(model, input, new CompletableFuture<>());
        waiting.add(pending);
        if (closed && waiting.remove(pending)) {
            pending.scores().completeExceptionally(closed());
        }
        return pending.scores();
    }

    /** Utterances that wait for a batch. */
    public int waiting() {
        return waiting.size();
    }

    /** Ends its threads after the batches that they are at; what waits fails. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        List<Pending> left = new ArrayList<>();
        waiting.drainTo(left);
        left.forEach(pending -> pending.scores().completeExceptionally(closed()));
    }

    private void run() {
        try {
            while (!closed) {
                byModel(collect()).forEach(this::scoreSorted);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Pending> collect() throws InterruptedException {
        List<Pending> batch = new ArrayList<>();
        batch.add(waiting.take());
        waiting.drainTo(batch, largest - 1);
        long deadline = System.nanoTime() + patience.get().toNanos();
        while (batch.size() < largest) {
            Pending next = waiting.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    private static Map<EmotionModel, List<Pending>> byModel(List<Pending> batch) {
        Map<EmotionModel, List<Pending>> byModel = new HashMap<>();
        for (Pending pending : batch) {
            byModel.computeIfAbsent(pending.model(), model -> new ArrayList<>()).add(pending);
        }
        return byModel;
    }

    private void scoreSorted(EmotionModel model, List<Pending> batch) {
        batch.sort(BY_LENGTH);
        int from = 0;
        while (from < batch.size()) {
            double longest = LONGEST_TO_SHORTEST * batch.get(from).frames() + FREE_FRAMES;
            int to = from + 1;
            while (to < batch.size() && batch.get(to).frames() <= longest) {
                to++;
            }
            score(model, batch.subList(from, to));
            from = to;
        }
    }

    private static void score(EmotionModel model, List<Pending> batch) {
        try {
            List<EmotionScores> scores = model.score(batch.stream().map(Pending::input).toList());
            for (int b = 0; b < batch.size(); b++) {
                batch.get(b).scores().complete(scores.get(b));
            }
        } catch (Throwable e) { // whoever waits has to hear of it, and the thread goes on
            if (batch.size() == 1) {
                batch.get(0).scores().completeExceptionally(e);
            } else {
                batch.forEach(pending -> score(model, List.of(pending)));
            }
        }
    }

    private static ModelException closed() {
        return new ModelException(ModelException.Fault.UNAVAILABLE, "the service is stopping");
    }
}
