package dev.undertone.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TrainingRecipeTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** Figures that were committed before there was a floor go on to be those of the same recipe. */
    @Test
    void read_recipeFromBeforeThereWasAFloor_hasNone() {
        String written = JSON.writeValueAsString(TrainingRecipe.DEFAULT);

        assertThat(written).doesNotContain("noiseFloor", "conditions");
        assertThat(JSON.readValue(written, TrainingRecipe.class)).isEqualTo(TrainingRecipe.DEFAULT);
    }

    @Test
    void read_recipeWithFloor_hasIt() {
        TrainingRecipe recipe = TrainingRecipe.DEFAULT.withNoiseFloor(true);

        TrainingRecipe read = JSON.readValue(JSON.writeValueAsString(recipe), TrainingRecipe.class);

        assertThat(read).isEqualTo(recipe);
        assertThat(read.layout().name()).isEqualTo("paper-36-floored");
    }
}
