package dev.undertone.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A collector of traces: takes OTLP over HTTP as protobuf (opentelemetry-proto 1.x, trace_service.proto and trace.proto) and
 * keeps what comes. It can be held, so that it answers nobody, and stopped, so that nobody listens.
 */
public final class SpanCollector implements AutoCloseable {

    /**
     * What a test looks at of a span.
     *
     * @param parentId empty for the first of a trace
     * @param attributes values as text
     * @param events the names and values of their attributes
     * @param statusCode 0 unset, 1 good, 2 error
     */
    public record Span(
            String traceId,
            String id,
            String parentId,
            String traceState,
            String name,
            long startNanos,
            long endNanos,
            Map<String, String> attributes,
            Map<String, String> events,
            long statusCode) {

        /** Whether it is a request's, and not a stage's. */
        public boolean isRequest() {
            return attributes.containsKey("uri");
        }
    }

    private final ExecutorService threads = Executors.newCachedThreadPool(SpanCollector::daemon);
    private final BlockingQueue<Span> spans = new LinkedBlockingQueue<>();
    private final StringBuffer raw = new StringBuffer();
    private volatile CountDownLatch open = new CountDownLatch(0);
    private int port;
    private HttpServer server;

    public SpanCollector() {
        listen();
    }

    public String endpoint() {
        return "http://localhost:" + port + "/v1/traces";
    }

    /** Answers nobody until {@link #goOn()}. */
    public void hold() {
        open = new CountDownLatch(1);
    }

    /** Answers again. */
    public void goOn() {
        open.countDown();
    }

    /** From now on nobody listens. */
    public void stop() {
        server.stop(0);
    }

    /** Listens, at the same port as before. */
    public void listen() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        port = server.getAddress().getPort();
        server.createContext("/v1/traces", this::take);
        server.setExecutor(threads);
        server.start();
    }

    /** The spans up to and with the next request's, which ends last. */
    public List<Span> nextRequest() throws InterruptedException {
        List<Span> request = new ArrayList<>();
        do {
            request.add(spans.take());
        } while (!request.get(request.size() - 1).isRequest());
        return request;
    }

    /** What has come and was not looked at yet. */
    public List<Span> heard() {
        List<Span> heard = new ArrayList<>();
        spans.drainTo(heard);
        return heard;
    }

    /** Every byte that ever came, as Latin-1. */
    public String raw() {
        return raw.toString();
    }

    @Override
    public void close() {
        goOn();
        stop();
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        raw.append(new String(body, StandardCharsets.ISO_8859_1));
        List<Span> came = new ArrayList<>();
        for (UnknownFieldSet resource : messages(UnknownFieldSet.parseFrom(body), 1)) {
            for (UnknownFieldSet scope : messages(resource, 2)) {
                messages(scope, 2).forEach(span -> came.add(span(span)));
            }
        }
        spans.addAll(requestsLast(came));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** A body groups its spans by who made them; here each request follows what it has passed. */
    private static List<Span> requestsLast(List<Span> came) {
        List<Span> stages = new ArrayList<>(came);
        List<Span> ordered = new ArrayList<>();
        came.stream()
                .filter(Span::isRequest)
                .forEach(
                        request -> {
                            came.stream()
                                    .filter(span -> span.parentId().equals(request.id()))
                                    .forEach(ordered::add);
                            ordered.add(request);
                        });
        stages.removeAll(ordered);
        ordered.addAll(stages);
        return ordered;
    }

    private static Span span(UnknownFieldSet span) {
        Map<String, String> events = new TreeMap<>();
        messages(span, 11).forEach(event -> events.putAll(attributes(event, 3)));
        List<UnknownFieldSet> status = messages(span, 15);
        return new Span(
                hex(span, 1),
                hex(span, 2),
                hex(span, 4),
                text(span, 3),
                text(span, 5),
                span.getField(7).getFixed64List().get(0),
                span.getField(8).getFixed64List().get(0),
                attributes(span, 9),
                events,
                status.isEmpty()
                        ? 0
                        : status.get(0).getField(3).getVarintList().stream()
                                .findFirst()
                                .orElse(0L));
    }

    private static Map<String, String> attributes(UnknownFieldSet message, int field) {
        Map<String, String> attributes = new TreeMap<>();
        for (UnknownFieldSet attribute : messages(message, field)) {
            attributes.put(text(attribute, 1), text(messages(attribute, 2).get(0), 1));
        }
        return attributes;
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet message, int field) {
        List<UnknownFieldSet> messages = new ArrayList<>();
        for (ByteString bytes : message.getField(field).getLengthDelimitedList()) {
            try {
                messages.add(UnknownFieldSet.parseFrom(bytes));
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return messages;
    }

    private static String text(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().stream()
                .findFirst()
                .map(ByteString::toStringUtf8)
                .orElse("");
    }

    private static String hex(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().stream()
                .findFirst()
                .map(bytes -> HexFormat.of().formatHex(bytes.toByteArray()))
                .orElse("");
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "collector");
        thread.setDaemon(true);
        return thread;
    }
}
