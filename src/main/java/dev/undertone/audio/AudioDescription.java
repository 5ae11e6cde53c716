package dev.undertone.audio;

/**
 * What arrived, before any conversion.
 *
 * @param durationSeconds length of the decoded audio in seconds
 * @param container FFmpeg's name of the container, for example {@code wav}
 * @param codec FFmpeg's name of the codec, for example {@code pcm_s16le}
 * @param sampleRateHz the file's own rate
 * @param channels the file's own number of channels
 */
public record AudioDescription(
        double durationSeconds, String container, String codec, int sampleRateHz, int channels) {}
