package dev.undertone.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Packets from FFmpeg's demuxer of the container, which is named, never probed for. It reads through a callback and has
 * no protocols, so that nothing in a file can make it open another. Of several audio streams the first is taken; pictures
 * and text are left aside, moving pictures refused.
 */
final class DemuxedPackets implements PacketSource {

    private static final int BUFFER_BYTES = 1 << 15;

    /** Pictures of the cover count as streams. */
    private static final int MAX_STREAMS = 16;

    /** Bytes of packets, and microseconds of audio, that are looked at to learn the form of the audio. */
    private static final long PROBE_BYTES = 1 << 18;

    private static final long PROBE_MICROSECONDS = 1_000_000;

    private final ContainedAudio audio;
    private final Container container;
    private final PulledBytes bytes;
    private final AVFormatContext format;
    private final AVStream stream;

    /**
     * Reads the header, and as many packets as tell the form of the audio.
     *
     * @throws AudioException {@code MALFORMED} if the demuxer refuses it, {@code UNSUPPORTED} if there is video or no audio
     * @throws IOException if the bytes cannot be read
     */
    DemuxedPackets(ContainedAudio audio, NativeScope scope) throws IOException {
        this.audio = audio;
        container = audio.container();
        bytes = new PulledBytes(audio.source(), BUFFER_BYTES);
        format = scope.own(avformat_alloc_context(), avformat::avformat_close_input);
        // Closed in reverse: the callback's key and the buffer go before the demuxer, which reads
        // no more.
        format.pb(openBytes(scope));
        format.max_streams(MAX_STREAMS);
        format.probesize(PROBE_BYTES);
        format.max_analyze_duration(PROBE_MICROSECONDS);
        format.error_recognition(container.isStrict() ? FfmpegDecoder.STRICT : AV_EF_CRCCHECK);
        av_opt_set(format, "protocol_whitelist", "", 0);
        av_opt_set(format, "format_whitelist", container.ffmpegName(), 0);
        av_opt_set(format, "codec_whitelist", container.decoders(), 0);
        openHeader();
        stream = selectStream();
    }

    @Override
    public AVCodecParameters parameters() {
        return stream.codecpar();
    }

    @Override
    public AVRational timeBase() {
        return stream.time_base();
    }

    @Override
    public boolean read(AVPacket packet) throws IOException {
        while (true) {
            int status = av_read_frame(format, packet);
            bytes.rethrowFailure();
            if (status < 0) {
                requireEnd(status);
                return false;
            }
            if (packet.stream_index() == stream.index()) {
                return true;
            }
            av_packet_unref(packet);
        }
    }

    @Override
    public OptionalLong declaredSamples(int sampleRateHz) {
        if (format.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE) {
            return OptionalLong.empty();
        }
        AVRational unit = stream.time_base();
        if (stream.duration() > 0) {
            return samples((double) stream.duration() * unit.num() / unit.den(), sampleRateHz);
        }
        return format.duration() > 0
                ? samples((double) format.duration() / AV_TIME_BASE, sampleRateHz)
                : OptionalLong.empty();
    }

    private static OptionalLong samples(double seconds, int sampleRateHz) {
        return OptionalLong.of(Math.round(seconds * sampleRateHz));
    }

    /** Some demuxers call it damage where the bytes end within a packet; so it is, but nobody can tell from a live recording. */
    private void requireEnd(int status) {
        boolean cutShort = !container.isStrict() && audio.payload().isExhausted();
        if (status != AVERROR_EOF && !cutShort) {
            throw malformed("no packet where one should be");
        }
    }

    private AVIOContext openBytes(NativeScope scope) {
        Pointer key = FfmpegLibrary.open(bytes);
        scope.onClose(() -> FfmpegLibrary.close(key));
        BytePointer buffer = new BytePointer(av_malloc(BUFFER_BYTES));
        boolean sized = bytes.source().length().isPresent();
        AVIOContext io =
                avio_alloc_context(
                        buffer,
                        BUFFER_BYTES,
                        0,
                        key,
                        FfmpegLibrary.callback(),
                        null,
                        sized ? FfmpegLibrary.seekCallback() : null);
        if (Pointer.isNull(io)) {
            av_free(buffer);
        } else if (!bytes.source().isSeekable()) {
            io.seekable(0);
        }
        return scope.own(io, DemuxedPackets::freeBytes);
    }

    private static void freeBytes(AVIOContext io) {
        av_free(io.buffer()); // FFmpeg may have replaced the one that it was given
        avio_context_free(io);
    }

    private void openHeader() throws IOException {
        // A failure frees the context and clears the pointer; closing it once more then does
        // nothing.
        int status =
                avformat_open_input(
                        format,
                        (String) null,
                        av_find_input_format(container.ffmpegName()),
                        (AVDictionary) null);
        bytes.rethrowFailure();
        if (status < 0) {
            throw malformed("header refused");
        }
        requireNoVideo();
        if (audio.header().isEmpty()) {
            status = avformat_find_stream_info(format, (AVDictionary) null);
            bytes.rethrowFailure();
            if (status < 0) {
                throw malformed("no audio where it should be");
            }
            requireNoVideo();
        }
    }

    private void requireNoVideo() {
        for (int i = 0; i < format.nb_streams(); i++) {
            AVStream any = format.streams(i);
            if (any.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO
                    && (any.disposition() & AV_DISPOSITION_ATTACHED_PIC) == 0) {
                throw new AudioException(Fault.UNSUPPORTED, container.ffmpegName() + " with video");
            }
        }
    }

    private AVStream selectStream() {
        AVStream first = null;
        for (int i = 0; i < format.nb_streams(); i++) {
            AVStream any = format.streams(i);
            if (first == null && any.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO) {
                first = any;
            } else {
                any.discard(AVDISCARD_ALL);
            }
        }
        if (first == null) {
            throw new AudioException(Fault.UNSUPPORTED, container.ffmpegName() + " without audio");
        }
        return first;
    }

    private AudioException malformed(String detail) {
        return new AudioException(Fault.MALFORMED, container.ffmpegName() + ": " + detail);
    }
}
