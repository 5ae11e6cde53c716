package dev.undertone.recognition;

import dev.undertone.audio.ChannelMode;
import dev.undertone.audio.RawFormat;
import dev.undertone.model.ModelSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may choose.
 *
 * @param model alias, NAME or NAME@VERSION
 * @param attention whether the answer holds one weight per frame
 * @param labels the labels among which the probabilities are shared out; all where empty
 * @param channelMode what becomes of several channels
 * @param minConfidence below it the answer abstains; 0 to 1
 * @param embedding whether the answer holds the vector before the classifier
 * @param rawFormat what the recording is where it is samples without a header; null where its content tells
 */
public record RecognitionOptions(
        String model,
        boolean attention,
        Set<String> labels,
        ChannelMode channelMode,
        double minConfidence,
        boolean embedding,
        @Nullable RawFormat rawFormat) {

    /** The default model, all labels, channels mixed, weights, no threshold, no vector. */
    public static final RecognitionOptions DEFAULT = RecognitionOptions.parse(Map.of());

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the threshold is outside 0 to 1
     */
    public RecognitionOptions {
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw new IllegalArgumentException(
                    "expected a confidence of 0 to 1 but got " + minConfidence);
        }
        labels = Set.copyOf(labels);
    }

    /** The same choices for a recording whose content tells what it is. */
    public RecognitionOptions(
            String model,
            boolean attention,
            Set<String> labels,
            ChannelMode channelMode,
            double minConfidence,
            boolean embedding) {
        this(model, attention, labels, channelMode, minConfidence, embedding, null);
    }

    /**
     * Reads the named texts of a query: {@code model}, {@code attention=frames|none}, {@code labels=happy,sad}, {@code
     * channel=mix|each}, {@code minConfidence=0..1}, {@code embedding=true|false}; and for samples without a
     * header {@code encoding=pcm_s16le|pcm_f32le|mulaw|alaw}, {@code sampleRateHz}, which it needs, and {@code channels}
     * (1); each at most once, all optional.
     * Whether the model and its labels exist is checked by {@link EmotionRecognizer#check}.
     *
     * @throws RecognitionException of {@link Reason#INVALID_PARAMETER}, naming the parameter; also for a name that is
     *     not known
     */
    public static RecognitionOptions parse(Map<String, List<String>> parameters) {
        ParameterReader reader = new ParameterReader(parameters);
        RecognitionOptions options = read(reader, true);
        reader.requireAllRead();
        return options;
    }

    /**
     * Reads the parameters that other requests have too.
     *
     * @param attentionByDefault whether weights are given where the query does not say
     */
    static RecognitionOptions read(ParameterReader reader, boolean attentionByDefault) {
        String[] attention =
                attentionByDefault
                        ? new String[] {"frames", "none"}
                        : new String[] {"none", "frames"};
        return new RecognitionOptions(
                reader.text("model", ModelSettings.DEFAULT_ALIAS),
                reader.choice("attention", attention).equals("frames"),
                reader.distinct("labels"),
                reader.choice("channel", "mix", "each").equals("mix")
                        ? ChannelMode.MIX
                        : ChannelMode.EACH,
                reader.fraction("minConfidence", 0),
                reader.choice("embedding", "false", "true").equals("true"),
                RawFormatParameters.read(reader));
    }

    /** The same for another model. */
    public RecognitionOptions withModel(String other) {
        return new RecognitionOptions(
                other, attention, labels, channelMode, minConfidence, embedding, rawFormat);
    }

    /** The same with or without the vector before the classifier. */
    public RecognitionOptions withEmbedding(boolean wanted) {
        return new RecognitionOptions(
                model, attention, labels, channelMode, minConfidence, wanted, rawFormat);
    }

    /** The same for samples without a header, or, with null, for a recording whose content tells what it is. */
    public RecognitionOptions withRawFormat(@Nullable RawFormat format) {
        return new RecognitionOptions(
                model, attention, labels, channelMode, minConfidence, embedding, format);
    }
}
