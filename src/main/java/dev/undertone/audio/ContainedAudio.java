package dev.undertone.audio;

import java.util.Optional;

/**
 * Packets in a container.
 *
 * @param container what it was recognised as
 * @param payload from the first byte that the demuxer is to see
 * @param source where the demuxer reads: the payload itself, or a copy of it in which it may go back
 * @param header what was read of its header here, or empty where the demuxer reads all of it
 */
record ContainedAudio(
        Container container, Payload payload, ByteSource source, Optional<AudioHeader> header)
        implements EncodedAudio {

    /** All bytes from the present one, all of them read by the demuxer. */
    static ContainedAudio of(Container container, EncodedInput input) {
        Payload payload = new Payload(new byte[0], input, Payload.TO_THE_END);
        return new ContainedAudio(container, payload, payload, Optional.empty());
    }

    @Override
    public String containerName() {
        return container.ffmpegName();
    }
}
