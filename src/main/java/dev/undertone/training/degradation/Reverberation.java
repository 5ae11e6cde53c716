package dev.undertone.training.degradation;

import dev.undertone.audio.Waveform;
import java.util.Random;

/**
 * A room, far from the speaker: convolution with Gaussian noise that decays by 60 dB within the reverberation time,
 * h[n] = g[n] 10^(-3 n / (T60 R)) for n / R up to T60, scaled to sum h^2 = 1 (Polack, thesis, Le Mans 1988). There is no
 * direct sound beyond h[0], so it is harsher than a room of the same T60 nearby. The recording ends where it ended; its
 * tail is cut off.
 *
 * @param reverberationSeconds T60, above 0
 */
public record Reverberation(double reverberationSeconds) implements Degradation {

    @Override
    public Waveform degrade(Waveform clean, long seed) {
        double[] response = response(clean.sampleRateHz(), seed);
        return new Waveform(Convolution.apply(clean.samples(), response, 0), clean.sampleRateHz());
    }

    /** The room's impulse response. */
    double[] response(int sampleRateHz, long seed) {
        Random random = new Random(seed);
        double[] response = new double[(int) Math.ceil(reverberationSeconds * sampleRateHz)];
        double energy = 0;
        for (int n = 0; n < response.length; n++) {
            double decay = Math.pow(10, -3 * n / (reverberationSeconds * sampleRateHz));
            response[n] = random.nextGaussian() * decay;
            energy += response[n] * response[n];
        }
        for (int n = 0; n < response.length; n++) {
            response[n] /= Math.sqrt(energy);
        }
        return response;
    }
}
