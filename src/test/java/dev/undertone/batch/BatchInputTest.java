package dev.undertone.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchInputTest {

    @TempDir private Path folder;

    private static List<String> names(BatchInput input) throws IOException {
        List<String> names = new ArrayList<>();
        input.forEach(names::add);
        return names;
    }

    @Test
    void folder_namesOfEveryKind_areInOrderAndLeadToTheirFiles() throws IOException {
        Files.createDirectories(folder.resolve("b/deep er"));
        for (String name :
                List.of("z.wav", "a\nb.wav", "b/2.wav", "b/10.wav", "b/deep er/x", "ä")) {
            Files.writeString(folder.resolve(name), name);
        }
        BatchInput input = BatchInput.folder(folder, List.of(), Set.of());

        assertThat(names(input))
                .containsExactly("a\nb.wav", "b/10.wav", "b/2.wav", "b/deep er/x", "z.wav", "ä");
        for (String name : names(input)) {
            assertThat(input.resolve(name)).hasContent(name);
        }
        FileList list = FileList.write(folder.resolve(".list"), input);
        try (FileList.Names spooled = list.open()) {
            for (String name : names(input)) {
                assertThat(spooled.next()).isEqualTo(name);
            }
        }
    }

    @Test
    void folder_globs_chooseByTheOwnName() throws IOException {
        Files.createDirectories(folder.resolve("x.wav"));
        for (String name : List.of("a.wav", "b.flac", "c.txt", "x.wav/d.txt", "x.wav/e.wav")) {
            Files.writeString(folder.resolve(name), name);
        }

        assertThat(names(BatchInput.folder(folder, List.of("*.wav", "*.flac"), Set.of())))
                .containsExactly("a.wav", "b.flac", "x.wav/e.wav");
    }

    @Test
    void list_aMillionLines_needsNoMemoryForThem() throws IOException {
        Path lines = folder.resolve("lines.txt");
        String front = "x".repeat(20);
        try (var out = Files.newBufferedWriter(lines)) {
            for (int i = 0; i < 1_000_000; i++) {
                out.write(front);
                out.write(Integer.toString(i));
                out.write('\n');
            }
        }
        long before = allocatedAndKept();
        FileList list = FileList.write(folder.resolve("list"), BatchInput.list(lines));
        long kept = allocatedAndKept() - before;

        assertThat(list.count()).isEqualTo(1_000_000);
        assertThat(kept).as("bytes kept of 70 MB of names").isLessThan(20_000_000);
        try (FileList.Names names = list.open()) {
            assertThat(names.next()).isEqualTo(front + 0);
            assertThat(names.next()).isEqualTo(front + 1);
        }
    }

    private static long allocatedAndKept() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void list_sameNames_sameDigest() throws IOException {
        Path spool = folder.resolve("list");
        String first = FileList.write(spool, lines("a\nb\n")).sha256();

        assertThat(FileList.write(spool, lines("a\r\n\nb")).sha256()).isEqualTo(first);
        assertThat(FileList.write(spool, lines("b\na\n")).sha256()).isNotEqualTo(first);
        assertThat(FileList.write(spool, lines("ab\n")).sha256()).isNotEqualTo(first);
    }

    private static BatchInput lines(String text) {
        return BatchInput.list(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void list_whatIsNone_isRefused() {
        BatchInput bytes =
                BatchInput.list(new ByteArrayInputStream(new byte[] {'a', '\n', -1, -2}));
        assertThatThrownBy(() -> names(bytes))
                .isInstanceOf(InvalidBatchException.class)
                .hasMessageContaining("no UTF-8 text");
        assertThatThrownBy(() -> names(lines("a\n" + "x".repeat(4_097))))
                .isInstanceOf(InvalidBatchException.class)
                .hasMessage(
                        "line 2 of the list is no path: expected at most 4096 characters but got 4097");
    }
}
