package dev.undertone.load;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** One caller who talks and listens. */
final class StreamCaller implements WebSocket.Listener {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int BYTES_PER_MS = 32;

    /** RFC 6455, section 7.4.1: no close frame came. */
    private static final int ABNORMAL_CLOSURE = 1006;

    private final StreamPlan plan;
    private final byte[] talk;
    private final long[] sentNanos;
    private final int offset;
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final List<Long> latencies = new ArrayList<>();
    private @Nullable WebSocket socket;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private int sent;
    private long utterances;
    private String failure = "";

    /**
     * A caller who is not connected yet.
     *
     * @param talk what is said again and again, 16-bit samples at 16 kHz
     * @param offset where in it this caller begins, in bytes
     */
    StreamCaller(StreamPlan plan, byte[] talk, int offset) {
        this.plan = plan;
        this.talk = talk;
        this.offset = offset;
        this.sentNanos = new long[plan.chunks()];
    }

    CompletableFuture<?> connect(HttpClient client) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        if (plan.authorization() != null) {
            builder.header("Authorization", plan.authorization());
        }
        return builder.buildAsync(plan.url(), this)
                .thenCompose(
                        opened -> {
                            socket = opened;
                            return opened.sendText(plan.start(), true);
                        })
                .whenComplete((opened, refused) -> fail(refused));
    }

    /** Sends the next chunk once the one before has left; false when all are sent. */
    synchronized boolean talk() {
        WebSocket open = socket;
        if (open == null || closed.isDone()) {
            return false;
        }
        if (sent == sentNanos.length) {
            sending = sending.thenCompose(none -> end(open));
            return false;
        }
        byte[] chunk = chunk(sent);
        int index = sent++;
        sending =
                sending.thenCompose(
                                none -> {
                                    sentNanos[index] = System.nanoTime();
                                    return open.sendBinary(ByteBuffer.wrap(chunk), true);
                                })
                        .whenComplete((done, broken) -> fail(broken));
        return true;
    }

    private CompletableFuture<?> end(WebSocket open) {
        if (!plan.abrupt()) {
            return open.sendText("{\"type\":\"finish\"}", true);
        }
        open.abort();
        closed.complete(ABNORMAL_CLOSURE);
        return CompletableFuture.completedFuture(open);
    }

    /** Completes with the close code. */
    CompletableFuture<Integer> closed() {
        return closed;
    }

    synchronized List<Long> latencies() {
        return List.copyOf(latencies);
    }

    synchronized long utterances() {
        return utterances;
    }

    synchronized double audioSeconds() {
        return sent * plan.chunk().toMillis() / 1e3;
    }

    /** Why it did not end well; empty where it did. */
    synchronized String failure() {
        return failure;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
        long now = System.nanoTime();
        text.append(part);
        if (last) {
            take(text.toString(), now);
            text.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        fail(error);
    }

    private synchronized void take(String event, long now) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), event)) {
            switch (seek(json, "type")) {
                case "partial" -> {
                    long endMs = Long.parseLong(seek(json, "endMs"));
                    int chunk = (int) Math.min(sent - 1L, endMs / plan.chunk().toMillis());
                    latencies.add(now - sentNanos[chunk]);
                }
                case "utterance" -> utterances++;
                case "error" -> failure = seek(json, "reason");
                default -> {
                    // ready and bye say nothing that is counted
                }
            }
        }
    }

    /**
     * The next value of a name, at any depth. An event is read no further than to what is counted: most of it is
     * attention, which would cost a caller more than all else that he does.
     */
    private static String seek(JsonParser json, String name) {
        while (json.nextToken() != null) {
            if (json.currentToken() == JsonToken.PROPERTY_NAME && name.equals(json.currentName())) {
                json.nextToken();
                return json.getString();
            }
        }
        throw new IllegalStateException("an event without " + name);
    }

    private synchronized void fail(@Nullable Throwable thrown) {
        if (thrown != null) {
            if (failure.isEmpty()) {
                failure = thrown.toString();
            }
            closed.complete(ABNORMAL_CLOSURE);
        }
    }

    private byte[] chunk(int index) {
        int length = (int) plan.chunk().toMillis() * BYTES_PER_MS;
        byte[] chunk = new byte[length];
        int from = (int) ((offset + (long) index * length) % talk.length);
        for (int taken = 0; taken < length; ) {
            int count = Math.min(length - taken, talk.length - from);
            System.arraycopy(talk, from, chunk, taken, count);
            taken += count;
            from = 0;
        }
        return chunk;
    }
}
