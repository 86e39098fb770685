package dev.drlab.cli.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    @Test
    void aCommitIsNamedWithItsDay() {
        Origin origin = Origin.of("0123456789ab of 2026-01-31", "true");
        assertThat(origin.text()).isEqualTo("commit 0123456789ab of 2026-01-31");
        assertThat(origin.day()).contains(LocalDate.of(2026, 1, 31));
    }

    @Test
    void changesAreNotTakenForTheCommit() {
        assertThat(Origin.of("0123456789ab of 2026-01-31", "false").text()).endsWith(", with changes");
        assertThat(Origin.of("0123456789ab of 2026-01-31", "").text()).endsWith(", with changes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "", "${origin.commit}", "fatal: not a git repository"})
    void whatIsNoCommitIsUnknown(String said) {
        assertThat(Origin.of(said, "true").text()).isEqualTo("commit unknown");
        assertThat(Origin.of(said, "true").day()).isEmpty();
    }
}
