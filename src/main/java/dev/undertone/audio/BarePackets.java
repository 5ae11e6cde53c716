package dev.undertone.audio;

import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.Pointer;

/**
 * Bare samples, cut into packets here. FFmpeg's own WAV demuxer is not used: it guesses by the samples whether they are
 * another codec in disguise, which costs more than the decoding and lets the content choose the decoder.
 */
final class BarePackets implements PacketSource {

    private final Payload payload;
    private final AVCodecParameters parameters;
    private final byte[] buffer;
    private final int blockAlign;
    private final boolean forgivesCut;

    /**
     * Opens nothing but the description of the samples.
     *
     * @throws IllegalStateException if this build of FFmpeg lacks the decoder
     */
    BarePackets(BareAudio audio, NativeScope scope) {
        payload = audio.payload();
        forgivesCut = audio.forgivesCut();
        SampleFormat format = audio.format();
        blockAlign = format.blockAlign();
        buffer = new byte[format.packetBytes()];
        parameters = scope.own(avcodec_parameters_alloc(), avcodec::avcodec_parameters_free);
        parameters.codec_type(AVMEDIA_TYPE_AUDIO);
        parameters.codec_id(decoder(format).id());
        parameters.sample_rate(Math.toIntExact(format.sampleRateHz()));
        parameters.bits_per_coded_sample(format.bitsPerSample());
        parameters.block_align(blockAlign);
        av_channel_layout_default(parameters.ch_layout(), format.channels());
    }

    @Override
    public AVCodecParameters parameters() {
        return parameters;
    }

    @Override
    public AVRational timeBase() {
        return new AVRational().num(0).den(1);
    }

    /** A last sample or block that is not complete in all channels is left out, where that is forgiven. */
    @Override
    public boolean read(AVPacket packet) throws IOException {
        int filled = 0;
        int count = 0;
        while (filled < buffer.length && count >= 0) {
            count = payload.read(buffer, filled, buffer.length - filled);
            filled += Math.max(count, 0);
        }
        int whole = filled - filled % blockAlign;
        if (whole < filled && !forgivesCut) {
            throw new AudioException(
                    Fault.MALFORMED,
                    "ends within a sample of %d bytes in all channels".formatted(blockAlign));
        }
        if (whole == 0) {
            return false;
        }
        if (av_new_packet(packet, whole) < 0) {
            throw new OutOfMemoryError("native memory for audio decoding");
        }
        packet.data().put(buffer, 0, whole);
        return true;
    }

    private static AVCodec decoder(SampleFormat format) {
        AVCodec decoder = avcodec_find_decoder_by_name(format.decoder());
        if (Pointer.isNull(decoder)) {
            throw new IllegalStateException(
                    "expected the decoder %s but got none".formatted(format.decoder()));
        }
        return decoder;
    }
}
