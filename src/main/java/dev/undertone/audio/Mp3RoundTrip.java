package dev.undertone.audio;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * What MP3 leaves of a recording: encoded by LAME at a constant bit rate and decoded again, in memory. The delay of the
 * encoder is taken off, so that samples stay where they were.
 *
 * <p>LAME is part of the FFmpeg build on the class path; a build without it is no error until it is used.
 */
public final class Mp3RoundTrip implements AutoCloseable {

    private static final String ENCODER = "libmp3lame";
    private static final String DECODER = "mp3float";

    private final NativeScope scope = new NativeScope();
    private final AVCodecContext encoder;
    private final AVCodecContext decoder;
    private final AVPacket packet;
    private final AVFrame frame;
    private float[] decoded = new float[0];
    private int length;

    private Mp3RoundTrip(int sampleRateHz, int bitsPerSecond) {
        encoder = context(avcodec_find_encoder_by_name(ENCODER));
        encoder.sample_fmt(AV_SAMPLE_FMT_FLTP);
        encoder.sample_rate(sampleRateHz);
        encoder.bit_rate(bitsPerSecond);
        av_channel_layout_default(encoder.ch_layout(), 1);
        decoder = context(avcodec_find_decoder_by_name(DECODER));
        packet = scope.own(av_packet_alloc(), avcodec::av_packet_free);
        frame = scope.own(av_frame_alloc(), avutil::av_frame_free);
    }

    /** Whether this build of FFmpeg can encode MP3. */
    public static boolean isAvailable() {
        FfmpegLibrary.load();
        return !Pointer.isNull(avcodec_find_encoder_by_name(ENCODER));
    }

    /**
     * Encodes and decodes a waveform.
     *
     * @param waveform at a rate that MP3 knows: 8, 11.025, 12, 16, 22.05, 24, 32, 44.1 or 48 kHz
     * @param bitsPerSecond one of MP3's bit rates for that rate, for example 32,000
     * @return as many samples at the same rate; the codec may overshoot 1
     * @throws IllegalStateException if the codec is not there or refuses the rates
     */
    public static Waveform apply(Waveform waveform, int bitsPerSecond) {
        if (!isAvailable()) {
            throw new IllegalStateException("expected the encoder " + ENCODER + " but got none");
        }
        try (Mp3RoundTrip trip = new Mp3RoundTrip(waveform.sampleRateHz(), bitsPerSecond)) {
            return new Waveform(trip.run(waveform), waveform.sampleRateHz());
        }
    }

    @Override
    public void close() {
        scope.close();
    }

    private AVCodecContext context(AVCodec codec) {
        AVCodecContext context =
                scope.own(avcodec_alloc_context3(codec), avcodec::avcodec_free_context);
        context.thread_count(1);
        return context;
    }

    private float[] run(Waveform waveform) {
        require(avcodec_open2(encoder, encoder.codec(), (AVDictionary) null));
        require(avcodec_open2(decoder, decoder.codec(), (AVDictionary) null));
        decoded = new float[waveform.length()];
        int step = encoder.frame_size();
        for (int offset = 0; offset < waveform.length(); offset += step) {
            fill(waveform.samples(), offset, Math.min(step, waveform.length() - offset));
            require(avcodec_send_frame(encoder, frame));
            av_frame_unref(frame);
            passPackets();
        }
        require(avcodec_send_frame(encoder, null));
        passPackets();
        require(avcodec_send_packet(decoder, null));
        takeFrames();
        return Arrays.copyOf(decoded, waveform.length());
    }

    private void fill(float[] samples, int offset, int count) {
        frame.nb_samples(count);
        frame.format(AV_SAMPLE_FMT_FLTP);
        frame.sample_rate(encoder.sample_rate());
        frame.pts(offset);
        av_channel_layout_default(frame.ch_layout(), 1);
        require(av_frame_get_buffer(frame, 0));
        new FloatPointer(frame.data(0)).put(samples, offset, count);
    }

    private void passPackets() {
        int status = avcodec_receive_packet(encoder, packet);
        while (status >= 0) {
            require(avcodec_send_packet(decoder, packet));
            av_packet_unref(packet);
            takeFrames();
            status = avcodec_receive_packet(encoder, packet);
        }
        requireDrained(status);
    }

    /** The decoder takes the encoder's delay off by itself: the packets tell it. */
    private void takeFrames() {
        int status = avcodec_receive_frame(decoder, frame);
        while (status >= 0) {
            int count = frame.nb_samples();
            if (length + count > decoded.length) {
                decoded = Arrays.copyOf(decoded, length + count);
            }
            new FloatPointer(frame.data(0)).get(decoded, length, count);
            length += count;
            av_frame_unref(frame);
            status = avcodec_receive_frame(decoder, frame);
        }
        requireDrained(status);
    }

    private static void requireDrained(int status) {
        if (status != AVERROR_EAGAIN() && status != AVERROR_EOF) {
            require(status);
        }
    }

    private static void require(int status) {
        if (status < 0) {
            throw new IllegalStateException("the MP3 codec failed with status " + status);
        }
    }
}
