package dev.drlab.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.service.items.PostgresItemStore;
import dev.drlab.service.request.StoreException;
import dev.drlab.service.request.StoreException.Outcome;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreOutcomeTest {
    /** SQLSTATEs of PostgreSQL's Appendix A. */
    @ParameterizedTest
    @CsvSource({
        "08006, UNKNOWN, true", // connection failure
        "57P01, UNKNOWN, true", // terminated by an administrator: may have committed locally before
        "57P02, UNKNOWN, true", // the server crashed
        ", UNKNOWN, true",
        "25006, NOT_WRITTEN, true", // read-only transaction
        "42501, NOT_WRITTEN, true", // no privilege
        "22001, NOT_WRITTEN, false", // the data's fault
        "53100, NOT_WRITTEN, false", // disk full
        "57014, NOT_WRITTEN, false" // statement cancelled
    })
    void serverErrorMeansRolledBackAndABrokenConnectionMeansUnknown(String state, Outcome outcome, boolean suspect) {
        StoreException e = PostgresItemStore.explain(new SQLException("reason", state));
        assertThat(e.outcome()).isEqualTo(outcome);
        assertThat(e.databaseSuspect()).isEqualTo(suspect);
        assertThat(e).hasMessageContaining("reason");
    }
}
