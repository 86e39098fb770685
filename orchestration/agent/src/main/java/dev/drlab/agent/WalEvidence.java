package dev.drlab.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.agent.wal.RelationChanges;
import dev.drlab.agent.wal.Unlogged;
import dev.drlab.agent.wal.WalAccount;
import dev.drlab.agent.wal.WalAccounting;
import dev.drlab.contract.machine.WalAnswer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/** Finds the transactions, of any application, that only the own, old database has, by its WAL. */
final class WalEvidence {
    /** With the list of rows after it, within the time that the state machine gives {@code divergence}. */
    private static final Duration READING_LIMIT = Duration.ofMinutes(6);
    /** In an answer, which a state machine keeps and a notification carries; the list has all of them. */
    private static final int ANSWERED_RELATIONS = 20;

    private final Databases databases;

    WalEvidence(Databases databases) {
        this.databases = databases;
    }

    /**
     * Makes the account. It never fails: what could not be counted is said to be uncounted.
     *
     * @param progress is told how far it has got where that takes longer than two seconds
     */
    WalAccount account(Consumer<String> progress) {
        try (Connection own = databases.own();
                Connection peer = databases.peer()) {
            WalAccounting accounting = new WalAccounting(own, peer, databases::own, READING_LIMIT, progress);
            WalAccount account = accounting.account();
            return new Replication(own).flushLsn().isEmpty() // a replica has no rows of its own
                    ? account
                    : account.withUnlogged(Unlogged.lost(own, databases::own, accounting.ranThroughout()));
        } catch (SQLException | RuntimeException e) {
            return WalAccount.notCounted(String.valueOf(e.getMessage()));
        }
    }

    /** The part of it that goes into an answer. */
    static ObjectNode answer(WalAccount account) {
        return account.json(ANSWERED_RELATIONS);
    }

    /** A line for the account, one for each relation. */
    static void list(WalAccount account, EvidenceStore.Sheet sheet) throws IOException {
        ObjectNode whole = account.json(0);
        whole.remove(WalAnswer.RELATIONS);
        whole.remove(WalAnswer.RELATIONS_LEFT_OUT);
        sheet.line(whole.put("kind", "wal").toString());
        for (RelationChanges relation : account.relations()) {
            sheet.line(WalAccount.json(relation).put("kind", "relation").toString());
        }
    }
}
