package dev.undertone.audio;

import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Packets from FFmpeg's demuxer of the container, which is named, never probed for. It reads through a callback and has
 * no protocols, so that nothing in a file can make it open another.
 */
final class DemuxedPackets implements PacketSource {

    private static final int BUFFER_BYTES = 1 << 15;

    private final Container container;
    private final PulledBytes bytes;
    private final AVFormatContext format;

    /**
     * Reads the header.
     *
     * @throws AudioException {@code MALFORMED} if the demuxer refuses it
     * @throws IOException if the bytes cannot be read
     */
    DemuxedPackets(EncodedAudio audio, NativeScope scope) throws IOException {
        container = audio.container();
        bytes = new PulledBytes(audio.payload(), BUFFER_BYTES);
        format = scope.own(avformat_alloc_context(), avformat::avformat_close_input);
        // Closed in reverse: the callback's key and the buffer go before the demuxer, which reads
        // no more.
        format.pb(openBytes(scope));
        format.max_streams(1);
        format.error_recognition(FfmpegDecoder.STRICT);
        av_opt_set(format, "protocol_whitelist", "", 0);
        av_opt_set(format, "format_whitelist", container.ffmpegName(), 0);
        av_opt_set(format, "codec_whitelist", container.codecs(), 0);
        openHeader();
    }

    @Override
    public AVCodecParameters parameters() {
        return format.streams(0).codecpar();
    }

    @Override
    public boolean read(AVPacket packet) throws IOException {
        int status = av_read_frame(format, packet);
        bytes.rethrowFailure();
        if (status < 0 && status != AVERROR_EOF) {
            throw malformed("no packet where one should be");
        }
        return status >= 0;
    }

    private AVIOContext openBytes(NativeScope scope) {
        Pointer key = FfmpegLibrary.open(bytes);
        scope.onClose(() -> FfmpegLibrary.close(key));
        BytePointer buffer = new BytePointer(av_malloc(BUFFER_BYTES));
        AVIOContext io =
                avio_alloc_context(
                        buffer, BUFFER_BYTES, 0, key, FfmpegLibrary.callback(), null, null);
        if (Pointer.isNull(io)) {
            av_free(buffer);
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
        if (status < 0 || format.nb_streams() != 1) {
            throw malformed("header refused");
        }
    }

    private AudioException malformed(String detail) {
        return new AudioException(Fault.MALFORMED, container.ffmpegName() + ": " + detail);
    }
}
