package dev.undertone.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StreamReportTest {

    @Test
    void latency_hundredValues_areTheRankedOnes() {
        long[] nanos = LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000).toArray();

        assertThat(StreamReport.Latency.of(nanos))
                .isEqualTo(new StreamReport.Latency(50, 90, 99, 100));
    }

    @Test
    void latency_noneOrOne_isThat() {
        assertThat(StreamReport.Latency.of(new long[0]))
                .isEqualTo(new StreamReport.Latency(0, 0, 0, 0));
        assertThat(StreamReport.Latency.of(new long[] {2_500_000}))
                .isEqualTo(new StreamReport.Latency(2.5, 2.5, 2.5, 2.5));
    }
}
