package dev.undertone.recognition;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Where the time went, in milliseconds of wall clock.
 *
 * @param queueMs waiting to be admitted
 * @param decodeMs bytes to waveform
 * @param featureMs waveform to normalised features
 * @param inferenceMs features to scores
 */
@JsonPropertyOrder({"queueMs", "decodeMs", "featureMs", "inferenceMs"})
public record Processing(float queueMs, float decodeMs, float featureMs, float inferenceMs) {}
