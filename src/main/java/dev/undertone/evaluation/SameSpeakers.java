package dev.undertone.evaluation;

import java.util.Set;
import java.util.TreeSet;

/** Paired figures are of the same speakers, or they are not paired. */
final class SameSpeakers {

    private SameSpeakers() {}

    static void require(Set<String> first, Set<String> second) {
        Set<String> lone = new TreeSet<>(first);
        lone.addAll(second);
        lone.removeIf(speaker -> first.contains(speaker) && second.contains(speaker));
        if (!lone.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected the same speakers twice but got only once " + lone);
        }
    }
}
