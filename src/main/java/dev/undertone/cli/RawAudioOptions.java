package dev.undertone.cli;

import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RecognitionOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options that say what files without a header hold; checked as the parameters of the service are. */
final class RawAudioOptions {

    @Option(
            names = "--encoding",
            paramLabel = "ENCODING",
            description =
                    "Take the files as samples without a header: pcm_s16le, pcm_f32le, mulaw or alaw.")
    private @Nullable String encoding;

    @Option(
            names = "--sample-rate",
            paramLabel = "HZ",
            description = "Their rate; needed with --encoding.")
    private @Nullable String sampleRateHz;

    @Option(
            names = "--channels",
            paramLabel = "N",
            description = "Their interleaved channels; 1 if not given.")
    private @Nullable String channels;

    /**
     * The options for such files, or for files whose content tells what they are.
     *
     * @param options the other choices
     * @param command blamed for a value that cannot be
     * @throws ParameterException for such a value
     */
    RecognitionOptions applyTo(RecognitionOptions options, CommandLine command) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        put(parameters, "encoding", encoding);
        put(parameters, "sampleRateHz", sampleRateHz);
        put(parameters, "channels", channels);
        try {
            return options.withRawFormat(RecognitionOptions.parse(parameters).rawFormat());
        } catch (RecognitionException e) {
            throw new ParameterException(command, "%s: %s".formatted(e.parameter(), e.detail()));
        }
    }

    private static void put(
            Map<String, List<String>> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, List.of(value));
        }
    }
}
