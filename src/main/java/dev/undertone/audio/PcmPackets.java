package dev.undertone.audio;

import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * Bare samples, cut into packets here. FFmpeg's own WAV demuxer is not used: it guesses by the samples whether they are
 * another codec in disguise, which costs more than the decoding and lets the content choose the decoder.
 */
final class PcmPackets implements PacketSource {

    private static final int PACKET_BYTES = 1 << 15;

    private final Payload payload;
    private final AVCodecParameters parameters;
    private final byte[] buffer;
    private final int blockAlign;

    PcmPackets(Payload payload, WavFormat format, AVCodec decoder, NativeScope scope) {
        this.payload = payload;
        blockAlign = format.blockAlign();
        buffer = new byte[Math.max(1, PACKET_BYTES / blockAlign) * blockAlign];
        parameters = scope.own(avcodec_parameters_alloc(), avcodec::avcodec_parameters_free);
        parameters.codec_type(AVMEDIA_TYPE_AUDIO);
        parameters.codec_id(decoder.id());
        parameters.sample_rate(Math.toIntExact(format.sampleRateHz()));
        parameters.bits_per_coded_sample(format.bitsPerSample());
        parameters.block_align(blockAlign);
        av_channel_layout_default(parameters.ch_layout(), format.channels());
    }

    @Override
    public AVCodecParameters parameters() {
        return parameters;
    }

    /** A last sample that is not complete in all channels is left out. */
    @Override
    public boolean read(AVPacket packet) throws IOException {
        int filled = 0;
        int count = 0;
        while (filled < buffer.length && count >= 0) {
            count = payload.read(buffer, filled, buffer.length - filled);
            filled += Math.max(count, 0);
        }
        int whole = filled - filled % blockAlign;
        if (whole == 0) {
            return false;
        }
        if (av_new_packet(packet, whole) < 0) {
            throw new OutOfMemoryError("native memory for audio decoding");
        }
        packet.data().put(buffer, 0, whole);
        return true;
    }
}
