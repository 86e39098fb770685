package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.SQLException;
import java.util.Optional;

/** A stale region is made and becomes the standby. */
class Reprotect extends ReprotectRun {
    private StaleRegion stale;

    Reprotect(TwoRegions regions) {
        super(regions);
    }

    @Override
    public LabRegion prepare() throws SQLException, InterruptedException {
        stale = StaleRegion.make(regions());
        return stale.region();
    }

    @Override
    public void check(LabRegion target, ExecutionResult result) {
        assertThat(result.succeeded())
                .as("%s: %s", result.error().orElse(""), result.cause().orElse(""))
                .isTrue();
        JsonNode output = result.output().orElseThrow();
        stale.assertTells(output);
        assertThatCode(() -> stale.assertReprotected(1))
                .as("after a reprotect that tells %s", output)
                .doesNotThrowAnyException();
    }

    @Override
    public void checkLocks(LabRegion target, String killed) {
        assertThat(LabAccess.lockOwner(regions().lab(), target.name())).isIn(Optional.empty(), Optional.of(killed));
    }

    @Override
    public void reset() {
        // the standby is there
    }

    @Override
    public String toString() {
        return "Reprotect";
    }
}
