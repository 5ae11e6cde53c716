package dev.undertone.audio;

import dev.undertone.testing.CodedFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What Jazzer feeds, guided by the branches that its bytes take through our readers: whatever they are, the answer is an
 * {@link AudioException} or finite samples. Profile {@code fuzz} of the build; seeds are a clip of every format.
 */
public final class AudioFuzzer {

    private static final AudioDecoder DECODER =
            new AudioDecoder(new AudioLimits(1_000_000, Duration.ofSeconds(10), 8, 8000, 192_000));

    private AudioFuzzer() {}

    /** Writes the seeds into the folder that is named. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (CodedFormat format : CodedFormat.values()) {
            Files.write(folder.resolve(format.name()), format.clip());
        }
    }

    /** Loads libraries and classes, so that no input is blamed for it; called once, before the clock runs. */
    public static void fuzzerInitialize() throws IOException {
        for (CodedFormat format : CodedFormat.values()) {
            fuzzerTestOneInput(format.clip());
        }
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        try {
            DecodedAudio audio =
                    DECODER.decode(new ByteArrayInputStream(bytes), ChannelMode.MIX, 16_000);
            for (float sample : audio.channels().get(0).samples()) {
                if (!Float.isFinite(sample)) {
                    throw new IllegalStateException("a sample of " + sample);
                }
            }
        } catch (AudioException expected) {
            // refused, as it should be
        }
    }
}
