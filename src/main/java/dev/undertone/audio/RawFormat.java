package dev.undertone.audio;

/**
 * What a caller says about samples that come without a header.
 *
 * @param encoding how each sample is stored
 * @param sampleRateHz samples per second and channel, at least 1; the limits are checked by the decoder
 * @param channels number of interleaved channels, 1 to 65,535; the limits are checked by the decoder
 */
public record RawFormat(Encoding encoding, int sampleRateHz, int channels) {

    private static final int MAX_CHANNELS = 65_535;

    /** How a sample is stored. */
    public enum Encoding {
        /** 16-bit two's complement, low byte first. */
        PCM_S16LE("pcm_s16le", "s16le", Short.SIZE),
        /** 32-bit IEEE 754, low byte first. */
        PCM_F32LE("pcm_f32le", "f32le", Float.SIZE),
        /** ITU-T G.711 mu-law. */
        MULAW("pcm_mulaw", "mulaw", Byte.SIZE),
        /** ITU-T G.711 A-law. */
        ALAW("pcm_alaw", "alaw", Byte.SIZE);

        private final String decoder;
        private final String ffmpegName;
        private final int bits;

        Encoding(String decoder, String ffmpegName, int bits) {
            this.decoder = decoder;
            this.ffmpegName = ffmpegName;
            this.bits = bits;
        }
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one cannot be
     */
    public RawFormat {
        if (sampleRateHz <= 0 || channels <= 0 || channels > MAX_CHANNELS) {
            throw new IllegalArgumentException(
                    "expected a rate and channels but got %d Hz and %d"
                            .formatted(sampleRateHz, channels));
        }
    }

    /**
     * How much audio such samples are.
     *
     * @param bytes how many
     * @param mode what becomes of several channels
     * @return seconds over all waveforms that come out
     */
    public double seconds(long bytes, ChannelMode mode) {
        double seconds = (double) bytes * Byte.SIZE / encoding.bits / channels / sampleRateHz;
        return mode == ChannelMode.MIX ? seconds : seconds * channels;
    }

    /** Without a container, FFmpeg's name of the encoding stands for it. */
    String containerName() {
        return encoding.ffmpegName;
    }

    /** Such samples. */
    BareAudio open(EncodedInput input) {
        return new BareAudio(
                containerName(),
                AudioHeader.untold(sampleRateHz, channels),
                new Payload(new byte[0], input, Payload.TO_THE_END),
                SampleFormat.ofSamples(encoding.decoder, channels, sampleRateHz, encoding.bits),
                false);
    }
}
