package dev.undertone.testing;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every container and codec beyond plain WAV and FLAC that is taken, as other programs write it. Needs ffmpeg and sox. */
public enum CodedFormat {
    WAV_A_LAW("wav", "pcm_alaw", 8000, "-c:a", "pcm_alaw", "-f", "wav"),
    WAV_MU_LAW("wav", "pcm_mulaw", 8000, "-c:a", "pcm_mulaw", "-f", "wav"),
    WAV_IMA_ADPCM("wav", "adpcm_ima_wav", 22_050, "-c:a", "adpcm_ima_wav", "-f", "wav"),
    WAV_MS_ADPCM("wav", "adpcm_ms", 22_050, "-c:a", "adpcm_ms", "-f", "wav"),
    WAV_GSM("wav", "gsm_ms", 8000) {
        @Override
        public void write(Path clip, Path target) {
            Programs.run("sox", clip, "-r", "8000", "-t", "wav", "-e", "gsm", target);
        }
    },
    WAV_RF64("wav", "pcm_s16le", 44_100, "-rf64", "always", "-f", "wav"),
    WAV_RIFX("wav", "pcm_s16be", 44_100) {
        @Override
        public void write(Path clip, Path target) {
            Programs.run("sox", clip, "-r", "44100", "-t", "wav", "-B", target);
        }
    },
    AIFF("aiff", "pcm_s16be", 44_100, "-f", "aiff"),
    AIFC_FLOAT("aiff", "pcm_f32be", 48_000, "-c:a", "pcm_f32be", "-f", "aiff"),
    OGG_VORBIS("ogg", "vorbis", 44_100, "-c:a", "libvorbis", "-f", "ogg"),
    OGG_OPUS("ogg", "opus", 48_000, "-c:a", "libopus", "-b:a", "48k", "-f", "ogg"),
    OGG_FLAC("ogg", "flac", 44_100, "-c:a", "flac", "-f", "ogg"),
    WEBM_OPUS("matroska,webm", "opus", 48_000, "-c:a", "libopus", "-b:a", "48k", "-f", "webm"),
    /** As a MediaRecorder sends it: no length, no index. */
    WEBM_LIVE(
            "matroska,webm",
            "opus",
            48_000,
            "-c:a",
            "libopus",
            "-b:a",
            "48k",
            "-live",
            "1",
            "-f",
            "webm"),
    WEBM_VORBIS("matroska,webm", "vorbis", 48_000, "-c:a", "libvorbis", "-f", "webm"),
    MATROSKA_FLOAT("matroska,webm", "pcm_f32le", 48_000, "-c:a", "pcm_f32le", "-f", "matroska"),
    M4A("mov,mp4,m4a,3gp,3g2,mj2", "aac", 44_100, "-c:a", "aac", "-b:a", "96k", "-f", "ipod"),
    M4A_INDEX_FIRST(
            "mov,mp4,m4a,3gp,3g2,mj2",
            "aac",
            44_100,
            "-c:a",
            "aac",
            "-b:a",
            "96k",
            "-movflags",
            "+faststart",
            "-f",
            "ipod"),
    MP4_FRAGMENTED(
            "mov,mp4,m4a,3gp,3g2,mj2",
            "aac",
            48_000,
            "-c:a",
            "aac",
            "-b:a",
            "96k",
            "-movflags",
            "frag_keyframe+empty_moov",
            "-f",
            "mp4"),
    M4A_LOSSLESS("mov,mp4,m4a,3gp,3g2,mj2", "alac", 44_100, "-c:a", "alac", "-f", "ipod"),
    ADTS("aac", "aac", 44_100, "-c:a", "aac", "-b:a", "96k", "-f", "adts"),
    MP3("mp3", "mp3", 44_100, "-c:a", "libmp3lame", "-b:a", "96k", "-f", "mp3"),
    MP3_VARIABLE("mp3", "mp3", 44_100, "-c:a", "libmp3lame", "-q:a", "2", "-f", "mp3"),
    MP3_BARE(
            "mp3",
            "mp3",
            22_050,
            "-c:a",
            "libmp3lame",
            "-b:a",
            "64k",
            "-write_xing",
            "0",
            "-id3v2_version",
            "0",
            "-f",
            "mp3"),
    AMR_NARROW("amr", "amr_nb", 8000) {
        @Override
        public void write(Path clip, Path target) throws IOException {
            Files.write(target, AmrFile.narrowBand(samples(clip, 8000)));
        }
    },
    AMR_WIDE("amr", "amr_wb", 16_000) {
        @Override
        public void write(Path clip, Path target) throws IOException {
            Files.write(target, AmrFile.wideBand(samples(clip, 16_000)));
        }
    };

    private final String container;
    private final String codec;
    private final int sampleRateHz;
    private final List<String> arguments;

    CodedFormat(String container, String codec, int sampleRateHz, String... arguments) {
        this.container = container;
        this.codec = codec;
        this.sampleRateHz = sampleRateHz;
        this.arguments = List.of(arguments);
    }

    /** FFmpeg's name of the container. */
    public String container() {
        return container;
    }

    /** FFmpeg's name of the codec. */
    public String codec() {
        return codec;
    }

    /** The rate that {@link #write} gives the file. */
    public int sampleRateHz() {
        return sampleRateHz;
    }

    /** Whether it keeps what lies above the telephone's band. */
    public boolean isWideBand() {
        return sampleRateHz >= 16_000;
    }

    /** Encodes a WAV file, mono. */
    public void write(Path clip, Path target) throws IOException {
        List<Object> command =
                new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-i", clip, "-ac", "1"));
        command.addAll(List.of("-ar", String.valueOf(sampleRateHz)));
        command.addAll(arguments);
        command.add(target);
        Programs.run(command.toArray());
    }

    /** A short synthetic clip in this format, for tests that need no program. */
    public byte[] clip() {
        String name = "/audio/coded/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        try (InputStream file = CodedFormat.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static short[] samples(Path clip, int sampleRateHz) throws IOException {
        Path raw = Files.createTempFile(clip.getParent(), "clip", ".s16");
        Programs.run("sox", "-D", clip, "-t", "s16", "-c", "1", "-r", sampleRateHz, raw);
        byte[] bytes = Files.readAllBytes(raw);
        Files.delete(raw);
        short[] samples = new short[bytes.length / Short.BYTES];
        ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }
}
