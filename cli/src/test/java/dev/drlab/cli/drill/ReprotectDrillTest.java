package dev.drlab.cli.drill;

import static dev.drlab.cli.drill.FakeDrillCloud.P;
import static dev.drlab.cli.drill.FakeDrillCloud.R;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.drill.cloud.ExecutionState;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code drill reprotect}: started once, followed to its end, tried again only after a failure. */
class ReprotectDrillTest {
    @TempDir
    private Path directory;

    private final FakeDrillCloud cloud = new FakeDrillCloud();

    @Test
    void followsItToItsEndAndTellsItsOutput() {
        cloud.executions.output = "{\"standby\":true}";

        Drills.Outcome outcome = reprotect(R);

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains(
                        "PreCheck",
                        "reprotect SUCCEEDED: " + R + " was made the standby of " + P,
                        "{\"standby\":true}");
        assertThat(cloud.executions.started.values()).containsExactly("{\"reason\":\"drill\"}");
    }

    @Test
    void anInterruptedOneIsFollowedByTheSameCommandAndNotStartedTwice() {
        cloud.executions.onRead = number -> Thread.currentThread().interrupt();
        Drills.Outcome interrupted = reprotect(R);
        assertThat(interrupted.code()).isEqualTo(130);
        assertThat(interrupted.err())
                .contains("goes on in Step Functions; to follow it again: ./drlab drill reprotect");

        cloud.executions.onRead = number -> {};
        Drills.Outcome followed = reprotect("nobody is asked");

        assertThat(followed.code()).as(followed.err()).isZero();
        assertThat(cloud.executions.started).hasSize(1);
    }

    @Test
    void aFinishedOneIsToldAgainAsOfItsEndAndNotForAnotherAccountProjectOrPeer() {
        assertThat(reprotect(R).code()).isZero();

        Drills.Outcome again = reprotect("nobody is asked");

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("has come to its end already, at ", "name another --report-dir");
        assertThat(cloud.executions.started).hasSize(1);

        assertThat(reprotect(P, "b").code()).isEqualTo(2);
        cloud.account = "210987654321";
        Drills.Outcome account = reprotect("nobody is asked");
        assertThat(account.code()).isEqualTo(2);
        assertThat(account.err()).contains("another drill was begun", "account 210987654321");
        cloud.account = FakeDrillCloud.ACCOUNT;
        cloud.runbookPeer = "eu-west-1";
        assertThat(reprotect("eu-west-1", "drlab").code()).isEqualTo(2);
        assertThat(cloud.executions.started).hasSize(1);
    }

    @Test
    void aRefusedOneIsAnotherExecutionTheNextTime() {
        cloud.executions.end = ExecutionState.Status.FAILED;
        cloud.executions.error = "RegionActive";
        Drills.Outcome refused = reprotect(R);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("reprotect FAILED: RegionActive");

        cloud.executions.end = ExecutionState.Status.SUCCEEDED;
        assertThat(reprotect(R).code()).isZero();
        assertThat(cloud.executions.started).hasSize(2);
    }

    private Drills.Outcome reprotect(String peer, String project) {
        return new Drills(cloud, Drills.QUICK, "nobody is asked")
                .run("reprotect", R, "--peer", peer, "--project", project, "--report-dir", directory.toString());
    }

    private Drills.Outcome reprotect(String typed) {
        return new Drills(cloud, Drills.QUICK, typed)
                .run("reprotect", R, "--peer", P, "--report-dir", directory.toString());
    }
}
