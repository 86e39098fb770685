package dev.drlab.cli.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.report.bench.BenchTable;
import org.junit.jupiter.api.Test;

final class RehearsalsTest {
    @Test
    void aFullRecoveryThatNeverCameIsNoneAtOnce() {
        assertThat(Rehearsals.between(BenchTable.NEVER, BenchTable.NEVER)).isEqualTo(BenchTable.NEVER);
        assertThat(Rehearsals.between(3, BenchTable.NEVER)).isEqualTo(BenchTable.NEVER);
    }

    @Test
    void whatCameIsTakenFromWhereItIsCounted() {
        assertThat(Rehearsals.between(3, 4.5)).isEqualTo(1.5);
    }
}
