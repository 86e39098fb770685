package dev.drlab.agent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.agent.wal.WalAccount;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.ControlTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The questions of reprotect to the agent: may the own database go, what does only it have, and what is left over. */
final class Reprotection {
    /** SQLSTATE of a login with a wrong password; a closed role has another. */
    private static final String WRONG_PASSWORD = "28P01";

    private final AgentConfig config;
    private final Databases databases;
    private final ControlTable ownTable;
    private final ControlTable peerTable;
    private final Optional<RdsClient> peerRds;
    private final EvidenceStore evidence;
    private final WalEvidence wal;

    Reprotection(
            AgentConfig config,
            Databases databases,
            ControlTable ownTable,
            ControlTable peerTable,
            Optional<RdsClient> peerRds,
            EvidenceStore evidence) {
        this.config = config;
        this.databases = databases;
        this.ownTable = ownTable;
        this.peerTable = peerTable;
        this.peerRds = peerRds;
        this.evidence = evidence;
        this.wal = new WalEvidence(databases);
    }

    /**
     * Everything that reprotect decides on: both records as in {@code replicationStatus}; {@code peer} ({@code writable},
     * {@code error}: a commit as the writer role at the peer's epoch); {@code peerInstance} ({@code readable},
     * {@code error}, {@code state}, {@code backupRetentionDays}, {@code allocatedStorage}, {@code engine},
     * {@code engineVersion}); {@code database} ({@code readable}, {@code error}, the own database's position as in
     * {@code replicationStatus}, {@code openRoles}: application roles that may log in, {@code applicationSessions}). Fails
     * only when the own record cannot be read.
     */
    ObjectNode status(String peerDbInstance, List<UnfencedRole> unfenced) {
        CompletableFuture<ObjectNode> instance = CompletableFuture.supplyAsync(() -> peerInstance(peerDbInstance));
        CompletableFuture<ObjectNode> database = CompletableFuture.supplyAsync(() -> ownDatabase(unfenced));
        Records records = Records.read(ownTable, peerTable);
        ObjectNode answer = object();
        answer.set("peer", peer(records.peer()));
        answer.set("peerInstance", instance.join());
        ObjectNode own = database.join();
        answer.set("database", own);
        return records.describe(answer, config, own, databases::peerStatus);
    }

    private ObjectNode peer(Optional<AuthorityRecord> record) {
        if (record.isEmpty()) {
            return object().put("writable", false).put("error", "its record is missing or cannot be read");
        }
        try (Connection connection = databases.peerAsWriter()) {
            new WriteCheck(connection).commit(record.get().epoch());
            return object().put("writable", true);
        } catch (SQLException | AgentException e) {
            if (e instanceof SQLException refused && WRONG_PASSWORD.equals(refused.getSQLState())) {
                // thrown, not answered: whoever holds the passwords may have old ones and can read them anew
                throw new AgentException.Unreachable("the peer's database refused the writer's password", refused);
            }
            return object().put("writable", false).put("error", String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode peerInstance(String identifier) {
        if (peerRds.isEmpty()) {
            return object().put("readable", false).put("error", "this agent has no RDS client for the peer");
        }
        try {
            List<DBInstance> found = peerRds.get()
                    .describeDBInstances(request -> request.dbInstanceIdentifier(identifier))
                    .dbInstances();
            DBInstance instance = found.get(0);
            return object().put("readable", true)
                    .put("state", instance.dbInstanceStatus())
                    .put("backupRetentionDays", instance.backupRetentionPeriod())
                    .put("allocatedStorage", instance.allocatedStorage())
                    .put("engine", instance.engine())
                    .put("engineVersion", instance.engineVersion());
        } catch (SdkException e) {
            return object().put("readable", false).put("error", String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode ownDatabase(List<UnfencedRole> unfenced) {
        try (Connection connection = databases.own()) {
            Replication replication = new Replication(connection);
            ObjectNode database = replication.describe(Optional.empty());
            if (database.path("streaming").booleanValue()) {
                database = replication.describe(peerFlushLsn());
            }
            DatabaseFence fence = new DatabaseFence(connection, unfenced);
            ArrayNode openRoles = database.put("readable", true).putArray("openRoles");
            try {
                fence.openRoles().forEach(openRoles::add);
                return database.put("applicationSessions", fence.sessions());
            } catch (SQLException e) {
                if (!DatabaseFence.isOutdated(e)) {
                    throw e;
                }
                openRoles.add("any role: an older agent migrated the database"); // until standDown has mended that
                return database.put("applicationSessions", 0);
            }
        } catch (SQLException e) {
            return object().put("readable", false).put("error", String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> peerFlushLsn() {
        try (Connection connection = databases.peer(config.fenceTimeout())) {
            return new Replication(connection).flushLsn();
        } catch (SQLException e) {
            return Optional.empty(); // the lag is then at most what the replica itself can tell
        }
    }

    /**
     * Makes the own region's end as writer final: its record names the peer and the peer's epoch, so its service needs no
     * sight of the peer to stay closed; then its database is closed to every application role and their sessions are
     * ended. Answers {@code closedAtMillis}, which stays the same until a role is opened again.
     *
     * @throws AgentException.Superseded if a record has a higher epoch
     * @throws AgentException.AuthorityLost if the peer does not hold {@code epoch}
     * @throws AgentException.DatabaseState if the own database is a replica, or sessions cannot be ended
     * @throws AgentException what a fence cannot stop, by what it is; nothing was closed then
     */
    ObjectNode standDown(long epoch, List<UnfencedRole> unfenced) throws SQLException {
        Optional<AuthorityRecord> read = peerTable.read();
        AuthorityRecord peer = read.filter(
                        record -> record.epoch() == epoch && record.region().equals(config.peerRegion()))
                .orElseThrow(() -> AuthorityCheck.refusal(
                        epoch, read, "the record of " + config.peerRegion() + " does not give it epoch " + epoch));
        if (!ownTable.raise(AuthorityRecord.of(epoch, peer.region(), peer.confirmedAt()))) {
            throw AuthorityCheck.refusal(
                    epoch, ownTable.read(), "the record of " + config.region() + " was not raised to epoch " + epoch);
        }
        try (Connection connection = databases.own()) {
            if (new Replication(connection).flushLsn().isEmpty()) {
                throw new AgentException.DatabaseState("the database of " + config.region() + " is a replica");
            }
            DatabaseFence fence = new DatabaseFence(connection, unfenced);
            Optional<String> jobs = OutdatedSchema.mendAndRepeat(connection, () -> fence.require(false))
                    .cronDatabase();
            if (jobs.isPresent()) {
                requireNoJobs(jobs.get());
            }
            Optional<String> unstopped = fence.fence(epoch, Optional.empty(), DatabaseFence.SESSIONS_TIME_LIMIT)
                    .unstopped();
            if (unstopped.isPresent()) {
                throw new AgentException.DatabaseState("the database of " + config.region()
                        + " is not closed to every application: " + unstopped.get());
            }
            Instant closedAt = fence.closedAt(DatabaseFence.fenceToken(epoch)).orElseThrow();
            return object().put("closedAtMillis", closedAt.toEpochMilli());
        }
    }

    private void requireNoJobs(String database) {
        try (Connection connection = databases.own(database)) {
            new CronJobs(connection, database).requireNone();
        } catch (SQLException e) {
            throw CronJobs.unreadable(database, e);
        }
    }

    /** The transactions that only the own database has, if the peer's was promoted since; changes nothing. */
    ObjectNode walAccount() {
        return WalEvidence.answer(wal.account(progress -> {}));
    }

    /**
     * Lists the commits that only the own database has: drlab's rows one by one, and by {@code wal} the transactions of
     * every application.
     *
     * @param name of the list
     */
    ObjectNode divergence(String name) throws SQLException {
        try (EvidenceStore.Sheet sheet = evidence.open(name)) {
            WalAccount wal = this.wal.account(sheet::progress);
            WalEvidence.list(wal, sheet);
            try (Connection own = databases.own();
                    Connection peer = databases.peer()) {
                return new Divergence(own, peer, wal, sheet).account(WalEvidence.answer(wal));
            }
        } catch (IOException e) {
            throw new AgentException.Unreachable("the list of diverged commits cannot be kept: " + e.getMessage(), e);
        }
    }

    /**
     * Drops the peer's inactive physical slots that were made for a replica in the own region and that the present one
     * does not use. RDS and the lab put the region into a slot's name; slots of others are left alone.
     *
     * @throws AgentException.DatabaseState if the own database does not stream, so that its slot is not known
     */
    ObjectNode dropOrphanedSlots() throws SQLException {
        String used;
        try (Connection connection = databases.own()) {
            used = new Slots(connection)
                    .used()
                    .orElseThrow(() -> new AgentException.DatabaseState("the database of " + config.region()
                            + " does not stream, so it is not known which slot it uses"));
        }
        ArrayNode dropped = JsonNodeFactory.instance.arrayNode();
        try (Connection connection = databases.peer()) {
            new Slots(connection)
                    .dropInactive(config.region().replace('-', '_'), used)
                    .forEach(dropped::add);
        }
        return object().set("dropped", dropped);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
