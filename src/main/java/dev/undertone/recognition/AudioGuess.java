package dev.undertone.recognition;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.RawFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** How much audio a request seems to bring, so that admission knows long from short before anything is decoded. */
final class AudioGuess {

    private AudioGuess() {}

    /**
     * Guesses.
     *
     * @param encoded the bytes of the recording, at their first; where they lie in memory, they are there again
     *     afterwards, and otherwise they are not looked at
     * @return seconds to be judged, over all channels; 0 where nobody knows
     */
    static double seconds(AudioDecoder decoder, InputStream encoded, RecognitionOptions options)
            throws IOException {
        if (!(encoded instanceof ByteArrayInputStream)) {
            return 0;
        }
        int bytes = encoded.available();
        RawFormat raw = options.rawFormat();
        if (raw != null) {
            return raw.seconds(bytes, options.channelMode());
        }
        double seconds = decoder.guessSeconds(encoded, bytes, options.channelMode());
        encoded.reset();
        return seconds;
    }
}
