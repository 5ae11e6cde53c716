package dev.undertone.audio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes WAV files for tests field by field, right ones and wrong ones.
 *
 * <p>By default a plain file: RIFF, fmt of 16 bytes, data, all sizes true.
 */
public final class WavFile {

    /** How samples are stored. */
    public enum Encoding {
        PCM_U8(1, 8),
        PCM_S16(1, 16),
        PCM_S24(1, 24),
        PCM_S32(1, 32),
        PCM_S64(1, 64),
        FLOAT_32(3, 32),
        FLOAT_64(3, 64),
        A_LAW(6, 8),
        MU_LAW(7, 8);

        final int tag;
        final int bits;

        Encoding(int tag, int bits) {
            this.tag = tag;
            this.bits = bits;
        }
    }

    private static final String GUID_TAIL = "\0\0\0\0\20\0\200\0\0\252\0\70\233\161";

    private final ByteArrayOutputStream before = new ByteArrayOutputStream();
    private final ByteArrayOutputStream behind = new ByteArrayOutputStream();
    private int tag;
    private int bits;
    private int channels = 1;
    private int sampleRateHz = 16_000;
    private byte[] samples = {};
    private @Nullable Integer blockAlign;
    private @Nullable Long dataSize;
    private byte @Nullable [] guidTail;

    private WavFile(Encoding encoding) {
        this.tag = encoding.tag;
        this.bits = encoding.bits;
    }

    /** A file of one encoding, without samples yet, mono at 16 kHz. */
    public static WavFile of(Encoding encoding) {
        return new WavFile(encoding);
    }

    /** 16-bit PCM, mono, of samples given as values in [-1, 1). */
    public static WavFile pcm16(int sampleRateHz, int length, IntToDoubleFunction signal) {
        return of(Encoding.PCM_S16)
                .sampleRateHz(sampleRateHz)
                .samples(Samples.encode(Encoding.PCM_S16, length, signal));
    }

    public WavFile channels(int value) {
        channels = value;
        return this;
    }

    public WavFile sampleRateHz(int value) {
        sampleRateHz = value;
        return this;
    }

    public WavFile tag(int value) {
        tag = value;
        return this;
    }

    public WavFile bits(int value) {
        bits = value;
        return this;
    }

    public WavFile blockAlign(int value) {
        blockAlign = value;
        return this;
    }

    /** What the data chunk claims as its size. */
    public WavFile dataSize(long value) {
        dataSize = value;
        return this;
    }

    /** The samples as stored, channels interleaved. */
    public WavFile samples(byte[] value) {
        samples = value.clone();
        return this;
    }

    /** A WAVE_FORMAT_EXTENSIBLE header with the usual GUID of the tag. */
    public WavFile extensible() {
        return extensible(GUID_TAIL.getBytes(ISO_8859_1));
    }

    /** A WAVE_FORMAT_EXTENSIBLE header with another GUID: its last 14 bytes. */
    public WavFile extensible(byte[] tail) {
        guidTail = tail.clone();
        return this;
    }

    /** A chunk before fmt, padded to an even size. */
    public WavFile chunkBefore(String id, byte[] body) {
        writeChunk(before, id, body, body.length % 2);
        return this;
    }

    /** A chunk before fmt whose pad byte is missing. */
    public WavFile unpaddedChunkBefore(String id, byte[] body) {
        writeChunk(before, id, body, 0);
        return this;
    }

    /** A chunk behind the samples. */
    public WavFile chunkBehind(String id, byte[] body) {
        writeChunk(behind, id, body, body.length % 2);
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("WAVE".getBytes(US_ASCII));
        body.writeBytes(before.toByteArray());
        writeChunk(body, "fmt ", format(), 0);
        body.writeBytes("data".getBytes(US_ASCII));
        body.writeBytes(little(4, dataSize == null ? samples.length : dataSize));
        body.writeBytes(samples);
        if (samples.length % 2 == 1) {
            body.write(0);
        }
        body.writeBytes(behind.toByteArray());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("RIFF".getBytes(US_ASCII));
        file.writeBytes(little(4, body.size()));
        file.writeBytes(body.toByteArray());
        return file.toByteArray();
    }

    public InputStream stream() {
        return new ByteArrayInputStream(bytes());
    }

    private byte[] format() {
        int align = blockAlign == null ? channels * (bits / 8) : blockAlign;
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        fields.writeBytes(little(2, guidTail == null ? tag : 0xFFFE));
        fields.writeBytes(little(2, channels));
        fields.writeBytes(little(4, sampleRateHz));
        fields.writeBytes(little(4, (long) sampleRateHz * align));
        fields.writeBytes(little(2, align));
        fields.writeBytes(little(2, bits));
        if (guidTail != null) {
            fields.writeBytes(little(2, 22));
            fields.writeBytes(little(2, bits));
            fields.writeBytes(little(4, 0));
            fields.writeBytes(little(2, tag));
            fields.writeBytes(guidTail);
        }
        return fields.toByteArray();
    }

    private static void writeChunk(
            ByteArrayOutputStream out, String id, byte[] body, int padBytes) {
        out.writeBytes(id.getBytes(US_ASCII));
        out.writeBytes(little(4, body.length));
        out.writeBytes(body);
        out.writeBytes(new byte[padBytes]);
    }

    private static byte[] little(int bytes, long value) {
        byte[] all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
        return Arrays.copyOf(all, bytes);
    }
}
