package dev.undertone.feature;

/**
 * Keeps denominators and logarithms away from zero: 2^-52, the spacing of doubles at 1, as pyAudioAnalysis has it since
 * 2022. Small enough that the level of the audio does not matter.
 */
final class Epsilon {

    static final double VALUE = 0x1p-52;

    private Epsilon() {}
}
