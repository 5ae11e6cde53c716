package dev.undertone.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real browser with one page and a microphone that plays a file over and over, driven by the Chrome DevTools Protocol
 * (chromedevtools.github.io/devtools-protocol) over the JDK's own WebSocket.
 */
public final class Chromium implements WebSocket.Listener, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final long PATIENCE_SECONDS = 120;

    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final String page;
    private final StringBuilder text = new StringBuilder();
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new ArrayList<>();

    /** Starts it. */
    public Chromium(Path microphone) throws Exception {
        profile = Files.createTempDirectory("undertone-chromium");
        process =
                new ProcessBuilder(
                                "chromium",
                                "--headless=new",
                                "--no-sandbox", // does not run as root otherwise
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-default-apps",
                                "--disable-sync",
                                "--no-first-run",
                                "--no-proxy-server",
                                "--use-fake-ui-for-media-stream",
                                "--use-fake-device-for-media-stream",
                                "--use-file-for-fake-audio-capture=" + microphone,
                                "--user-data-dir=" + profile,
                                "--remote-debugging-port=0",
                                "about:blank")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(address(process), this)
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        String target =
                call("", "Target.createTarget", Map.of("url", "about:blank"))
                        .get("targetId")
                        .asString();
        page =
                call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                        .get("sessionId")
                        .asString();
        for (String domain : List.of("Page", "Runtime", "Log")) {
            call(page, domain + ".enable", Map.of());
        }
    }

    /** Opens an address, with a script that runs before those of the page. */
    public void open(String address, String before) throws Exception {
        call(page, "Page.addScriptToEvaluateOnNewDocument", Map.of("source", before));
        call(page, "Page.navigate", Map.of("url", address));
        evaluate(
                "new Promise(done => document.readyState === 'complete' ? done()"
                        + " : addEventListener('load', done))");
    }

    /** The value of an expression, awaited where it is a promise. */
    public JsonNode evaluate(String expression) throws Exception {
        JsonNode answer =
                call(
                        page,
                        "Runtime.evaluate",
                        Map.of(
                                "expression",
                                expression,
                                "awaitPromise",
                                true,
                                "returnByValue",
                                true,
                                "userGesture",
                                true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(answer.get("exceptionDetails").toString());
        }
        return answer.at("/result/value");
    }

    /** The value of an expression as soon as a change of the page makes it one. */
    public JsonNode await(String expression) throws Exception {
        return evaluate(
                """
                new Promise(done => {
                  const look = () => { const value = (%s); if (value) done(value); };
                  new MutationObserver(look).observe(
                      document, {subtree: true, childList: true, attributes: true, characterData: true});
                  look();
                })
                """
                        .formatted(expression));
    }

    /** Shows the page as in the light or the dark. */
    public void prefer(String colorScheme) throws Exception {
        call(
                page,
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
    }

    /** The page as a picture. */
    public byte[] screenshot() throws Exception {
        JsonNode picture =
                call(page, "Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        return Base64.getDecoder().decode(picture.get("data").asString());
    }

    /** What the browser has said against the page: errors, broken policies, uncaught exceptions. */
    public List<String> complaints() {
        synchronized (complaints) {
            return List.copyOf(complaints);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            JsonNode message = JSON.readTree(text.toString());
            text.setLength(0);
            if (message.has("id")) {
                answers.remove(message.get("id").asInt()).complete(message);
            } else {
                hear(message);
            }
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        FileSystemUtils.deleteRecursively(profile);
    }

    private void hear(JsonNode event) {
        boolean complaint =
                switch (event.get("method").asString()) {
                    case "Runtime.exceptionThrown" -> true;
                    case "Log.entryAdded" ->
                            event.at("/params/entry/level").asString().equals("error");
                    default -> false;
                };
        if (complaint) {
            synchronized (complaints) {
                complaints.add(event.get("params").toString());
            }
        }
    }

    private JsonNode call(String session, String method, Map<String, ?> parameters)
            throws Exception {
        int id = calls.incrementAndGet();
        var message =
                JSON.createObjectNode()
                        .put("id", id)
                        .put("method", method)
                        .set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(message.toString(), true).join();
        JsonNode told = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (told.has("error")) {
            throw new AssertionError(method + ": " + told.get("error"));
        }
        return told.get("result");
    }

    /** Where it listens, which it says first; what it says later is dropped. */
    private static URI address(Process process) throws IOException {
        BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                Thread drain = new Thread(() -> said.lines().forEach(dropped -> {}), "chromium");
                drain.setDaemon(true);
                drain.start();
                return URI.create(matcher.group(1));
            }
        }
        throw new IOException("chromium has not started: " + process.exitValue());
    }
}
