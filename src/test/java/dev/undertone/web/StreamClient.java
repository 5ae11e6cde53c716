package dev.undertone.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A client of a stream over a real WebSocket, which keeps what it is told. */
final class StreamClient implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long PATIENCE_SECONDS = 30;

    private final StringBuilder text = new StringBuilder();
    private final List<JsonNode> events = new ArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    StreamClient(int port, String path, String... protocols) {
        this(CLIENT, URI.create("ws://localhost:" + port + path), protocols);
    }

    StreamClient(HttpClient client, URI address, String... protocols) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        if (protocols.length > 0) {
            builder.subprotocols(
                    protocols[0],
                    List.of(protocols).subList(1, protocols.length).toArray(new String[0]));
        }
        socket = builder.buildAsync(address, this).join();
    }

    /** With a header in its handshake. */
    StreamClient(int port, String path, Map<String, String> headers) {
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
        headers.forEach(builder::header);
        socket = builder.buildAsync(URI.create("ws://localhost:" + port + path), this).join();
    }

    StreamClient say(String json) {
        socket.sendText(json, true).join();
        return this;
    }

    StreamClient send(byte[] audio, int chunkBytes) {
        for (int taken = 0; taken < audio.length; taken += chunkBytes) {
            int count = Math.min(chunkBytes, audio.length - taken);
            socket.sendBinary(ByteBuffer.wrap(audio, taken, count), true).join();
        }
        return this;
    }

    WebSocket socket() {
        return socket;
    }

    /** The first event of a type, once it is there. */
    JsonNode await(String type) throws InterruptedException {
        return await(event -> event.path("type").asString().equals(type));
    }

    synchronized JsonNode await(Predicate<JsonNode> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            for (JsonNode event : events) {
                if (wanted.test(event)) {
                    return event;
                }
            }
            wait(1_000);
        }
        throw new AssertionError("expected another event but got " + events);
    }

    /** All events, once the server has closed. */
    List<JsonNode> all() throws Exception {
        closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return soFar();
    }

    synchronized List<JsonNode> soFar() {
        return List.copyOf(events);
    }

    int closeCode() throws Exception {
        return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            JsonNode event = ServiceFixture.JSON.readTree(text.toString());
            text.setLength(0);
            synchronized (this) {
                events.add(event);
                notifyAll();
            }
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
