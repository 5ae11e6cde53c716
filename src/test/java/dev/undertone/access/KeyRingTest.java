package dev.undertone.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Keys come and go while the ring is in use. */
@ExtendWith(OutputCaptureExtension.class)
class KeyRingTest {

    /** No look of its own comes in time: the tests say when. */
    private static final Duration NEVER = Duration.ofDays(1);

    private final String first = KeySecret.create();
    private final String second = KeySecret.create();

    @TempDir Path folder;
    private Path file;
    private KeyRing ring;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("keys");
        Files.writeString(file, line("team", first));
        ring = new KeyRing(List.of(), file, NEVER);
    }

    @AfterEach
    void close() {
        ring.close();
    }

    @Test
    void refresh_rotation_letsBothInAndThenOne() throws IOException {
        Files.writeString(file, line("team", first) + line("team", second));
        ring.refresh();
        assertThat(ring.find(first)).isPresent();
        assertThat(ring.find(second)).map(ApiKey::id).hasValue("team");

        Files.writeString(file, line("team", second));
        ring.refresh();
        assertThat(ring.find(first)).isEmpty();
        assertThat(ring.find(second)).isPresent();
    }

    @Test
    void refresh_brokenFile_keepsTheKeysAndSaysSoOnce(CapturedOutput output) throws IOException {
        for (String broken : List.of("team sha256:12", "", "# nobody")) {
            Files.writeString(file, broken);
            ring.refresh();
            assertThat(ring.find(first)).isPresent();
        }
        ring.refresh();
        Files.delete(file);
        ring.refresh();
        ring.refresh();
        assertThat(ring.find(first)).isPresent();

        assertThat(output.getAll().lines().filter(line -> line.contains("keys before stay valid")))
                .hasSize(3)
                .noneMatch(line -> line.contains("sha256:12"));
    }

    @Test
    void refresh_fileThatIsMendedAgain_isTaken() throws IOException {
        Files.writeString(file, "nonsense");
        ring.refresh();
        Files.writeString(file, line("team", second));
        ring.refresh();

        assertThat(ring.find(first)).isEmpty();
        assertThat(ring.find(second)).isPresent();
    }

    /** A mounted secret: keys -> ..data/keys, and ..data is a link that is swapped. */
    @Test
    void refresh_linkSwappedAsKubernetesDoes_isSeen() throws IOException {
        for (String version : List.of("one", "two")) {
            Files.createDirectory(folder.resolve(version));
        }
        Files.writeString(folder.resolve("one/keys"), line("team", first));
        Files.writeString(folder.resolve("two/keys"), line("team", second));
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("one"));
        Path mounted = Files.createSymbolicLink(folder.resolve("mounted"), Path.of("..data/keys"));
        try (KeyRing watching = new KeyRing(List.of(), mounted, NEVER)) {
            assertThat(watching.find(first)).isPresent();
            Path next = Files.createSymbolicLink(folder.resolve("..next"), Path.of("two"));
            Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
            watching.refresh();

            assertThat(watching.find(first)).isEmpty();
            assertThat(watching.find(second)).isPresent();
        }
    }

    @Test
    void ring_configuredKeys_standBesideThoseOfTheFile() throws IOException {
        try (KeyRing both = new KeyRing(List.of(line("own", second)), file, NEVER)) {
            assertThat(both.find(first)).isPresent();
            assertThat(both.find(second)).map(ApiKey::id).hasValue("own");
        }
        try (KeyRing none = new KeyRing(List.of(), null, NEVER)) {
            assertThat(none.isEmpty()).isTrue();
        }
    }

    @Test
    void ring_fileThatCannotBeTakenAtTheStart_isRefused() throws IOException {
        assertThatThrownBy(() -> new KeyRing(List.of(), folder.resolve("none"), NEVER))
                .isInstanceOf(InvalidKeysException.class)
                .hasMessage("the file cannot be read");
        Files.writeString(file, line("team", first) + "team");
        assertThatThrownBy(() -> new KeyRing(List.of(), file, NEVER))
                .hasMessageStartingWith("line 2: expected");
    }

    private static String line(String id, String secret) {
        return "%s sha256:%s analyze%n".formatted(id, KeySecret.hash(secret));
    }
}
