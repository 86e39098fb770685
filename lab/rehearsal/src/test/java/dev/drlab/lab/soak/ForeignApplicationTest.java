package dev.drlab.lab.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.machine.StateNames;
import dev.drlab.lab.foreign.ForeignLoss;
import dev.drlab.lab.foreign.ForeignTraffic;
import dev.drlab.lab.foreign.OrderKey;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForeignApplicationTest {
    private static final String ACTIVE = "us-west-2";
    private static final Duration NO_WAIT = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Traffic traffic = new Traffic();

    /** Who is locked out loses nothing. */
    @Test
    void anApplicationThatCommitsNothingBehindARoundIsAViolation() throws Exception {
        ForeignApplication application = new ForeignApplication(traffic, NO_WAIT);
        assertThat(application.account(ACTIVE, Disturbance.SWITCHOVER).lost()).isZero();
        assertThatThrownBy(() -> application.requireCommits(Disturbance.SWITCHOVER))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("the foreign application commits nothing after a switchover within 0 s")
                .hasMessageContaining("100 transactions are acknowledged since the start");
    }

    @Test
    void oneThatNeverCommittedIsAViolationToo() throws Exception {
        traffic.acknowledged = 0;
        ForeignApplication application = new ForeignApplication(traffic, NO_WAIT);
        application.account(ACTIVE, Disturbance.TASK_KILLED);
        assertThatThrownBy(() -> application.requireCommits(Disturbance.TASK_KILLED))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("commits nothing after a task-killed");
    }

    /** Commits acknowledged before the move are no evidence for the new writer. */
    @Test
    void commitsBeforeTheAccountDoNotCount() throws Exception {
        ForeignApplication application = new ForeignApplication(traffic, NO_WAIT);
        application.account(ACTIVE, Disturbance.SWITCHOVER);
        traffic.acknowledged += 50;
        application.account(ACTIVE, Disturbance.SWITCHOVER);
        assertThatThrownBy(() -> application.requireCommits(Disturbance.SWITCHOVER))
                .isInstanceOf(Violation.class);
    }

    @Test
    void oneThatCommitsAgainAfterAWhileIsWaitedFor() throws Exception {
        ForeignApplication application = new ForeignApplication(traffic, LONG);
        application.account(ACTIVE, Disturbance.OUTAGE);
        traffic.idleReadings = 3;
        application.requireCommits(Disturbance.OUTAGE);
        assertThat(traffic.idleReadings).isNegative();
    }

    @Test
    void oneThatEndedByItselfIsNotWaitedFor() throws Exception {
        ForeignApplication application = new ForeignApplication(traffic, LONG);
        application.account(ACTIVE, Disturbance.OUTAGE);
        traffic.ended = true;
        assertThatThrownBy(() -> application.requireCommits(Disturbance.OUTAGE))
                .isInstanceOf(LabException.class)
                .hasMessage("ended");
    }

    @Test
    void aRowThatGoesMissingBehindTheLastRoundIsAViolation() throws Exception {
        ForeignApplication application = new ForeignApplication(traffic, NO_WAIT);
        traffic.missing = rows(1, 3);
        application.account(ACTIVE, Disturbance.OUTAGE);
        traffic.missing = rows(1, 5);
        assertThatThrownBy(() -> application.end(ACTIVE))
                .isInstanceOf(Violation.class)
                .hasMessage("2 transactions of the foreign application are missing at the end that were not after the"
                        + " last round");
        assertThat(traffic.closed).isTrue();
    }

    @Test
    void whatTheRoundsLostMayBeMissingAtTheEnd() throws Exception {
        ForeignApplication application = new ForeignApplication(traffic, NO_WAIT);
        traffic.missing = rows(1, 3);
        application.account(ACTIVE, Disturbance.OUTAGE);
        assertThatCode(() -> application.end(ACTIVE)).doesNotThrowAnyException();
    }

    /** Five rows came back, and five others went: by their numbers nothing was lost. */
    @Test
    void rowsThatCameBackHideNoneThatWent() throws Exception {
        ForeignApplication application = new ForeignApplication(traffic, NO_WAIT);
        traffic.missing = rows(1, 5);
        application.account(ACTIVE, Disturbance.OUTAGE);
        traffic.missing = rows(6, 10);
        assertThatThrownBy(() -> application.account(ACTIVE, Disturbance.SWITCHOVER))
                .isInstanceOf(Violation.class)
                .hasMessage("5 rows of the foreign application that were lost are in the active database again");
        assertThatThrownBy(() -> application.account(ACTIVE, Disturbance.OUTAGE))
                .as("a failover may lose rows, and none comes back")
                .isInstanceOf(Violation.class);
    }

    @Test
    void whatASwitchoverLosesIsAViolationBesideWhatAFailoverLost() throws Exception {
        ForeignApplication application = new ForeignApplication(traffic, NO_WAIT);
        traffic.missing = rows(1, 5);
        assertThat(application.account(ACTIVE, Disturbance.OUTAGE).lost()).isEqualTo(5);
        traffic.missing = rows(1, 7);
        assertThatThrownBy(() -> application.account(ACTIVE, Disturbance.SWITCHOVER))
                .isInstanceOf(Violation.class)
                .hasMessageStartingWith("2 transactions of the foreign application are missing after a switchover");
    }

    private static Set<OrderKey> rows(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> new OrderKey(1, 0, number))
                .collect(Collectors.toSet());
    }

    /** Its runner may be killed behind the account, and the one that ends it knows nothing of an old database. */
    @Test
    void theAccountByWalIsTakenAsItIsMade() throws Exception {
        ForeignApplication application = new ForeignApplication(traffic, NO_WAIT);
        assertThat(application.account(ACTIVE, Disturbance.OUTAGE).onlyInOldByWal())
                .as("none was made")
                .isNull();

        save(application, "counted");
        assertThat(application.account(ACTIVE, Disturbance.OUTAGE).onlyInOldByWal())
                .isZero();
        assertThat(application.account(ACTIVE, Disturbance.OUTAGE).onlyInOldByWal())
                .as("that of the round before")
                .isNull();

        save(application, "notCounted");
        assertThat(application.account(ACTIVE, Disturbance.OUTAGE).onlyInOldByWal())
                .isNull();
    }

    private static void save(ForeignApplication application, String status) {
        ObjectNode result = Json.mapper().createObjectNode();
        result.putObject("result").putObject("Payload").putObject("wal").put("status", status);
        application.hear(saving(EventType.STATE_ENTERED, Json.mapper().createObjectNode()), "ap-southeast-2", ACTIVE);
        application.hear(saving(EventType.TASK_SUCCEEDED, result), "ap-southeast-2", ACTIVE);
    }

    private static ExecutionEvent saving(EventType type, ObjectNode detail) {
        return new ExecutionEvent(1, Instant.EPOCH, type, "", StateNames.SAVE_DIVERGENCE, detail);
    }

    /** Its count stands still until a test says otherwise. */
    private static final class Traffic implements ForeignTraffic {
        private long acknowledged = 100;
        private Set<OrderKey> missing = Set.of();
        /** Looks until it commits again; 0 when it never does, below 0 when it has. */
        private int idleReadings;

        private boolean ended;
        private boolean closed;

        @Override
        public void target(String region) {}

        @Override
        public long acknowledged() {
            if (ended) {
                throw new LabException("ended");
            }
            if (idleReadings > 0 && --idleReadings == 0) {
                idleReadings = -1;
                acknowledged++;
            }
            return acknowledged;
        }

        @Override
        public ForeignLoss loss(String region) {
            return new ForeignLoss(acknowledged, missing);
        }

        @Override
        public long onlyIn(String old, String active) {
            return 0;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
