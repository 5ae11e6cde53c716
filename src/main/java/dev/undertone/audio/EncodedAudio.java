package dev.undertone.audio;

import java.util.Optional;

/**
 * One recording whose header has been read and checked. Tags, pictures and unknown chunks are behind us: they never
 * reach native code.
 *
 * @param container what it was recognised as
 * @param header what it says about its audio
 * @param payload its encoded samples
 * @param pcm how the samples are stored if they lie bare, without packets; empty where a demuxer has to find the packets
 */
record EncodedAudio(
        Container container, AudioHeader header, Payload payload, Optional<WavFormat> pcm) {}
