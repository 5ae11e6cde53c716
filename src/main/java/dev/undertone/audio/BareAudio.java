package dev.undertone.audio;

/**
 * Samples that lie one behind the other. Their header has been read and checked here: tags, pictures and unknown chunks
 * never reach native code.
 *
 * @param containerName FFmpeg's name of what they lay in
 * @param header what was said about them
 * @param payload the samples as stored
 * @param format how they are stored
 * @param forgivesCut whether a last sample that is not complete is left out; otherwise it is a fault
 */
record BareAudio(
        String containerName,
        AudioHeader header,
        Payload payload,
        SampleFormat format,
        boolean forgivesCut)
        implements EncodedAudio {}
