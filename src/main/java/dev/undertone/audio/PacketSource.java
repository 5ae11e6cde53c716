package dev.undertone.audio;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Where the decoder's packets come from. What it opens belongs to the scope that it was given. */
interface PacketSource {

    /** What the decoder needs to know; valid as long as the scope is open. */
    AVCodecParameters parameters();

    /**
     * Fills a blank packet.
     *
     * @return false at the end, where the packet stays blank
     * @throws AudioException {@code MALFORMED} if there is no telling where the next packet is; whatever the input threw
     * @throws IOException if the bytes cannot be read
     */
    boolean read(AVPacket packet) throws IOException;
}
