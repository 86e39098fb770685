package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.simulation.aws.call.Call;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.lab.simulation.aws.fault.FaultRule;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

/**
 * AWS refuses one step of {@code reprotect}, again and again: the old database is still there, the message says under which
 * name, and the same command ends in the right place once AWS takes the step (invariant I11).
 */
@Tag("deep")
class ReprotectRefusedIT {
    /** As long as a refusal of a state is waited out; a new replica takes about two seconds. */
    private static final int WAIT_SECONDS = 10;

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    /** The end of the run, and the state of the old database. */
    private enum End {
        /** It failed, and the old database has its own name. */
        NOT_RENAMED,
        /** It failed, and the old database has the name that it is kept under. */
        RENAMED,
        /** It ended well, and the old database is still there under that name: a warning says so. */
        LEFT,
        /** It ended well and the old database is gone: a warning tells of the step. */
        WARNED
    }

    private enum Step {
        MINIMUM("ApplicationAutoScaling", "registerScalableTarget", End.WARNED),
        TASKS("Ecs", "updateService", End.NOT_RENAMED),
        SNAPSHOT("Rds", "createDBSnapshot", End.NOT_RENAMED),
        RENAME("Rds", "modifyDBInstance", End.NOT_RENAMED),
        CREATE("Rds", "createDBInstanceReadReplica", End.RENAMED),
        PARAMETER_GROUP("Rds", "modifyDBInstance", End.RENAMED),
        REBOOT("Rds", "rebootDBInstance", End.RENAMED),
        PROTECTION("Rds", "modifyDBInstance", End.LEFT),
        DELETE("Rds", "deleteDBInstance", End.LEFT);

        private final String service;
        private final String operation;
        private final End end;

        Step(String service, String operation, End end) {
            this.service = service;
            this.operation = operation;
            this.end = end;
        }

        boolean is(Call call) {
            if (!call.is(service, operation)) {
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

    private static final Set<Step> SAMPLED = EnumSet.of(Step.SNAPSHOT, Step.RENAME, Step.CREATE, Step.PARAMETER_GROUP);

    static Stream<Arguments> refusals() {
        return Arrays.stream(Step.values())
                .flatMap(step -> Stream.of(Fault.SERVER_ERROR, Fault.REFUSED).map(fault -> Arguments.of(step, fault)));
    }

    /** Without {@code -Ddrlab.test.everyBoundary=true}: before the renaming, from there to the new replica, and after it. */
    private static boolean isSampled(Step step, Fault fault) {
        return Boolean.getBoolean("drlab.test.everyBoundary")
                || SAMPLED.contains(step) && fault == Fault.SERVER_ERROR
                || step == Step.DELETE && fault == Fault.REFUSED;
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void theOldDatabaseOutlivesTheRefusalOfAnyStep(Step step, Fault fault) throws Exception {
        assumeTrue(isSampled(step, fault), "a sample is run");
        StaleRegion stale = StaleRegion.make(regions);
        String region = stale.region().name();
        String name = stale.before().dbInstanceIdentifier();
        String kept = name + "-old-"
                + regions.active().controlTable().read().orElseThrow().epoch();
        ObjectNode runbook = LabAccess.runbook(regions.lab(), region);
        if (fault == Fault.REFUSED) {
            LabAccess.runbook(regions.lab(), region, shortened(runbook.deepCopy()));
        }
        FaultRule refusal = stale.region().faults().failAlways(step::is, fault);

        ExecutionResult refused = reprotect(stale);

        assertThat(refusal.hits()).as("calls refused").isPositive();
        if (step.end != End.WARNED) {
            stale.assertOldDatabaseIsThere(step.end == End.NOT_RENAMED ? name : kept);
        }
        assertEnded(step, refused, kept);
        refusal.disarm();
        LabAccess.runbook(regions.lab(), region, runbook);

        ExecutionResult result = reprotect(stale);

        assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
        assertThat(result.output().orElseThrow().path("kept").asText()).isEmpty();
        stale.assertReprotected(1);
    }

    private static ObjectNode shortened(ObjectNode runbook) {
        return runbook.put("snapshotTimeoutSeconds", WAIT_SECONDS)
                .put("removeTimeoutSeconds", WAIT_SECONDS)
                .put("replicaTimeoutSeconds", WAIT_SECONDS);
    }

    private static void assertEnded(Step step, ExecutionResult refused, String kept) {
        switch (step.end) {
            case NOT_RENAMED, RENAMED -> {
                assertThat(refused.succeeded()).as("%s", refused.output()).isFalse();
                assertThat(refused.cause().orElseThrow().contains(kept))
                        .as(refused.cause().orElseThrow())
                        .isEqualTo(step.end == End.RENAMED);
            }
            case LEFT, WARNED -> {
                assertThat(refused.succeeded()).as("%s", refused.cause()).isTrue();
                JsonNode output = refused.output().orElseThrow();
                boolean left = step.end == End.LEFT;
                assertThat(output.path("kept").asText()).isEqualTo(left ? kept : "");
                assertThat(output.path("warnings").toString()).contains(left ? kept : "LowerMinimum: ");
            }
        }
    }

    private static ExecutionResult reprotect(StaleRegion stale) throws InterruptedException {
        return regions.lab().reprotect(stale.region().name(), ReprotectInput.of("test"), ExecutionListener.NONE);
    }
}
