package dev.undertone.audio;

import java.io.IOException;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** Where the decoder's packets come from. What it opens belongs to the scope that it was given. */
interface PacketSource {

    /** What the decoder needs to know; valid as long as the scope is open. */
    AVCodecParameters parameters();

    /** Unit of the packets' time stamps in seconds; 0/1 where they have none. */
    AVRational timeBase();

    /**
     * Fills a blank packet.
     *
     * @return false at the end, where the packet stays blank
     * @throws AudioException {@code MALFORMED} if there is no telling where the next packet is; whatever the input threw
     * @throws IOException if the bytes cannot be read
     */
    boolean read(AVPacket packet) throws IOException;

    /**
     * How long the container says its audio is.
     *
     * @param sampleRateHz samples per second
     * @return samples per channel, or empty where it does not say
     */
    default OptionalLong declaredSamples(int sampleRateHz) {
        return OptionalLong.empty();
    }
}
