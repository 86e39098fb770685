package dev.drlab.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.machine.WalAnswer;
import dev.drlab.contract.machine.WalStatus;
import dev.drlab.lab.scenario.step.OldDatabaseAccount;
import dev.drlab.report.OldDatabase;
import dev.drlab.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The agent's account by WAL in the words of a report, and against the account of acknowledged writes. */
class OldDatabaseAccountTest {
    private static final String COUNTED = "{'status':'counted','reason':'','summary':'3 transactions','bytes':900,"
            + "'transactions':3,'foreignTransactions':1,'otherTransactions':2,'rowsComplete':true,'lostSeconds':0.25,"
            + "'firstCommitAt':'2026-01-31T12:00:00Z','lastCommitAt':'2026-01-31T12:00:01Z','relations':[{'name':"
            + "'shop.orders','transactions':1,'inserted':2,'updated':0,'deleted':-1}],'relationsLeftOut':0}";

    @Test
    void takesEveryNumber() throws Exception {
        OldDatabase account = account(COUNTED);
        assertThat(account.transactions()).isEqualTo(3);
        assertThat(account.foreignTransactions()).isEqualTo(1);
        assertThat(account.otherTransactions()).isEqualTo(2);
        assertThat(account.lostSeconds()).isEqualTo(0.25);
        assertThat(account.relations()).containsExactly(new OldDatabase.Relation("shop.orders", 1, 2, 0, -1));
    }

    @Test
    void tablesWithoutWalAreTakenAlsoWhereNothingWasCounted() throws Exception {
        assertThat(account(COUNTED).unlogged()).isEmpty();
        assertThat(account(COUNTED.replace("'bytes':900", "'bytes':900,'unlogged':['shop.cart']"))
                        .unlogged())
                .containsExactly("shop.cart");
        assertThat(account("{'status':'notCounted','reason':'r','summary':'s','unlogged':['a.b']}")
                        .unlogged())
                .containsExactly("a.b");
    }

    @Test
    void whatTheAgentDidNotCountIsNull() throws Exception {
        OldDatabase account =
                account("{'status':'notCounted','reason':'no extension','summary':'not counted','bytes':5}");
        assertThat(account.status()).isEqualTo(WalStatus.NOT_COUNTED);
        assertThat(account.transactions()).isNull();
        assertThat(account.bytes()).isEqualTo(5);
    }

    /** Of an agent that makes none, or that says a status of its own. */
    @Test
    void noAccountIsNoneOfZero() throws Exception {
        OldDatabase missing =
                OldDatabaseAccount.of("r", "then", Report.Mode.UNPLANNED, new WalAnswer(MissingNode.getInstance()));
        assertThat(missing.status()).isEqualTo(WalStatus.NOT_COUNTED);
        assertThat(missing.reason()).isEqualTo("the agent made no account by WAL");
        assertThat(account("{'status':'other','reason':'why','summary':'s'}").transactions())
                .isNull();
    }

    @Test
    void anAcknowledgedWriteThatNoWalHasIsADisagreement() throws Exception {
        List<OldDatabase> counted = List.of(account(COUNTED));
        assertThat(OldDatabaseAccount.disagreement(counted, 3)).isEmpty();
        assertThat(OldDatabaseAccount.disagreement(counted, 4).orElseThrow())
                .contains("3 transactions that no other has, but 4 acknowledged writes are missing");
        assertThat(OldDatabaseAccount.disagreement(List.of(), 4))
                .as("none was looked into")
                .isEmpty();
    }

    /** As many as are missing may be counted twice then: the account is no witness. */
    @Test
    void anAccountThatMissesRowsNeitherAgreesNorDisagrees() throws Exception {
        OldDatabase part = account(COUNTED.replace("'rowsComplete':true", "'rowsComplete':false"));
        assertThat(part.isExact()).isFalse();
        assertThat(OldDatabaseAccount.disagreement(List.of(part), 4)).isEmpty();
    }

    private static OldDatabase account(String json) throws JsonProcessingException {
        JsonNode wal = Json.mapper().readTree(json.replace('\'', '"'));
        return OldDatabaseAccount.of("ap-southeast-2", "after its return", Report.Mode.UNPLANNED, new WalAnswer(wal));
    }
}
