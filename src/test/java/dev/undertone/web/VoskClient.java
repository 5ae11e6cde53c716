package dev.undertone.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Behaves as the clients of vosk-server do: after each binary message, and after eof, it waits for one text message. */
final class VoskClient implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long PATIENCE_SECONDS = 30;

    private final StringBuilder text = new StringBuilder();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    VoskClient(int port, String pathAndQuery) {
        socket =
                CLIENT.newWebSocketBuilder()
                        .buildAsync(URI.create("ws://localhost:" + port + pathAndQuery), this)
                        .join();
    }

    void say(String message) {
        socket.sendText(message, true).join();
    }

    void send(byte[] samples) {
        socket.sendBinary(ByteBuffer.wrap(samples), true).join();
    }

    /** One binary message in two frames. */
    void sendInFrames(byte[] samples, int first) {
        socket.sendBinary(ByteBuffer.wrap(samples, 0, first), false).join();
        socket.sendBinary(ByteBuffer.wrap(samples, first, samples.length - first), true).join();
    }

    /** The next message. */
    JsonNode receive() throws InterruptedException {
        String message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no answer came; a client would hang");
        }
        return ServiceFixture.JSON.readTree(message);
    }

    /** What came that nobody waited for, once the server has closed. */
    List<String> surplus() throws Exception {
        closeCode();
        return new ArrayList<>(received);
    }

    int closeCode() throws Exception {
        return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            received.add(text.toString());
            text.setLength(0);
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
