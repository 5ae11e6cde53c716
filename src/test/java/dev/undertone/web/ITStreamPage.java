package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.testing.Chromium;
import dev.undertone.testing.RequiresProgram;
import dev.undertone.testing.WavBytes;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The page at {@code /docs/stream/}, as files and in a real browser with a microphone that plays a voice. */
class ITStreamPage extends DefaultService {

    /** Keeps the page's WebSockets, so that a test can close them as a server would. */
    private static final String KEEP_SOCKETS =
            """
            window.sockets = [];
            window.WebSocket = class extends WebSocket {
              constructor(...all) { super(...all); sockets.push(this); }
            };
            """;

    private static final String TALK = "document.getElementById('talk')";
    private static final String STATE = "document.getElementById('state').dataset.state";
    private static final String UTTERANCES = "document.querySelectorAll('#utterances li')";

    @ParameterizedTest
    @CsvSource({
        "/docs/stream/,text/html,<h1>Undertone",
        "/docs/stream/stream.js,text/javascript,MediaRecorder",
        "/docs/stream/stream.css,text/css,prefers-color-scheme"
    })
    void file_isServedUnderAStrictPolicy(String path, String type, String content)
            throws Exception {
        HttpResponse<String> answer = service().get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.body()).contains(content);
    }

    @Test
    void folder_leadsToThePage_andOtherFilesAreNotThere() throws Exception {
        HttpResponse<String> folder = service().get("/docs/stream");

        assertThat(folder.statusCode()).isEqualTo(302);
        assertThat(folder.headers().firstValue("Location")).hasValue("stream/");
        assertThat(service().get("/docs/stream/README.md").statusCode()).isEqualTo(404);
        assertThat(service().get("/docs/stream/README.md").body()).contains("\"not-found\"");
    }

    @Test
    @RequiresProgram("chromium")
    void microphone_ofARealBrowser_isAnsweredAndConnectedAnew(@TempDir Path folder)
            throws Exception {
        try (Chromium browser = new Chromium(voiceWithPauses(folder))) {
            browser.open("http://localhost:" + port() + "/docs/stream/", KEEP_SOCKETS);
            assertThat(browser.evaluate(TALK + ".disabled").booleanValue())
                    .as("before they agree")
                    .isTrue();
            browser.evaluate("document.getElementById('agreed').click()");
            browser.evaluate(TALK + ".click()");

            browser.await("document.querySelector('#bars progress') !== null");
            JsonNode first = utterance(browser, 1);
            assertThat(first.get("emotion").isString()).isTrue();
            assertThat(sum(first.get("probabilities"))).isCloseTo(1, within(1e-5));
            picture(browser, "light");
            picture(browser, "dark");

            // the server's restart, as a browser tells it
            browser.evaluate("sockets[0].dispatchEvent(new CloseEvent('close', {code: 1012}))");
            browser.await("sockets.length === 2 && " + STATE + " === 'live'");
            int before = browser.evaluate(UTTERANCES + ".length").asInt();
            utterance(browser, before + 1);

            browser.evaluate(TALK + ".click()");
            browser.await(STATE + " === 'off'");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    @RequiresProgram("chromium")
    void key_buysATicketForTheStream(@TempDir Path folder) throws Exception {
        try (Chromium browser = new Chromium(voiceWithPauses(folder))) {
            browser.open("http://localhost:" + port() + "/docs/stream/", KEEP_SOCKETS);
            browser.evaluate("document.getElementById('key').value = 'a key'");
            browser.evaluate("document.getElementById('agreed').click()");
            browser.evaluate(TALK + ".click()");

            browser.await(STATE + " === 'live'");
            assertThat(browser.evaluate("sockets[0].protocol").asString())
                    .startsWith("undertone.ticket.");
            assertThat(browser.evaluate("sockets[0].url").asString()).doesNotContain("key");
        }
    }

    @Test
    @RequiresProgram("chromium")
    void fault_thatWouldComeAgain_isToldAndNotTriedAnew(@TempDir Path folder) throws Exception {
        try (Chromium browser = new Chromium(voiceWithPauses(folder))) {
            browser.open("http://localhost:" + port() + "/docs/stream/", KEEP_SOCKETS);
            browser.evaluate("document.getElementById('model').value = 'none'");
            browser.evaluate("document.getElementById('agreed').click()");
            browser.evaluate(TALK + ".click()");

            browser.await(STATE + " === 'failed'");
            assertThat(browser.evaluate("document.getElementById('state').textContent").asString())
                    .startsWith("There is no such model");
            assertThat(browser.evaluate("sockets.length").asInt()).isEqualTo(1);
        }
    }

    /** The result of the newest utterance, once there are so many. */
    private static JsonNode utterance(Chromium browser, int count) throws Exception {
        return ServiceFixture.JSON.readTree(
                browser.await(
                                "%s.length >= %d && %s[0].dataset.result"
                                        .formatted(UTTERANCES, count, UTTERANCES))
                        .asString());
    }

    private static double sum(JsonNode probabilities) {
        double sum = 0;
        for (JsonNode probability : probabilities) {
            sum += probability.doubleValue();
        }
        return sum;
    }

    /** For a look at the page: {@code target/stream-page-light.png} and {@code -dark.png}. */
    private static void picture(Chromium browser, String scheme) throws Exception {
        browser.prefer(scheme);
        Files.write(Path.of("target", "stream-page-" + scheme + ".png"), browser.screenshot());
    }

    private static Path voiceWithPauses(Path folder) throws Exception {
        float[] samples = new float[3 * 16_000];
        System.arraycopy(WavBytes.buzz(1.8, 1), 0, samples, 16_000 / 10, 18 * 16_000 / 10);
        return Files.write(folder.resolve("voice.wav"), WavBytes.pcm16(16_000, 1, samples));
    }
}
