package dev.undertone.audio;

/** One recording that has been recognised: either bare samples, or packets that FFmpeg's demuxer of its container finds. */
sealed interface EncodedAudio permits BareAudio, ContainedAudio {

    /** FFmpeg's name of the container. */
    String containerName();

    /** The encoded samples, with what the demuxer needs around them. */
    Payload payload();
}
