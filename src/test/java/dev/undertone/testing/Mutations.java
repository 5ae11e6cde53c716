package dev.undertone.testing;

import java.util.Arrays;
import java.util.Random;

/** Damage to files, the same for the same random numbers. */
public final class Mutations {

    private Mutations() {}

    /**
     * Changes one to four places, most of them in the header: a bit, a byte, a field at its extreme, or the length.
     *
     * @param seed the file, which stays as it is
     * @param headBytes how long its header is taken to be
     */
    public static byte[] of(byte[] seed, int headBytes, Random random) {
        byte[] file = seed.clone();
        for (int change = random.nextInt(4); change >= 0 && file.length > 0; change--) {
            int reach = random.nextInt(4) > 0 ? Math.min(headBytes, file.length) : file.length;
            int position = random.nextInt(reach);
            switch (random.nextInt(8)) {
                case 0 -> file = Arrays.copyOf(file, random.nextInt(file.length + 1));
                case 1 -> file = Arrays.copyOf(file, file.length + random.nextInt(5000));
                case 2, 3 -> file[position] ^= (byte) (1 << random.nextInt(8));
                case 4, 5 -> file[position] = (byte) random.nextInt(256);
                case 6 ->
                        Arrays.fill(
                                file,
                                position,
                                Math.min(file.length, position + 1 + random.nextInt(4)),
                                (byte) (random.nextBoolean() ? 0xFF : 0));
                default -> {
                    int from = random.nextInt(file.length);
                    int count = Math.min(file.length - Math.max(from, position), 64);
                    System.arraycopy(file, from, file, position, count);
                }
            }
        }
        return file;
    }
}
