package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.lab.simulation.aws.call.Call;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.lab.simulation.aws.fault.FaultRule;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

/**
 * RDS refuses one step of {@code reprotect}, again and again: the old database is still there, the message says under which
 * name, and the same command ends in the right place once RDS takes the step (invariant I11).
 */
@Tag("deep")
class ReprotectRefusedIT {
    /** Without {@code -Ddrlab.test.everyBoundary=true}: before, at and after the making of the new replica. */
    private static final Set<Step> SAMPLE = Set.of(Step.CREATE, Step.PARAMETER_GROUP, Step.DELETE);

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    /** A step, and what becomes of the old database when it is refused. */
    private enum Step {
        RENAME("modifyDBInstance", false, true),
        CREATE("createDBInstanceReadReplica", true, true),
        PARAMETER_GROUP("modifyDBInstance", true, true),
        REBOOT("rebootDBInstance", true, true),
        PROTECTION("modifyDBInstance", true, false),
        DELETE("deleteDBInstance", true, false);

        private final String operation;
        private final boolean renamed;
        private final boolean fails;

        Step(String operation, boolean renamed, boolean fails) {
            this.operation = operation;
            this.renamed = renamed;
            this.fails = fails;
        }

        boolean is(Call call) {
            if (!call.is("Rds", operation)) {
                return false;
            }
            if (!(call.request() instanceof ModifyDbInstanceRequest modify)) {
                return true;
            }
            return switch (this) {
                case RENAME -> modify.newDBInstanceIdentifier() != null;
                case PARAMETER_GROUP -> modify.dbParameterGroupName() != null;
                default -> Boolean.FALSE.equals(modify.deletionProtection());
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void theOldDatabaseOutlivesTheRefusalOfAnyStep(Step step) throws Exception {
        assumeTrue(SAMPLE.contains(step) || Boolean.getBoolean("drlab.test.everyBoundary"), "a sample is run");
        StaleRegion stale = StaleRegion.make(regions);
        String name = stale.before().dbInstanceIdentifier();
        String kept = name + "-old-"
                + regions.active().controlTable().read().orElseThrow().epoch();
        FaultRule refusal = stale.region().faults().failAlways(step::is, Fault.SERVER_ERROR);

        ExecutionResult refused = reprotect(stale);

        assertThat(refusal.hits()).as("calls refused").isPositive();
        stale.assertOldDatabaseIsThere(step.renamed ? kept : name);
        assertThat(refused.succeeded()).as("%s", refused.cause()).isEqualTo(!step.fails);
        if (step.fails) {
            assertThat(refused.cause().orElseThrow().contains(kept))
                    .as(refused.cause().orElseThrow())
                    .isEqualTo(step.renamed);
        } else {
            assertThat(refused.output().orElseThrow().path("kept").asText()).isEqualTo(kept);
            assertThat(refused.output().orElseThrow().path("warnings").toString())
                    .contains(kept);
        }
        refusal.disarm();

        ExecutionResult result = reprotect(stale);

        assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
        assertThat(result.output().orElseThrow().path("kept").asText()).isEmpty();
        stale.assertReprotected(1);
    }

    private static ExecutionResult reprotect(StaleRegion stale) throws InterruptedException {
        return regions.lab().reprotect(stale.region().name(), ReprotectInput.of("test"), ExecutionListener.NONE);
    }
}
