package dev.drlab.rpo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.console.CannotRunException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreflightTest {
    private static ServerFacts server(int version, boolean inRecovery, String startedAt, String systemId, String db) {
        return new ServerFacts(
                version, inRecovery, startedAt, Optional.ofNullable(systemId), db, "me", "on", "on", "", 0);
    }

    private static final ServerFacts PRIMARY = server(150_004, false, "1.1", "77", "app");
    private static final ServerFacts REPLICA = server(150_004, true, "2.2", "77", "app");

    @Test
    void aPrimaryAndItsStandbyPass() {
        assertThatCode(() -> Preflight.checkPair(PRIMARY, REPLICA)).doesNotThrowAnyException();
        assertThatCode(() -> Preflight.checkPair(PRIMARY, server(140_000, true, "2.2", null, "app")))
                .doesNotThrowAnyException();
    }

    @Test
    void eachMistakeHasItsLine() {
        refused(PRIMARY, PRIMARY, "are the same server");
        refused(REPLICA, PRIMARY, "--primary is a standby: swap the two URLs");
        refused(REPLICA, server(150_004, true, "3.3", "77", "app"), "name the server that accepts writes");
        refused(PRIMARY, server(150_004, false, "3.3", "78", "app"), "--replica is not a standby");
        refused(PRIMARY, server(150_004, true, "3.3", "78", "app"), "standby of another server");
        refused(PRIMARY, server(150_004, true, "2.2", "77", "other"), "name the same database");
        refused(server(130_011, false, "1.1", "77", "app"), REPLICA, "PostgreSQL 13; 14 or newer");
    }

    private static void refused(ServerFacts primary, ServerFacts replica, String why) {
        assertThatThrownBy(() -> Preflight.checkPair(primary, replica))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining(why);
    }
}
