package dev.undertone.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BUFFER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * One recording in FFmpeg's demuxer and decoder. Owns every native object that it opens, and frees them when closed.
 *
 * <p>The demuxer is the container's, never probed for; protocols are off; damaged packets end the decoding instead of
 * being concealed. One thread, the caller's.
 *
 * <p>Not thread-safe; any number of decoders may work at once.
 */
final class FfmpegDecoder implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    /** Checksums, the bit stream and lengths are checked, and a failed check is an error. */
    private static final int STRICT =
            AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE;

    private final NativeScope scope = new NativeScope();
    private final EncodedAudio audio;
    private final FfmpegLibrary.PulledBytes bytes;
    private final AVFormatContext format;
    private final AVCodecContext codec;
    private final AVPacket packet;
    private final AVFrame frame;
    private final String codecName;
    private final int blockAlign;
    private long decodedSamples;

    /**
     * Opens demuxer and decoder; reads the header only.
     *
     * @throws AudioException if FFmpeg refuses the header, or the codec is not on the container's list
     * @throws IOException if the bytes cannot be read
     */
    FfmpegDecoder(EncodedAudio audio) throws IOException {
        this.audio = audio;
        try {
            bytes = new FfmpegLibrary.PulledBytes(audio, BUFFER_BYTES);
            format = openFormat(openBytes());
            AVCodecParameters parameters = format.streams(0).codecpar();
            codecName = avcodec_get_name(parameters.codec_id()).getString();
            blockAlign = parameters.block_align();
            codec = openCodec(parameters);
            packet = own(av_packet_alloc(), avcodec::av_packet_free);
            frame = own(av_frame_alloc(), avutil::av_frame_free);
        } catch (IOException | RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }

    /** FFmpeg's name of the codec. */
    String codecName() {
        return codecName;
    }

    /** Samples per channel decoded so far. */
    long decodedSamples() {
        return decodedSamples;
    }

    /**
     * Decodes the next stretch.
     *
     * @param block receives it
     * @return false at the end, where the block stays as it was
     * @throws AudioException {@code MALFORMED} if the data are damaged or change their form on the way; {@code
     *     NON_FINITE_SAMPLES}; whatever the input threw
     * @throws IOException if the bytes cannot be read
     */
    boolean next(SampleBlock block) throws IOException {
        while (true) {
            int status = avcodec_receive_frame(codec, frame);
            if (status >= 0) {
                requireSameForm();
                block.fill(frame);
                decodedSamples += block.length();
                return true;
            }
            if (status == AVERROR_EOF) {
                return false;
            }
            if (status != AVERROR_EAGAIN()) {
                return endOrDamage();
            }
            if (!feed()) {
                return endOrDamage();
            }
        }
    }

    @Override
    public void close() {
        scope.close();
    }

    /** Hands the next packet, or the end, to the decoder; false if it was refused. */
    private boolean feed() throws IOException {
        int status = av_read_frame(format, packet);
        bytes.rethrowFailure();
        if (status == AVERROR_EOF) {
            return avcodec_send_packet(codec, null) >= 0;
        }
        if (status < 0) {
            return false;
        }
        // A last PCM sample that is not complete in all channels is no damage.
        int sent = packet.size() < blockAlign ? 0 : avcodec_send_packet(codec, packet);
        av_packet_unref(packet);
        return sent >= 0;
    }

    /** False if all declared samples are there, so that what follows them is no audio. */
    private boolean endOrDamage() {
        OptionalLong declared = audio.header().declaredSamples();
        if (declared.isPresent() && declared.getAsLong() == decodedSamples) {
            return false;
        }
        throw malformed("damaged after %d samples".formatted(decodedSamples));
    }

    private void requireSameForm() {
        if (frame.ch_layout().nb_channels() != audio.header().channels()
                || frame.sample_rate() != audio.header().sampleRateHz()) {
            throw malformed(
                    "changes its channels or rate after %d samples".formatted(decodedSamples));
        }
    }

    private AVIOContext openBytes() {
        scope.onClose(bytes::close);
        BytePointer buffer = new BytePointer(av_malloc(BUFFER_BYTES));
        AVIOContext io =
                avio_alloc_context(
                        buffer, BUFFER_BYTES, 0, bytes.key(), FfmpegLibrary.callback(), null, null);
        return own(io, FfmpegDecoder::freeBytes);
    }

    private static void freeBytes(AVIOContext io) {
        av_free(io.buffer()); // FFmpeg may have replaced the one that it was given
        avio_context_free(io);
    }

    private AVFormatContext openFormat(AVIOContext io) throws IOException {
        String name = audio.container().ffmpegName();
        AVFormatContext context = own(avformat_alloc_context(), avformat::avformat_close_input);
        context.pb(io);
        context.max_streams(1);
        context.error_recognition(STRICT);
        av_opt_set(context, "protocol_whitelist", "", 0);
        av_opt_set(context, "format_whitelist", name, 0);
        av_opt_set(context, "codec_whitelist", audio.container().codecs(), 0);
        // Frees the context and clears the pointer when it fails; closing it then does nothing.
        int status =
                avformat_open_input(
                        context, (String) null, av_find_input_format(name), (AVDictionary) null);
        bytes.rethrowFailure();
        if (status < 0 || context.nb_streams() != 1) {
            throw malformed("header refused");
        }
        return context;
    }

    private AVCodecContext openCodec(AVCodecParameters parameters) {
        AVCodec decoder = avcodec_find_decoder(parameters.codec_id());
        if (!audio.container().allows(codecName) || Pointer.isNull(decoder)) {
            throw new AudioException(
                    Fault.UNSUPPORTED,
                    "%s with codec %s".formatted(audio.container().ffmpegName(), codecName));
        }
        AVCodecContext context =
                own(avcodec_alloc_context3(decoder), avcodec::avcodec_free_context);
        context.thread_count(1);
        context.err_recognition(STRICT);
        if (avcodec_parameters_to_context(context, parameters) < 0
                || avcodec_open2(context, decoder, (AVDictionary) null) < 0) {
            throw malformed("header refused by the decoder");
        }
        return context;
    }

    private <P extends Pointer> P own(P object, Consumer<P> release) {
        return scope.own(object, release);
    }

    private AudioException malformed(String detail) {
        return new AudioException(Fault.MALFORMED, audio.container().ffmpegName() + ": " + detail);
    }
}
