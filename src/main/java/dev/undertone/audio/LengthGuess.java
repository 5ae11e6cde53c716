package dev.undertone.audio;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much audio a recording seems to hold. Headers may claim anything; what they claim too little of is held against
 * the number of bytes.
 *
 * @param seconds of each channel
 * @param channels as many as the file has, where it says so
 */
record LengthGuess(double seconds, int channels) {

    /** 32 kbit/s: between speech in Opus and music in MP3. */
    private static final double CODED_BYTES_PER_SECOND = 4_000;

    /** 16 bits at 44.1 kHz. */
    private static final double AIFF_BYTES_PER_SECOND = 88_200;

    /** No sample is wider. */
    private static final int MAX_BYTES_PER_SAMPLE = Double.BYTES;

    /** Seconds over all waveforms that come out. */
    double seconds(ChannelMode mode) {
        return mode == ChannelMode.MIX ? seconds : seconds * channels;
    }

    /**
     * Reads a header.
     *
     * @param input at its first byte, which is there
     * @param bytes of the whole file
     * @throws AudioException if the header is faulty
     */
    static LengthGuess of(EncodedInput input, long bytes) throws IOException {
        Id3Tag.skipAll(input);
        if (Container.WAV.isAt(input) || Container.FLAC.isAt(input)) {
            return of(Container.openAny(input), bytes);
        }
        return of(
                bytes, Container.AIFF.isAt(input) ? AIFF_BYTES_PER_SECOND : CODED_BYTES_PER_SECOND);
    }

    private static LengthGuess of(long bytes, double bytesPerSecond) {
        return new LengthGuess(bytes / bytesPerSecond, 1);
    }

    private static LengthGuess of(EncodedAudio audio, long bytes) {
        Optional<AudioHeader> header =
                audio instanceof BareAudio bare
                        ? Optional.of(bare.header())
                        : ((ContainedAudio) audio).header();
        return header.map(known -> of(known, bytes))
                .orElseGet(() -> of(bytes, CODED_BYTES_PER_SECOND));
    }

    private static LengthGuess of(AudioHeader header, long bytes) {
        double samples = (double) bytes / header.channels();
        OptionalLong declared = header.declaredSamples();
        return new LengthGuess(
                (declared.isPresent()
                                ? Math.max(
                                        (double) declared.getAsLong(),
                                        samples / MAX_BYTES_PER_SAMPLE)
                                : samples / Short.BYTES)
                        / header.sampleRateHz(),
                header.channels());
    }
}
