package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import dev.undertone.access.KeySecret;
import dev.undertone.testing.GrpcCaller;
import dev.undertone.testing.WavBytes;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A recording with a canary in it goes every way, at the most talkative log level, and the canary is found nowhere. */
class ITPrivacy extends SecuredService {

    /** Letters, so that it would be seen in whatever encoding; of even length, since it stands for 16-bit samples. */
    private static final String CANARY = "CanaryAudioSings";

    /** Of the form of a key and of that of a token. */
    private static final String CANARY_KEY = KeySecret.create();

    private static final String CANARY_TOKEN = ISSUER.token("analyze stream") + "x";

    private static final String FILE_NAME = "canary-name-of-a-patient.wav";

    private static final int DEPTH = 4;
    private static final int MAX_BYTES = 10_000_000;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Recorder log = new Recorder();
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final Set<Code> calls = EnumSet.noneOf(Code.class);
    private Level level;
    private Set<Path> before;

    /** Keeps every word of the log but those of the test's own client of gRPC, which is in this process too. */
    private static final class Recorder extends AppenderBase<ILoggingEvent> {

        private static final String CLIENT = "io.grpc.netty.NettyClient";

        private final StringBuilder text = new StringBuilder();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLoggerName().startsWith(CLIENT)) {
                return;
            }
            text.append(event.getLoggerName()).append(' ').append(event.getFormattedMessage());
            for (IThrowableProxy cause = event.getThrowableProxy();
                    cause != null;
                    cause = cause.getCause()) {
                text.append(' ').append(cause.getMessage());
            }
            text.append('\n');
        }
    }

    /** The console keeps out of it: at this level it would say more than anybody can read. */
    @BeforeEach
    void listen() throws IOException {
        level = root.getLevel();
        for (Iterator<Appender<ILoggingEvent>> i = root.iteratorForAppenders(); i.hasNext(); ) {
            others.add(i.next());
        }
        others.forEach(root::detachAppender);
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        before = files();
    }

    @AfterEach
    void silence() {
        root.setLevel(level);
        root.detachAppender(log);
        others.forEach(root::addAppender);
    }

    @Test
    void recording_onEveryWay_leavesNoTrace() throws Exception {
        byte[] clip = clip();
        byte[] cut = Arrays.copyOf(clip, clip.length - 100);
        byte[] unknown = Arrays.copyOfRange(clip, 44, clip.length);
        int answered = 0;
        for (byte[] body : List.of(clip, cut, unknown)) {
            for (String path :
                    List.of(
                            "/v1/emotions",
                            "/v1/emotions?colour=red",
                            "/v1/emotions?model=none",
                            "/v1/emotions/timeline",
                            "/v1/emotions/timeline?mode=nothing",
                            "/v1/nothing")) {
                answered += post(ANALYST, path, body).statusCode() == 200 ? 1 : 0;
            }
            post(STREAMER, "/v1/emotions", body);
            post("undertone_canary", "/v1/emotions", body);
            form(body);
            call(body);
        }

        stream(clip);

        assertThat(answered).isGreaterThanOrEqualTo(2);
        assertThat(calls)
                .contains(Code.OK, Code.UNAUTHENTICATED, Code.PERMISSION_DENIED)
                .contains(Code.INVALID_ARGUMENT);
        String words = log.text.toString();
        assertThat(words).contains("dev.undertone").contains("org.springframework.web");
        noCanaryIn("log", words);
        for (String secret :
                List.of(ANALYST, STREAMER, "undertone_canary", CANARY_KEY, CANARY_TOKEN)) {
            assertThat(words.contains(secret)).as("a key in the log").isFalse();
        }
        noCanaryIn("metrics", management.get("/actuator/prometheus").body());
        Set<Path> made = files();
        made.removeAll(before);
        for (Path file : made) {
            noCanaryIn(file.toString(), file.toString());
            noCanaryIn(file.toString(), text(file));
        }
    }

    /** Nothing where the file has gone in the meantime. */
    private static String text(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** Without this the other test could not fail: the recorder hears the canary where somebody logs it. */
    @Test
    void recorder_hearsWhatIsLoggedAtTrace() {
        LoggerFactory.getLogger("dev.undertone.test").trace("{}", CANARY);

        assertThat(log.text).contains(CANARY);
    }

    private HttpResponse<String> post(String bearer, String path, byte[] body) throws Exception {
        return service.send(
                as(bearer, path)
                        .header("Content-Type", "audio/wav")
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    private void form(byte[] body) throws Exception {
        String form =
                new String(ServiceFixture.form("file", body), StandardCharsets.ISO_8859_1)
                        .replace("clip.wav", FILE_NAME);
        service.send(
                as(ANALYST, "/v1/emotions")
                        .header(
                                "Content-Type",
                                "multipart/form-data; boundary=undertone-test-boundary")
                        .POST(
                                BodyPublishers.ofByteArray(
                                        form.getBytes(StandardCharsets.ISO_8859_1))));
    }

    /** Over gRPC, with credentials that are good for it and such as are not. */
    private void call(byte[] body) {
        ManagedChannel channel = channel(IDENTITY);
        try {
            for (String bearer : List.of(ANALYST, STREAMER, CANARY_KEY, CANARY_TOKEN)) {
                GrpcCaller caller = new GrpcCaller(channel, "Bearer " + bearer);
                calls.add(outcome(() -> caller.recognize(body)));
                calls.add(outcome(() -> caller.stream(body)));
            }
        } finally {
            channel.shutdownNow();
        }
    }

    private static Code outcome(Runnable call) {
        try {
            call.run();
            return Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    /** As audio, and where words are expected. */
    private void stream(byte[] clip) throws Exception {
        for (String words :
                List.of("{\"type\":\"finish\"}", "{\"type\":\"" + CANARY + "\"}", CANARY)) {
            try (StreamClient stream =
                    new StreamClient(
                            IDENTITY.client(),
                            URI.create("wss://localhost:" + port + "/v1/stream"),
                            "undertone.ticket." + ticket())) {
                stream.say(
                        "{\"type\":\"start\",\"encoding\":\"pcm_s16le\",\"sampleRateHz\":16000,\"vad\":false}");
                stream.send(Arrays.copyOfRange(clip, 44, clip.length), 1_000);
                stream.say(words);
                stream.all();
            }
        }
    }

    private String ticket() throws Exception {
        return ServiceFixture.json(
                        service.send(
                                as(STREAMER, "/v1/stream/tickets").POST(BodyPublishers.noBody())))
                .get("ticket")
                .stringValue();
    }

    /** Half a second whose samples spell the canary over and over. */
    private static byte[] clip() {
        byte[] wav = WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 1));
        byte[] canary = CANARY.getBytes(StandardCharsets.US_ASCII);
        for (int i = 44; i + canary.length <= wav.length; i += canary.length) {
            System.arraycopy(canary, 0, wav, i, canary.length);
        }
        return wav;
    }

    private static void noCanaryIn(String where, String text) {
        byte[] canary = CANARY.getBytes(StandardCharsets.US_ASCII);
        String hex = HexFormat.of().formatHex(canary);
        List<String> forms = new ArrayList<>(List.of(CANARY, FILE_NAME, hex));
        forms.add(Arrays.toString(canary).replaceAll("[\\[\\]]", ""));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = Arrays.copyOfRange(canary, shift, shift + 12);
            forms.add(Base64.getEncoder().encodeToString(shifted));
        }
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        for (String form : forms) {
            assertThat(
                            text.contains(form)
                                    || lower.contains(form.toLowerCase(java.util.Locale.ROOT)))
                    .as("%s in %s", form, where)
                    .isFalse();
        }
    }

    /**
     * Files below the temporary folder that are small enough to be read. Other programs write there too; where somebody
     * builds software, we look away.
     */
    private static Set<Path> files() throws IOException {
        Set<Path> found = new HashSet<>();
        Files.walkFileTree(
                Path.of(System.getProperty("java.io.tmpdir")),
                Set.of(),
                DEPTH,
                new SimpleFileVisitor<>() {

                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return Files.exists(folder.resolve("pom.xml"))
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile() && attributes.size() < MAX_BYTES) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        return found;
    }
}
