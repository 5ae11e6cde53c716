package dev.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpeakerSpreadTest {

    private static final List<String> LABELS = List.of("a", "b");

    private final List<ScoredClip> clips = new ArrayList<>();

    private void add(String speaker, Gender gender, String truth, String called) {
        clips.add(
                new ScoredClip(
                        "x.wav",
                        speaker,
                        gender,
                        truth,
                        called.equals("a") ? List.of(1.0, 0.0) : List.of(0.0, 1.0)));
    }

    private SpeakerSpread spread() {
        return SpeakerSpread.of(new ScoredClips(LABELS, clips));
    }

    @Test
    void of_fourSpeakers_poolsGendersAndFindsTheEnds() {
        add("m1", Gender.MALE, "a", "a");
        add("m1", Gender.MALE, "b", "a");
        add("m2", Gender.MALE, "b", "b");
        add("f1", Gender.FEMALE, "a", "b");
        add("f1", Gender.FEMALE, "a", "a");
        add("f1", Gender.FEMALE, "a", "b");
        add("f2", Gender.FEMALE, "b", "b");
        add("f2", Gender.FEMALE, "a", "a");

        SpeakerSpread spread = spread();

        // female: 2 of 4 a and 1 of 1 b; male: 1 of 1 and 1 of 2
        assertThat(spread.uarByGender())
                .containsExactly(Map.entry("female", .75), Map.entry("male", .75));
        assertThat(spread.worst().speaker()).isEqualTo("f1");
        assertThat(spread.worst().uar()).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(spread.median()).isCloseTo(0.75, within(1e-15));
        assertThat(spread.best()).isEqualTo(new SpeakerSpread.Speaker("f2", 1));
    }

    @Test
    void of_oneSpeakerOfUnknownGender_isAllThree() {
        add("s", Gender.UNKNOWN, "a", "b");
        add("s", Gender.UNKNOWN, "b", "b");

        SpeakerSpread.Speaker only = new SpeakerSpread.Speaker("s", 0.5);
        assertThat(spread()).isEqualTo(new SpeakerSpread(Map.of("unknown", .5), only, .5, only));
    }

    @Test
    void of_threeSpeakers_medianIsTheMiddleOne() {
        add("s1", Gender.MALE, "a", "b");
        add("s2", Gender.MALE, "a", "a");
        add("s2", Gender.MALE, "b", "a");
        add("s3", Gender.MALE, "a", "a");

        assertThat(spread().median()).isEqualTo(0.5);
    }

    @Test
    void of_noClip_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(this::spread);
    }
}
