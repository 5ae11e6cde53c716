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
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * One recording in FFmpeg's decoder. Owns every native object that it opens, and frees them when closed.
 *
 * <p>Where checksums or the coding itself tell damage for certain (WAV, FLAC, AIFF), a damaged packet ends the decoding
 * instead of being concealed; elsewhere a few may be lost. One thread, the caller's.
 *
 * <p>Not thread-safe; any number of decoders may work at once.
 */
final class FfmpegDecoder implements AutoCloseable {

    /** Checksums, the bit stream and lengths are checked, and a failed check is an error. */
    static final int STRICT = AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE;

    /** Packets that a lossy stream may lose: as many as these, and one in {@value #PACKETS_PER_LOSS}. */
    private static final int LOSSES = 2;

    private static final int PACKETS_PER_LOSS = 50;

    /** Highest magnitude that a lossy decoder may come to, 18 dB above full scale; honest ones overshoot by some dB. */
    private static final double HIGHEST_LOSSY = 8;

    private final NativeScope scope = new NativeScope();
    private final EncodedAudio audio;
    private final PacketSource packets;
    private final AVCodecContext codec;
    private final AVPacket packet;
    private final AVFrame frame;
    private final AudioHeader header;
    private boolean held;
    private long readPackets;
    private long lostPackets;
    private long decodedSamples;
    private int longestFrame;

    /**
     * Opens the decoder; reads the header, and where only the samples tell their form, up to the first of them.
     *
     * @throws AudioException if FFmpeg refuses the header, the codec is not on the container's list, or no sample comes
     *     out where one is needed
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
            header = knownHeader().isPresent() ? knownHeader().get() : firstFrame();
        } catch (IOException | RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }

    /** What is known of the audio before its samples are decoded. */
    AudioHeader header() {
        return header;
    }

    /** A block for its samples. */
    SampleBlock newBlock() {
        boolean bare = codecName().startsWith("pcm_");
        return new SampleBlock(header.channels(), bare ? Double.POSITIVE_INFINITY : HIGHEST_LOSSY);
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
        if (!held && !receive()) {
            return false;
        }
        held = false;
        requireSameForm();
        block.fill(frame);
        decodedSamples += block.length();
        longestFrame = Math.max(longestFrame, block.length());
        return true;
    }

    /**
     * Holds what was decoded against what was declared.
     *
     * @throws AudioException {@code MALFORMED} if they do not agree, {@code TOO_SHORT} if there is no sample at all
     */
    void requireDeclaredLength() {
        header.requireDecoded(decodedSamples, longestFrame);
    }

    @Override
    public void close() {
        scope.close();
    }

    /** Decodes until there is a frame; false at the end. */
    private boolean receive() throws IOException {
        while (true) {
            int status = avcodec_receive_frame(codec, frame);
            if (status >= 0) {
                return true;
            }
            if (status == AVERROR_EOF) {
                return false;
            }
            boolean goesOn = status == AVERROR_EAGAIN() ? feed() : survivesLoss();
            if (!goesOn) {
                return false;
            }
        }
    }

    /** Hands the next packet, or the end, to the decoder; false if there is nothing more to decode. */
    private boolean feed() throws IOException {
        if (!packets.read(packet)) {
            return avcodec_send_packet(codec, null) >= 0;
        }
        readPackets++;
        int status = avcodec_send_packet(codec, packet);
        av_packet_unref(packet);
        return status >= 0 || survivesLoss();
    }

    /** Whether decoding goes on behind a packet that cannot be decoded; if not, it has ended well all the same. */
    private boolean survivesLoss() {
        lostPackets++;
        if (isStrict()) {
            requireAllDeclared();
            return false;
        }
        if (lostPackets > LOSSES + readPackets / PACKETS_PER_LOSS) {
            throw malformed("%d of %d packets damaged".formatted(lostPackets, readPackets));
        }
        return true;
    }

    private boolean isStrict() {
        return !(audio instanceof ContainedAudio contained) || contained.container().isStrict();
    }

    /** Once all declared samples are there, what cannot be decoded is no audio but a tag behind it; before, damage. */
    private void requireAllDeclared() {
        // Before the first sample there may be no header yet.
        if (decodedSamples == 0
                || header.declaredSamples().isEmpty()
                || header.declaredSamples().getAsLong() != decodedSamples) {
            throw malformed("damaged after %d samples".formatted(decodedSamples));
        }
    }

    private void requireSameForm() {
        if (frame.ch_layout().nb_channels() != header.channels()
                || frame.sample_rate() != header.sampleRateHz()) {
            throw malformed(
                    "changes its channels or rate after %d samples".formatted(decodedSamples));
        }
    }

    private Optional<AudioHeader> knownHeader() {
        return audio instanceof BareAudio bare
                ? Optional.of(bare.header())
                : ((ContainedAudio) audio).header();
    }

    /** The form that the first frame has: a container may be silent about it, or wrong (AAC with spectral band replication). */
    private AudioHeader firstFrame() throws IOException {
        held = receive();
        if (!held) {
            throw lostPackets > 0
                    ? malformed("nothing that can be decoded")
                    : new AudioException(Fault.TOO_SHORT, "not one sample");
        }
        int sampleRateHz = frame.sample_rate();
        OptionalLong declared = packets.declaredSamples(sampleRateHz);
        int channels = frame.ch_layout().nb_channels();
        return isStrict()
                ? AudioHeader.exact(sampleRateHz, channels, declared)
                : AudioHeader.inexact(sampleRateHz, channels, declared);
    }

    private PacketSource openPackets() throws IOException {
        return audio instanceof BareAudio bare
                ? new BarePackets(bare, scope)
                : new DemuxedPackets((ContainedAudio) audio, scope);
    }

    private AVCodecContext openCodec() {
        AVCodec decoder = decoder();
        AVCodecContext context =
                scope.own(avcodec_alloc_context3(decoder), avcodec::avcodec_free_context);
        context.thread_count(1);
        context.err_recognition(isStrict() ? STRICT : 0);
        context.pkt_timebase(packets.timeBase());
        if (avcodec_parameters_to_context(context, packets.parameters()) < 0
                || avcodec_open2(context, decoder, (AVDictionary) null) < 0) {
            throw malformed("header refused by the decoder");
        }
        return context;
    }

    private AVCodec decoder() {
        int id = packets.parameters().codec_id();
        if (audio instanceof BareAudio) {
            return avcodec_find_decoder(id);
        }
        String name = avcodec_get_name(id).getString();
        AVCodec decoder =
                ((ContainedAudio) audio)
                        .container()
                        .decoder(name)
                        .map(avcodec::avcodec_find_decoder_by_name)
                        .orElse(null);
        if (decoder == null || decoder.isNull()) {
            throw new AudioException(
                    Fault.UNSUPPORTED, "%s with codec %s".formatted(audio.containerName(), name));
        }
        return decoder;
    }

    private AudioException malformed(String detail) {
        return new AudioException(Fault.MALFORMED, audio.containerName() + ": " + detail);
    }
}
