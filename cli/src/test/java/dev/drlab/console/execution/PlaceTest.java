package dev.drlab.console.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ReprotectInput;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaceTest {
    @Test
    void aCommandCanBeCopiedIntoAShell() {
        Instant start = Instant.parse("2026-01-31T12:00:00.5Z");
        ActivateInput activate = new ActivateInput("unplanned", "it's \"dark\"; $HOME", Optional.of(start), true);
        assertThat(new Place("break-glass", List.of("--function", "mine"))
                        .command(
                                ExecutionRequest.activate("us-west-2", activate).words()))
                .isEqualTo("./drlab break-glass activate us-west-2 --mode unplanned"
                        + " --reason 'it'\\''s \"dark\"; $HOME' --incident-started-at 2026-01-31T12:00:00.500Z --force"
                        + " --function mine");
        assertThat(new Place("", List.of())
                        .command(ExecutionRequest.reprotect("us-west-2", new ReprotectInput("back", false, true))
                                .words("--force")))
                .isEqualTo("./drlab reprotect us-west-2 --reason back --rebuild --force");
    }
}
