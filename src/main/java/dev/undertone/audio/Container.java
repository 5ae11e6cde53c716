package dev.undertone.audio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The white-list: every container that is taken, how it is recognised, and the codecs that it may hold. What is not
 * here never reaches a demuxer.
 */
enum Container {
    /** RIFF WAVE. */
    WAV(
            "wav",
            "RIFF",
            "pcm_u8,pcm_s16le,pcm_s24le,pcm_s32le,pcm_s64le,pcm_f32le,pcm_f64le,pcm_alaw,pcm_mulaw") {
        @Override
        boolean isAt(byte[] head) {
            return text(head, 0, 4).equals("RIFF") && text(head, 8, 12).equals("WAVE");
        }

        @Override
        EncodedAudio open(EncodedInput input) throws IOException {
            return WavReader.open(input);
        }
    },

    /** Native FLAC (RFC 9639). */
    FLAC("flac", "fLaC", "flac") {
        @Override
        boolean isAt(byte[] head) {
            return text(head, 0, 4).equals("fLaC");
        }

        @Override
        EncodedAudio open(EncodedInput input) throws IOException {
            return FlacReader.open(input);
        }
    };

    /** Bytes that decide which container it is; shorter input is no complete file of any. */
    private static final int HEAD_BYTES = 12;

    private final String ffmpegName;
    private final String magic;
    private final String codecs;

    Container(String ffmpegName, String magic, String codecs) {
        this.ffmpegName = ffmpegName;
        this.magic = magic;
        this.codecs = codecs;
    }

    /** FFmpeg's name, of the demuxer and in answers. */
    String ffmpegName() {
        return ffmpegName;
    }

    /** FFmpeg's names of the decoders that may run, separated by commas. */
    String codecs() {
        return codecs;
    }

    boolean allows(String codec) {
        return List.of(codecs.split(",")).contains(codec);
    }

    abstract boolean isAt(byte[] head);

    abstract EncodedAudio open(EncodedInput input) throws IOException;

    /**
     * Recognises the container by its first bytes and reads its header.
     *
     * @throws AudioException {@code EMPTY} without a byte; {@code MALFORMED} for fewer than 12 bytes that begin like a
     *     known container, or a faulty header; {@code UNSUPPORTED} for anything else
     */
    static EncodedAudio openAny(EncodedInput input) throws IOException {
        byte[] head = input.peek(HEAD_BYTES);
        if (head.length == 0) {
            throw new AudioException(Fault.EMPTY, "no bytes");
        }
        for (Container container : values()) {
            if (head.length < HEAD_BYTES && container.beginsLike(head)) {
                throw new AudioException(
                        Fault.MALFORMED,
                        "%s of only %d bytes".formatted(container.ffmpegName, head.length));
            }
            if (head.length == HEAD_BYTES && container.isAt(head)) {
                return container.open(input);
            }
        }
        throw new AudioException(Fault.UNSUPPORTED, "no known container");
    }

    private boolean beginsLike(byte[] head) {
        return magic.startsWith(text(head, 0, Math.min(head.length, magic.length())));
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(Arrays.copyOfRange(bytes, from, to), ISO_8859_1);
    }
}
