package dev.drlab.contract.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.json.Json;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputsTest {
    @Test
    void activateTakesWhatIsGivenAndNoFieldForWhatIsNot() {
        assertThat(ActivateInput.planned("x").json()).hasToString("{\"mode\":\"planned\",\"reason\":\"x\"}");
        assertThat(new ActivateInput("unplanned", "x", Optional.of(Instant.EPOCH), true).json())
                .hasToString("{\"mode\":\"unplanned\",\"reason\":\"x\","
                        + "\"incidentStartedAt\":\"1970-01-01T00:00:00Z\",\"force\":true}");
    }

    @Test
    void reprotectTakesAFlagOnlyWhereItIsSet() {
        assertThat(ReprotectInput.of("x").json()).hasToString("{\"reason\":\"x\"}");
        assertThat(new ReprotectInput("x", true, true).json())
                .hasToString("{\"reason\":\"x\",\"force\":true,\"rebuild\":true}");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (ActivateInput input : new ActivateInput[] {
            ActivateInput.initial("x"),
            ActivateInput.unplanned("y", Instant.parse("2026-01-31T12:00:00Z")),
            new ActivateInput("planned", "z", Optional.empty(), true)
        }) {
            assertThat(ActivateInput.parse(input.json())).isEqualTo(input);
        }
        ReprotectInput rebuild = new ReprotectInput("x", false, true);
        assertThat(ReprotectInput.parse(rebuild.json())).isEqualTo(rebuild);
    }

    @Test
    void whatIsNotThereIsNotMadeUp() throws Exception {
        assertThat(ActivateInput.parse(Json.mapper().readTree("{\"region\":\"r\"}")))
                .isEqualTo(new ActivateInput("", "", Optional.empty(), false));
    }
}
