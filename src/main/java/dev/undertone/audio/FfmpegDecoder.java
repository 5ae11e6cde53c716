package dev.undertone.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BUFFER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;

/**
 * One recording in FFmpeg's decoder. Owns every native object that it opens, and frees them when closed.
 *
 * <p>Damaged packets end the decoding instead of being concealed. One thread, the caller's.
 *
 * <p>Not thread-safe; any number of decoders may work at once.
 */
final class FfmpegDecoder implements AutoCloseable {

    /** Checksums, the bit stream and lengths are checked, and a failed check is an error. */
    static final int STRICT = AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE;

    private final NativeScope scope = new NativeScope();
    private final EncodedAudio audio;
    private final PacketSource packets;
    private final AVCodecContext codec;
    private final AVPacket packet;
    private final AVFrame frame;
    private long decodedSamples;

    /**
     * Opens the decoder; reads the header at most.
     *
     * @throws AudioException if FFmpeg refuses the header, or the codec is not on the container's list
     * @throws IOException if the bytes cannot be read
     */
    FfmpegDecoder(EncodedAudio audio) throws IOException {
        this.audio = audio;
        FfmpegLibrary.load();
        try {
            packets = openPackets();
            codec = openCodec();
            packet = scope.own(av_packet_alloc(), avcodec::av_packet_free);
            frame = scope.own(av_frame_alloc(), avutil::av_frame_free);
        } catch (IOException | RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }

    /** FFmpeg's name of the codec. */
    String codecName() {
        return avcodec_get_name(codec.codec_id()).getString();
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
        int status = avcodec_receive_frame(codec, frame);
        while (status == AVERROR_EAGAIN()) {
            status = feed() ? avcodec_receive_frame(codec, frame) : AVERROR_EOF;
        }
        if (status == AVERROR_EOF) {
            return false;
        }
        if (status < 0) {
            requireAllDeclared();
            return false;
        }
        requireSameForm();
        block.fill(frame);
        decodedSamples += block.length();
        return true;
    }

    @Override
    public void close() {
        scope.close();
    }

    /** Hands the next packet, or the end, to the decoder; false if there is nothing more to decode. */
    private boolean feed() throws IOException {
        if (!packets.read(packet)) {
            return avcodec_send_packet(codec, null) >= 0;
        }
        int status = avcodec_send_packet(codec, packet);
        av_packet_unref(packet);
        if (status < 0) {
            requireAllDeclared();
        }
        return status >= 0;
    }

    /** Once all declared samples are there, what cannot be decoded is no audio but a tag behind it; before, damage. */
    private void requireAllDeclared() {
        OptionalLong declared = audio.header().declaredSamples();
        if (declared.isEmpty() || declared.getAsLong() != decodedSamples) {
            throw malformed("damaged after %d samples".formatted(decodedSamples));
        }
    }

    private void requireSameForm() {
        if (frame.ch_layout().nb_channels() != audio.header().channels()
                || frame.sample_rate() != audio.header().sampleRateHz()) {
            throw malformed(
                    "changes its channels or rate after %d samples".formatted(decodedSamples));
        }
    }

    private PacketSource openPackets() throws IOException {
        if (audio.pcm().isEmpty()) {
            return new DemuxedPackets(audio, scope);
        }
        WavFormat format = audio.pcm().get();
        AVCodec decoder = avcodec_find_decoder_by_name(format.codec());
        return new PcmPackets(audio.payload(), format, decoder, scope);
    }

    private AVCodecContext openCodec() {
        int id = packets.parameters().codec_id();
        String name = avcodec_get_name(id).getString();
        AVCodec decoder = avcodec_find_decoder(id);
        if (!audio.container().allows(name) || Pointer.isNull(decoder)) {
            throw new AudioException(
                    Fault.UNSUPPORTED,
                    "%s with codec %s".formatted(audio.container().ffmpegName(), name));
        }
        AVCodecContext context =
                scope.own(avcodec_alloc_context3(decoder), avcodec::avcodec_free_context);
        context.thread_count(1);
        context.err_recognition(STRICT);
        if (avcodec_parameters_to_context(context, packets.parameters()) < 0
                || avcodec_open2(context, decoder, (AVDictionary) null) < 0) {
            throw malformed("header refused by the decoder");
        }
        return context;
    }

    private AudioException malformed(String detail) {
        return new AudioException(Fault.MALFORMED, audio.container().ffmpegName() + ": " + detail);
    }
}
