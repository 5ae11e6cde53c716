package dev.undertone.training.degradation;

import dev.undertone.audio.Waveform;

/** Speech and noise at a given ratio. */
final class Mixture {

    private Mixture() {}

    /**
     * y = x + a v with 10 lg(sum x^2 / sum (a v)^2) = the ratio, sums over the whole recording, pauses included.
     *
     * @param speech x
     * @param noise v, as many samples
     * @param ratioDecibels signal-to-noise ratio
     * @return not clipped; silence in x or v leaves x as it is
     */
    static Waveform of(Waveform speech, double[] noise, double ratioDecibels) {
        double speechEnergy = 0;
        double noiseEnergy = 0;
        for (int n = 0; n < noise.length; n++) {
            speechEnergy += (double) speech.samples()[n] * speech.samples()[n];
            noiseEnergy += noise[n] * noise[n];
        }
        double factor =
                noiseEnergy == 0
                        ? 0
                        : Math.sqrt(speechEnergy / noiseEnergy / Math.pow(10, ratioDecibels / 10));
        float[] samples = speech.samples().clone();
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) (samples[n] + factor * noise[n]);
        }
        return new Waveform(samples, speech.sampleRateHz());
    }
}
