package dev.undertone.recognition;

import dev.undertone.audio.RawFormat;
import dev.undertone.audio.RawFormat.Encoding;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The parameters that say what samples without a header are; their names are those of the stream's protocol. */
final class RawFormatParameters {

    private static final String ENCODING = "encoding";
    private static final String SAMPLE_RATE = "sampleRateHz";
    private static final String CHANNELS = "channels";
    private static final int MAX_CHANNELS = 65_535;
    private static final List<String> ENCODINGS =
            Arrays.stream(Encoding.values())
                    .map(encoding -> encoding.name().toLowerCase(Locale.ROOT))
                    .toList();

    private RawFormatParameters() {}

    /**
     * Reads the three of them.
     *
     * @return null where no encoding is named
     * @throws RecognitionException of {@link Reason#INVALID_PARAMETER}, also for an encoding without a rate, and for a
     *     rate or channels without an encoding
     */
    static @Nullable RawFormat read(ParameterReader reader) {
        String encoding = reader.oneOf(ENCODING, ENCODINGS);
        OptionalInt sampleRateHz = reader.count(SAMPLE_RATE);
        OptionalInt channels = reader.count(CHANNELS);
        if (encoding == null) {
            refuse(sampleRateHz.isPresent(), SAMPLE_RATE, "needs the parameter encoding");
            refuse(channels.isPresent(), CHANNELS, "needs the parameter encoding");
            return null;
        }
        refuse(sampleRateHz.isEmpty(), SAMPLE_RATE, "needed where encoding is given");
        refuse(channels.orElse(1) > MAX_CHANNELS, CHANNELS, "expected at most " + MAX_CHANNELS);
        return new RawFormat(
                Encoding.valueOf(encoding.toUpperCase(Locale.ROOT)),
                sampleRateHz.getAsInt(),
                channels.orElse(1));
    }

    private static void refuse(boolean condition, String name, String detail) {
        if (condition) {
            throw RecognitionException.invalidParameter(name, detail);
        }
    }
}
