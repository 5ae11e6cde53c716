package dev.undertone.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.io.ByteArrayOutputStream;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.ShortPointer;

/**
 * Writes AMR files (RFC 4867, section 5.1) with the encoders of the FFmpeg build on the class path: Debian's programs
 * cannot write wide band, nor narrow band without pauses left out.
 */
public final class AmrFile {

    private AmrFile() {}

    /** Narrow band at 12.2 kbit/s, of samples at 8 kHz. */
    public static byte[] narrowBand(short[] samples) {
        return write("libopencore_amrnb", "#!AMR\n", 8000, 12_200, samples);
    }

    /** Wide band at 23.85 kbit/s, of samples at 16 kHz. */
    public static byte[] wideBand(short[] samples) {
        return write("libvo_amrwbenc", "#!AMR-WB\n", 16_000, 23_850, samples);
    }

    private static byte[] write(
            String encoder, String magic, int sampleRateHz, int bitsPerSecond, short[] samples) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(magic.getBytes(US_ASCII));
        AVCodecContext context = avcodec_alloc_context3(avcodec_find_encoder_by_name(encoder));
        AVFrame frame = av_frame_alloc();
        AVPacket packet = av_packet_alloc();
        try {
            context.sample_fmt(AV_SAMPLE_FMT_S16);
            context.sample_rate(sampleRateHz);
            context.bit_rate(bitsPerSecond);
            av_channel_layout_default(context.ch_layout(), 1);
            require(avcodec_open2(context, context.codec(), (AVDictionary) null));
            int step = context.frame_size();
            for (int offset = 0; offset + step <= samples.length; offset += step) {
                fill(frame, context, samples, offset, step);
                require(avcodec_send_frame(context, frame));
                av_frame_unref(frame);
                drain(context, packet, file);
            }
            require(avcodec_send_frame(context, null));
            drain(context, packet, file);
        } finally {
            av_packet_free(packet);
            av_frame_free(frame);
            avcodec_free_context(context);
        }
        return file.toByteArray();
    }

    private static void fill(
            AVFrame frame, AVCodecContext context, short[] samples, int offset, int count) {
        frame.nb_samples(count);
        frame.format(AV_SAMPLE_FMT_S16);
        frame.sample_rate(context.sample_rate());
        frame.pts(offset);
        av_channel_layout_default(frame.ch_layout(), 1);
        require(av_frame_get_buffer(frame, 0));
        new ShortPointer(frame.data(0)).put(samples, offset, count);
    }

    private static void drain(AVCodecContext context, AVPacket packet, ByteArrayOutputStream file) {
        while (avcodec_receive_packet(context, packet) >= 0) {
            byte[] bytes = new byte[packet.size()];
            packet.data().get(bytes);
            file.writeBytes(bytes);
            av_packet_unref(packet);
        }
    }

    private static void require(int status) {
        assertThat(status).as("status of the encoder").isNotNegative();
    }
}
