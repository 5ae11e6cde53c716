package dev.undertone.audio;

/**
 * How bare samples are stored.
 *
 * @param decoder FFmpeg's name of the decoder
 * @param channels at least 1
 * @param sampleRateHz at least 1
 * @param blockAlign bytes of one sample of all channels, or of one block where samples are coded in blocks
 * @param bitsPerSample width of one sample in the file; 0 where it has none
 * @param blocksPerPacket how many blocks the decoder is given at once
 */
record SampleFormat(
        String decoder,
        int channels,
        long sampleRateHz,
        int blockAlign,
        int bitsPerSample,
        int blocksPerPacket) {

    private static final int PACKET_BYTES = 1 << 15;

    /** Samples each of which stands for itself: any number may be decoded at once. */
    static SampleFormat ofSamples(
            String decoder, int channels, long sampleRateHz, int bitsPerSample) {
        int blockAlign = channels * (bitsPerSample / Byte.SIZE);
        return new SampleFormat(
                decoder,
                channels,
                sampleRateHz,
                blockAlign,
                bitsPerSample,
                Math.max(1, PACKET_BYTES / blockAlign));
    }

    /** Blocks of coded samples: one packet each. */
    static SampleFormat ofBlocks(
            String decoder, int channels, long sampleRateHz, int blockAlign, int bitsPerSample) {
        return new SampleFormat(decoder, channels, sampleRateHz, blockAlign, bitsPerSample, 1);
    }

    int packetBytes() {
        return blockAlign * blocksPerPacket;
    }
}
