package dev.undertone.audio;

import dev.undertone.audio.AudioException.Fault;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.ShortPointer;

/**
 * Decoded samples of all channels as floats, nominally in [-1, 1]. One block is filled again and again.
 *
 * <p>Integers of b bits are divided by 2^(b-1), unsigned bytes u become (u - 128) / 128; 16 bits and less are exact.
 * Floats beyond [-1, 1] are clipped, unless they are so far beyond that a decoder must have gone astray, and those nearer to 0 than 2^-50 (-301 dB) become 0, since denormal numbers would
 * slow down whatever computes with them.
 *
 * <p>Not thread-safe.
 */
final class SampleBlock {

    private static final float TINY = 0x1p-50f;

    private final float[][] channels;
    private final double highest;
    private float[] mean = {};
    private float[] interleaved = {};
    private short[] shorts = {};
    private int[] ints = {};
    private byte[] bytes = {};
    private long[] longs = {};
    private double[] doubles = {};
    private int length;

    /**
     * An empty block.
     *
     * @param channelCount at least 1
     * @param highest magnitude beyond which a sample is no sound; infinity where any is taken
     */
    SampleBlock(int channelCount, double highest) {
        channels = new float[channelCount][0];
        this.highest = highest;
    }

    /** Samples per channel. */
    int length() {
        return length;
    }

    /** One channel: the first {@link #length} values, until the next {@link #fill}. */
    float[] channel(int index) {
        return channels[index];
    }

    /** The arithmetic mean of the channels: the first {@link #length} values, until the next {@link #fill}. */
    float[] mean() {
        if (channels.length == 1) {
            return channels[0];
        }
        if (mean.length < length) {
            mean = new float[length];
        }
        for (int i = 0; i < length; i++) {
            double sum = 0;
            for (float[] channel : channels) {
                sum += channel[i];
            }
            mean[i] = (float) (sum / channels.length);
        }
        return mean;
    }

    /**
     * Takes the samples of a decoded frame.
     *
     * @throws AudioException {@code NON_FINITE_SAMPLES} for NaN or infinity, {@code MALFORMED} for values beyond the
     *     highest
     */
    void fill(AVFrame frame) {
        length = frame.nb_samples();
        for (int c = 0; c < channels.length; c++) {
            channels[c] = atLeast(channels[c], length);
        }
        if (avutil.av_sample_fmt_is_planar(frame.format()) != 0) {
            for (int c = 0; c < channels.length; c++) {
                convert(frame.extended_data(c), frame.format(), length, channels[c]);
            }
        } else if (channels.length == 1) {
            convert(frame.extended_data(0), frame.format(), length, channels[0]);
        } else {
            int count = length * channels.length;
            interleaved = atLeast(interleaved, count);
            convert(frame.extended_data(0), frame.format(), count, interleaved);
            separate();
        }
    }

    private void separate() {
        for (int c = 0; c < channels.length; c++) {
            float[] channel = channels[c];
            for (int i = 0, j = c; i < length; i++, j += channels.length) {
                channel[i] = interleaved[j];
            }
        }
    }

    private void convert(BytePointer plane, int format, int count, float[] target) {
        switch (avutil.av_get_packed_sample_fmt(format)) {
            case avutil.AV_SAMPLE_FMT_U8 -> convertBytes(plane, count, target);
            case avutil.AV_SAMPLE_FMT_S16 -> convertShorts(new ShortPointer(plane), count, target);
            case avutil.AV_SAMPLE_FMT_S32 -> convertInts(new IntPointer(plane), count, target);
            case avutil.AV_SAMPLE_FMT_S64 -> convertLongs(new LongPointer(plane), count, target);
            case avutil.AV_SAMPLE_FMT_FLT -> convertFloats(new FloatPointer(plane), count, target);
            case avutil.AV_SAMPLE_FMT_DBL ->
                    convertDoubles(new DoublePointer(plane), count, target);
            default -> throw new AudioException(Fault.UNSUPPORTED, "sample format " + format);
        }
    }

    private void convertBytes(BytePointer plane, int count, float[] target) {
        bytes = bytes.length < count ? new byte[count] : bytes;
        plane.get(bytes, 0, count);
        for (int i = 0; i < count; i++) {
            target[i] = ((bytes[i] & 0xFF) - 128) * 0x1p-7f;
        }
    }

    private void convertShorts(ShortPointer plane, int count, float[] target) {
        shorts = shorts.length < count ? new short[count] : shorts;
        plane.get(shorts, 0, count);
        for (int i = 0; i < count; i++) {
            target[i] = shorts[i] * 0x1p-15f;
        }
    }

    private void convertInts(IntPointer plane, int count, float[] target) {
        ints = ints.length < count ? new int[count] : ints;
        plane.get(ints, 0, count);
        for (int i = 0; i < count; i++) {
            target[i] = ints[i] * 0x1p-31f;
        }
    }

    private void convertLongs(LongPointer plane, int count, float[] target) {
        longs = longs.length < count ? new long[count] : longs;
        plane.get(longs, 0, count);
        for (int i = 0; i < count; i++) {
            target[i] = longs[i] * 0x1p-63f;
        }
    }

    private void convertFloats(FloatPointer plane, int count, float[] target) {
        plane.get(target, 0, count);
        for (int i = 0; i < count; i++) {
            target[i] = bounded(target[i]);
        }
    }

    private void convertDoubles(DoublePointer plane, int count, float[] target) {
        doubles = doubles.length < count ? new double[count] : doubles;
        plane.get(doubles, 0, count);
        for (int i = 0; i < count; i++) {
            target[i] = bounded(doubles[i]);
        }
    }

    private float bounded(double sample) {
        if (!Double.isFinite(sample)) {
            throw new AudioException(Fault.NON_FINITE_SAMPLES, "NaN or infinite samples");
        }
        if (Math.abs(sample) > highest) {
            throw new AudioException(
                    Fault.MALFORMED, "decodes to %g times full scale".formatted(Math.abs(sample)));
        }
        return Math.abs(sample) < TINY ? 0 : (float) Math.max(-1, Math.min(1, sample));
    }

    private static float[] atLeast(float[] array, int length) {
        return array.length < length ? Arrays.copyOf(array, length) : array;
    }
}
