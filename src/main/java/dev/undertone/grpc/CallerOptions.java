package dev.undertone.grpc;

import com.google.protobuf.ProtocolMessageEnum;
import dev.undertone.grpc.v1.AttentionMode;
import dev.undertone.grpc.v1.ChannelMode;
import dev.undertone.grpc.v1.Encoding;
import dev.undertone.grpc.v1.RecognizeOptions;
import dev.undertone.grpc.v1.Start;
import dev.undertone.live.LiveOptions;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RecognitionOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a caller chose, read by the rules of the query of {@code /v1/emotions}; faults name fields by their JSON names. */
final class CallerOptions {

    private static final String ENCODING = "encoding";

    private final Map<String, List<String>> query = new LinkedHashMap<>();

    private CallerOptions() {}

    /** The options of a recording. */
    static RecognitionOptions of(RecognizeOptions message) {
        CallerOptions options = new CallerOptions();
        options.text("model", message.getModel());
        options.choice(
                "attention", message.getAttention(), AttentionMode.ATTENTION_MODE_UNSPECIFIED);
        options.labels(message.getLabelsList());
        options.choice("channel", message.getChannel(), ChannelMode.CHANNEL_MODE_UNSPECIFIED);
        options.fraction(message.getMinConfidence());
        options.flag(message.getEmbedding());
        if (message.hasRawFormat()) {
            options.put(ENCODING, word(ENCODING, message.getRawFormat().getEncoding()));
            options.samples(
                    message.getRawFormat().getSampleRateHz(), message.getRawFormat().getChannels());
        }
        return RecognitionOptions.parse(options.query);
    }

    /** The options of a stream. */
    static LiveOptions of(Start message) {
        CallerOptions options = new CallerOptions();
        if (message.getEncoding() == Encoding.ENCODING_UNSPECIFIED) {
            throw RecognitionException.invalidParameter(ENCODING, "expected the encoding");
        }
        options.text("model", message.getModel());
        options.choice(
                "attention", message.getAttention(), AttentionMode.ATTENTION_MODE_UNSPECIFIED);
        options.labels(message.getLabelsList());
        options.fraction(message.getMinConfidence());
        options.flag(message.getEmbedding());
        if (message.getEncoding() != Encoding.ENCODING_CONTAINER) {
            options.put(ENCODING, word(ENCODING, message.getEncoding()));
        }
        options.samples(message.getSampleRateHz(), message.getChannels());
        if (message.hasVad()) {
            options.put("vad", Boolean.toString(message.getVad()));
        }
        if (message.hasPartialEveryMs()) {
            options.put("partialEveryMs", Integer.toString(message.getPartialEveryMs()));
        }
        return LiveOptions.parse(options.query);
    }

    private void put(String name, String value) {
        query.put(name, List.of(value));
    }

    private void text(String name, String value) {
        if (!value.isEmpty()) {
            put(name, value);
        }
    }

    private void choice(String name, ProtocolMessageEnum value, ProtocolMessageEnum byDefault) {
        if (value != byDefault) {
            put(name, word(name, value));
        }
    }

    private void labels(List<String> labels) {
        if (!labels.isEmpty()) {
            put("labels", String.join(",", labels));
        }
    }

    private void fraction(double minConfidence) {
        if (minConfidence != 0) {
            put("minConfidence", Double.toString(minConfidence));
        }
    }

    private void flag(boolean embedding) {
        if (embedding) {
            put("embedding", "true");
        }
    }

    /** The default of a number in proto3 is 0, which neither of them can be. */
    private void samples(int sampleRateHz, int channels) {
        if (sampleRateHz != 0) {
            put("sampleRateHz", Integer.toString(sampleRateHz));
        }
        if (channels != 0) {
            put("channels", Integer.toString(channels));
        }
    }

    /** {@code pcm_s16le} for {@code ENCODING_PCM_S16LE}. */
    private static String word(String name, ProtocolMessageEnum value) {
        String constant = value.toString();
        if (constant.equals("UNRECOGNIZED")) {
            throw RecognitionException.invalidParameter(name, "there is no such value");
        }
        String type = value.getDescriptorForType().getName();
        String prefix = type.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT) + "_";
        return constant.substring(prefix.length()).toLowerCase(Locale.ROOT);
    }
}
