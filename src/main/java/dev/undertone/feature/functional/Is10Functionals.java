package dev.undertone.feature.functional;

import dev.undertone.audio.Resampler;
import dev.undertone.audio.Waveform;
import dev.undertone.frame.FrameGrid;
import dev.undertone.frame.Framer;
import java.util.Arrays;

/**
 * The layout {@link FunctionalLayout#IS10_1582}: the composition of the INTERSPEECH 2010 paralinguistic challenge
 * (Schuller et al., Interspeech 2010) in textbook formulas. It has the columns and the meaning of that set, not the bits
 * of any other program.
 *
 * <p>Frames of 25 ms every 10 ms. Every frame has 34 descriptors: 24 of {@link SpectralDescriptors}; 8 of {@link
 * SpectralLines}, on the recording resampled to 11 kHz, frames of 275 samples every 110; F0finEnv and
 * voicingFinalUnclipped of {@link VoiceDescriptors}. Voiced frames, those with F0final above 0, have its 4 others.
 *
 * <p>Each contour is smoothed over 3 frames, see {@link Contour#smooth}, and the smoothed one differentiated, see {@link
 * Contour#delta}; both give the {@link Functionals}, 21 of the 34, over all frames, and 19 of the 4, over the voiced
 * frames, moved together. Of the 4 an average takes voiced frames only, and a delta is taken within each voiced run.
 * {@code voicedOnsetsPerSecond} is the number of voiced runs / durationSeconds, and {@code durationSeconds} that of the
 * waveform, N / 16000.
 *
 * <p>Edges: with fewer than 400 samples there is no frame, and all but the duration is 0. Finite whatever the input.
 */
final class Is10Functionals implements FunctionalExtractor {

    private static final int RATE_HZ = FunctionalLayout.IS10_1582.sampleRateHz();
    private static final FrameGrid GRID = new FrameGrid(400, 160, 960);
    private static final int LINE_RATE_HZ = 11_000;
    private static final FrameGrid LINE_GRID = new FrameGrid(275, 110, 275);
    private static final int FRAME_DESCRIPTORS = Columns.IS10_FRAME_DESCRIPTORS.size();
    private static final int LINES = SpectralDescriptors.COUNT;
    private static final int VOICE = LINES + SpectralLines.COUNT;

    private final Framer framer = new Framer(GRID);
    private final Framer lineFramer = new Framer(LINE_GRID);
    private final double[] samples = new double[GRID.frameLengthSamples()];
    private final SpectralDescriptors spectral =
            new SpectralDescriptors(GRID.frameLengthSamples(), RATE_HZ);
    private final SpectralLines lines = new SpectralLines(LINE_GRID.frameLengthSamples());
    private final VoiceDescriptors voice = new VoiceDescriptors(GRID, RATE_HZ);
    private final Functionals frameFunctionals = new Functionals(Functional.ALL);
    private final Functionals voiceFunctionals = new Functionals(Functional.VOICE);

    @Override
    public FunctionalLayout layout() {
        return FunctionalLayout.IS10_1582;
    }

    @Override
    public UtteranceVector extract(Waveform waveform) {
        if (waveform.sampleRateHz() != RATE_HZ) {
            throw new IllegalArgumentException(
                    "expected %d Hz but got %d".formatted(RATE_HZ, waveform.sampleRateHz()));
        }
        int frames = GRID.frameCount(waveform.length());
        double[][] frameContours = new double[FRAME_DESCRIPTORS][frames];
        double[][] voiceContours = new double[VoiceDescriptors.VOICE_COUNT][frames];
        computeSpectral(waveform, frameContours);
        computeLines(waveform, frames, frameContours);
        voice.compute(waveform, frameContours, VOICE, voiceContours);

        boolean[] all = new boolean[frames];
        Arrays.fill(all, true);
        boolean[] voiced = PitchContour.voiced(voiceContours[0]);
        float[] values = new float[layout().columns()];
        int offset = write(frameFunctionals, frameContours, all, values, 0);
        offset = write(voiceFunctionals, voiceContours, voiced, values, offset);
        double onsets = Contour.runs(voiced);
        values[offset] = frames == 0 ? 0 : (float) (onsets / waveform.durationSeconds());
        values[offset + 1] = (float) waveform.durationSeconds();
        return new UtteranceVector(layout(), values);
    }

    private void computeSpectral(Waveform waveform, double[][] contours) {
        framer.forEach(
                waveform,
                frame -> {
                    frame.copySamples(samples);
                    spectral.compute(samples, contours, frame.index());
                });
    }

    /** At 11 kHz there are as many frames, or one more where the rounded-up length makes room for it. */
    private void computeLines(Waveform waveform, int frames, double[][] contours) {
        lineFramer.forEach(
                Resampler.resample(waveform, LINE_RATE_HZ),
                frame -> {
                    if (frame.index() < frames) {
                        lines.compute(frame.neighbourhood(), contours, LINES, frame.index());
                    }
                });
    }

    /**
     * The functionals of all contours and, behind them, of all deltas.
     *
     * @return the offset behind
     */
    private static int write(
            Functionals functionals,
            double[][] contours,
            boolean[] counts,
            float[] values,
            int offset) {
        int deltas = offset + contours.length * functionals.count();
        double[] smooth = new double[counts.length];
        double[] scratch = new double[counts.length];
        for (int i = 0; i < contours.length; i++) {
            int position = i * functionals.count();
            Contour.smooth(contours[i], counts, smooth);
            int length = Contour.gather(smooth, counts, scratch);
            functionals.compute(scratch, length, values, offset + position);
            Contour.delta(smooth, counts, scratch);
            length = Contour.gather(scratch, counts, scratch);
            functionals.compute(scratch, length, values, deltas + position);
        }
        return deltas + contours.length * functionals.count();
    }
}
