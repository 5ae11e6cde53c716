package dev.undertone.feature;

import dev.undertone.dsp.Sums;

/**
 * How evenly energy is spread over the consecutive blocks of a vector. Over a frame's samples it is the entropy of
 * energy, over a magnitude spectrum the spectral entropy (Giannakopoulos, PLOS ONE 10(12), 2015, with its 10 blocks).
 *
 * <p>With L = floor(len / 10), e = sum of v^2 over all of v and p_j = (sum of v^2 over block j) / (e + eps), it is
 * -sum_{j=0}^{9} p_j log2(p_j + eps). Up to 9 values beyond the last block count in e only.
 */
final class BlockEntropy {

    private static final int BLOCKS = 10;

    private BlockEntropy() {}

    /**
     * The entropy of one vector.
     *
     * @param values v, at least 10 values
     * @return in bit, 0 (all in one block, or silence) to log2 10
     */
    static double of(double[] values) {
        int length = values.length / BLOCKS;
        double energy = Sums.ofSquares(values, 0, values.length);
        double entropy = 0;
        for (int block = 0; block < BLOCKS; block++) {
            double blockEnergy = Sums.ofSquares(values, block * length, (block + 1) * length);
            double share = blockEnergy / (energy + Epsilon.VALUE);
            entropy -= share * Math.log(share + Epsilon.VALUE);
        }
        return entropy / Math.log(2);
    }
}
