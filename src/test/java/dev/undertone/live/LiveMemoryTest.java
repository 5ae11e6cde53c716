package dev.undertone.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.audio.RawFormat;
import dev.undertone.recognition.AdmissionLimits;
import dev.undertone.recognition.RecognitionOptions;
import dev.undertone.testing.OpenRecognizer;
import dev.undertone.testing.WavBytes;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session costs in memory where it costs most: at the end of the longest utterance. */
class LiveMemoryTest {

    private static final int RATE = 16_000;
    private static final int SESSIONS = 40;
    private static final int SECONDS = 29;
    private static final int MESSAGE_BYTES = 32 * 1024;

    @Test
    void sessions_inALongUtterance_takeLessThanAMegabyteEach(@TempDir Path folder)
            throws InterruptedException {
        byte[] voice = pcm(WavBytes.vowel(SECONDS));
        try (OpenRecognizer opened = OpenRecognizer.fixture(folder, AdmissionLimits.DEFAULT);
                LiveSessions house =
                        new LiveSessions(
                                opened.recognizer(), LiveLimits.DEFAULT, 2, SessionListener.NONE)) {
            talk(house, 2, voice); // classes and tables that all sessions share
            long before = usedBytes();
            List<LiveSession> open = talk(house, SESSIONS, voice);
            long each = (usedBytes() - before) / SESSIONS;

            assertThat(open).hasSize(SESSIONS);
            assertThat(each).isBetween(300_000L, 1_000_000L);
        }
    }

    /** Sessions that have heard all of their audio, and whose utterance goes on. */
    private static List<LiveSession> talk(LiveSessions house, int count, byte[] voice)
            throws InterruptedException {
        List<LiveSession> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Semaphore heard = new Semaphore(0);
            LiveSession session = house.reserve().open(event -> heard.release());
            session.start(
                    new LiveOptions(
                            RecognitionOptions.DEFAULT.withRawFormat(
                                    new RawFormat(RawFormat.Encoding.PCM_S16LE, RATE, 1)),
                            true,
                            1000 * SECONDS - 1000));
            for (int taken = 0; taken < voice.length; taken += MESSAGE_BYTES) {
                int end = Math.min(voice.length, taken + MESSAGE_BYTES);
                session.audio(Arrays.copyOfRange(voice, taken, end));
            }
            heard.acquire(2); // ready, and the partial at the end
            open.add(session);
        }
        return open;
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static byte[] pcm(float[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            bytes.putShort((short) Math.round(sample * 32_000));
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
