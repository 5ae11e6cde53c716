package dev.undertone.audio;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The white-list: every container that is taken, how it is recognised, and the codecs that it may hold. What is not
 * here never reaches a demuxer.
 */
enum Container {
    /** RIFF WAVE, its 64-bit kin RF64 (EBU Tech 3306) and BW64 (ITU-R BS.2088), and its big-endian kin RIFX. */
    WAV("wav", "", "RIFF????WAVE|RF64????WAVE|BW64????WAVE|RIFX????WAVE") {
        @Override
        EncodedAudio open(EncodedInput input) throws IOException {
            return WavReader.open(input);
        }
    },

    /** Native FLAC (RFC 9639). */
    FLAC("flac", "flac", "fLaC") {
        @Override
        EncodedAudio open(EncodedInput input) throws IOException {
            return FlacReader.open(input);
        }
    },

    /** AIFF and AIFC of bare samples. */
    AIFF(
            "aiff",
            "pcm_s8,pcm_u8,pcm_s16be,pcm_s16le,pcm_s24be,pcm_s32be,pcm_f32be,pcm_f64be,pcm_alaw,pcm_mulaw",
            "FORM????AIFF|FORM????AIFC"),

    /** Ogg (RFC 3533). */
    OGG("ogg", "vorbis,opus,flac", "OggS"),

    /** Matroska and WebM (RFC 9559): what a browser's MediaRecorder sends. */
    MATROSKA(
            "matroska,webm",
            "opus,vorbis,aac,flac,mp3=mp3float,pcm_s16le,pcm_s24le,pcm_f32le",
            "\u001AE\u00DF\u00A3"),

    /** MP4, M4A, 3GP and QuickTime, told by their file type box (ISO/IEC 14496-12). */
    MOV(
            "mov,mp4,m4a,3gp,3g2,mj2",
            "aac,alac,mp3=mp3float,opus,flac,amr_nb=libopencore_amrnb,amr_wb=libopencore_amrwb",
            "????ftyp") {
        @Override
        EncodedAudio open(EncodedInput input) throws IOException {
            return MovReader.open(input);
        }
    },

    /** The file format of AMR, narrow and wide band (RFC 4867, section 5), one channel. */
    AMR("amr", "amr_nb=libopencore_amrnb,amr_wb=libopencore_amrwb", "#!AMR\n|#!AMR-WB\n"),

    /** Frames of MPEG audio layer III, with or without a header of their number (Xing, Info). */
    MP3("mp3", "mp3=mp3float", "") {
        @Override
        boolean isAt(EncodedInput input) throws IOException {
            return FrameChain.MP3.isAt(input);
        }

        @Override
        EncodedAudio open(EncodedInput input) throws IOException {
            return XingHeader.open(input);
        }
    },

    /** Frames of AAC behind ADTS headers (ISO/IEC 13818-7). */
    ADTS("aac", "aac", "") {
        @Override
        boolean isAt(EncodedInput input) throws IOException {
            return FrameChain.ADTS.isAt(input);
        }
    };

    /** Bytes that decide which container it is; shorter input is no complete file of any. */
    private static final int HEAD_BYTES = 12;

    private final String ffmpegName;
    private final String codecs;
    private final String magics;

    /**
     * One row.
     *
     * @param ffmpegName of the demuxer
     * @param codecs FFmpeg's names between commas; behind = that of the decoder where it is another
     * @param magics patterns of {@link Magic} between bars; none where frames have to be followed
     */
    Container(String ffmpegName, String codecs, String magics) {
        this.ffmpegName = ffmpegName;
        this.codecs = codecs;
        this.magics = magics;
    }

    /** FFmpeg's name, of the demuxer and in answers. */
    String ffmpegName() {
        return ffmpegName;
    }

    /** FFmpeg's names of the decoders that may run, separated by commas. */
    String decoders() {
        return codecs().map(Container::decoderOf).collect(Collectors.joining(","));
    }

    /** FFmpeg's name of the decoder for a codec, or empty where the codec may not lie in it. */
    Optional<String> decoder(String codec) {
        return codecs().filter(entry -> entry.equals(codec) || entry.startsWith(codec + "="))
                .map(Container::decoderOf)
                .findFirst();
    }

    private Stream<String> codecs() {
        return Arrays.stream(codecs.split(","));
    }

    private static String decoderOf(String entry) {
        return entry.substring(entry.indexOf('=') + 1);
    }

    private Stream<Magic> magics() {
        return Arrays.stream(magics.split("\\|")).filter(text -> !text.isEmpty()).map(Magic::new);
    }

    /** Whether a packet that cannot be decoded makes the file malformed: so where checksums tell damage for certain. */
    boolean isStrict() {
        return this == FLAC || this == AIFF;
    }

    boolean isAt(EncodedInput input) throws IOException {
        byte[] head = input.peek(HEAD_BYTES);
        return magics().anyMatch(magic -> magic.isAt(head));
    }

    /**
     * Reads as much of the header as is read here and not by a demuxer.
     *
     * @param input at the container's first byte
     */
    EncodedAudio open(EncodedInput input) throws IOException {
        return ContainedAudio.of(this, input);
    }

    /**
     * Recognises the container by its first bytes and reads its header. ID3 tags before it are skipped.
     *
     * @param input at its first byte, which is there
     * @throws AudioException {@code MALFORMED} for fewer than 12 bytes that begin like a
     *     known container, or a faulty header; {@code UNSUPPORTED} for anything else
     */
    static EncodedAudio openAny(EncodedInput input) throws IOException {
        Id3Tag.skipAll(input);
        byte[] head = input.peek(HEAD_BYTES);
        for (Container container : values()) {
            if (head.length < HEAD_BYTES && container.beginsLike(head)) {
                throw new AudioException(
                        Fault.MALFORMED,
                        "%s of only %d bytes".formatted(container.ffmpegName, head.length));
            }
            if (head.length == HEAD_BYTES && container.isAt(input)) {
                return container.open(input);
            }
        }
        throw new AudioException(Fault.UNSUPPORTED, "no known container");
    }

    private boolean beginsLike(byte[] head) {
        return magics().anyMatch(magic -> magic.beginsLike(head));
    }
}
