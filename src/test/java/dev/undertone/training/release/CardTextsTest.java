package dev.undertone.training.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CardTextsTest {

    private static String text(String... corpora) {
        return String.join(
                "\n", new CardTexts(List.of(corpora), List.of("calm", "upset")).sections());
    }

    @Test
    void sections_knownCorpora_areNamedWithTheirSpeechAndLicence() {
        assertThat(text("CREMA-D", "EmoDB"))
                .contains("Learned from CREMA-D and EmoDB.")
                .contains("English sentences")
                .contains("German sentences")
                .contains("Open Database License 1.0")
                .contains("CC0");
    }

    /** Of recordings that somebody else brings, nothing is known but their name. */
    @Test
    void sections_ownCorpus_claimNothingOfIt() {
        assertThat(text("helpdesk"))
                .contains("Learned from helpdesk.")
                .contains("calm, upset")
                .doesNotContain("actors", "studio", "CREMA-D", "English");
    }

    @Test
    void sections_anyCorpus_nameProhibitedUses() {
        assertThat(text("helpdesk")).contains("Regulation 2024/1689, Article 5");
    }
}
