package dev.undertone.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.app.UndertoneProperties.Limits;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class UndertonePropertiesTest {

    /** All in MiB: the limit, the heap, and what may be held of recordings of up to 50. */
    @ParameterizedTest
    @CsvSource({"256, 4096, 256", "256, 512, 128", "256, 100, 50", "60, 512, 60", "40, 512, 40"})
    void bufferedBytes_smallHeap_areAQuarterOfItOrOneRecording(long limit, long heap, long held) {
        Limits limits =
                new Limits(
                        DataSize.ofMegabytes(50),
                        DataSize.ofMegabytes(limit),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        8,
                        8000,
                        192_000,
                        null,
                        null);

        assertThat(limits.bufferedBytes(DataSize.ofMegabytes(heap).toBytes()))
                .isEqualTo(DataSize.ofMegabytes(held).toBytes());
    }
}
