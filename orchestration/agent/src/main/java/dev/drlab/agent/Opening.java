package dev.drlab.agent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.agent.wal.Branches;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.ControlTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The opening of the own, promoted database for those who may write to it. */
final class Opening {
    /** For each other database of a server that was just promoted: clients wait for what follows. */
    private static final Duration OTHER_DATABASES = Duration.ofSeconds(1);

    private static final Duration BRANCH_LIMIT = Duration.ofSeconds(1);
    private static final long BRANCH_SEARCH_BYTES = 64L << 20;

    private final AgentConfig config;
    private final Databases databases;
    private final ControlTable ownTable;
    private final Clock clock;

    Opening(AgentConfig config, Databases databases, ControlTable ownTable, Clock clock) {
        this.config = config;
        this.databases = databases;
        this.ownTable = ownTable;
        this.clock = clock;
    }

    ObjectNode open(Request request) throws SQLException {
        long epoch = request.whole("epoch");
        if (!ownTable.confirm(epoch, config.region(), clock.instant())) {
            throw AuthorityCheck.refusal(
                    epoch,
                    ownTable.read(),
                    "the record of " + config.region() + " does not hold epoch " + epoch + " for it");
        }
        try (Connection connection = databases.own()) {
            ObjectNode answer = object().put("open", true);
            ArrayNode stillClosed = answer.putArray("stillClosed");
            DatabaseFence fence = new DatabaseFence(connection, List.of());
            OutdatedSchema.mendAndRepeat(connection, () -> fence.open(epoch, config.region()))
                    .forEach(stillClosed::add);
            liftLeftOver(fence, epoch);
            answer.put("branch", noteBranch(connection));
            ArrayNode emptied = answer.putArray("notReplicated");
            new NotReplicated(databases, OTHER_DATABASES)
                    .ownUnlogged(connection)
                    .forEach(emptied::add);
            return answer;
        }
    }

    /**
     * An epoch that was opened before may be drained by now. A drain that the record no longer has was lifted, and only its
     * database was left closed: a drain is written to the record first, and the record is read last.
     *
     * @throws AgentException.AuthorityLost if the region is being drained
     */
    private void liftLeftOver(DatabaseFence fence, long epoch) throws SQLException {
        Optional<String> token = fence.closedBy().filter(closer -> !DatabaseFence.isFence(closer));
        if (token.isEmpty()) {
            return;
        }
        Optional<AuthorityRecord> record = ownTable.read();
        boolean lifted =
                record.filter(r -> r.epoch() == epoch && r.drain().isEmpty()).isPresent();
        if (!lifted) {
            throw new AgentException.AuthorityLost("'" + token.get() + "' drains " + config.region()
                    + " for a switchover: it is not opened meanwhile (" + record + ")");
        }
        fence.lift(token.get());
    }

    /** After the opening, for which clients wait; the account of an old database needs it, activate does not. */
    private static String noteBranch(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = " + BRANCH_LIMIT.toMillis());
            return new Branches(connection).note(BRANCH_SEARCH_BYTES);
        } catch (SQLException | RuntimeException e) {
            return "not known: " + e.getMessage();
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
