package dev.undertone.training;

import dev.undertone.audio.Waveform;
import dev.undertone.evaluation.LabelledClip;
import dev.undertone.training.degradation.AcousticCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How training hears a clip: at every speed as it was recorded, and then once in each condition, at a speed drawn for it.
 * What is drawn depends on the name of the clip's file alone, so that it is the same in every run.
 *
 * @param speeds factors, {@link Speed#ORIGINAL} among them
 * @param conditions where the clip might have been recorded; may be empty
 */
public record Renditions(List<Double> speeds, List<AcousticCondition> conditions) {

    /** The clip as it is, once. */
    public static final Renditions ORIGINAL = new Renditions(List.of(Speed.ORIGINAL), List.of());

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the original speed is missing
     */
    public Renditions {
        speeds = List.copyOf(speeds);
        conditions = List.copyOf(conditions);
        if (!speeds.contains(Speed.ORIGINAL)) {
            throw new IllegalArgumentException(
                    "expected the original speed 1.0 among the speeds but got " + speeds);
        }
    }

    /** The index of the clip as it is among {@link #of}. */
    public int original() {
        return speeds.indexOf(Speed.ORIGINAL);
    }

    /** All renditions of a clip: one for each speed, then one for each condition. */
    public List<Waveform> of(LabelledClip clip, Waveform waveform) {
        List<Waveform> renditions = new ArrayList<>();
        for (double speed : speeds) {
            renditions.add(Speed.change(waveform, speed));
        }
        for (AcousticCondition condition : conditions) {
            Random random =
                    new Random(
                            31L * String.valueOf(clip.path().getFileName()).hashCode()
                                    + condition.name().hashCode());
            double speed = speeds.get(random.nextInt(speeds.size()));
            renditions.add(condition.degrade(Speed.change(waveform, speed), random.nextLong()));
        }
        return renditions;
    }
}
