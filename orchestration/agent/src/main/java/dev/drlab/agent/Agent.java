package dev.drlab.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.agent.wal.Extension;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.ControlTable;
import dev.drlab.contract.machine.AgentAction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * The agent of one region. {@link #handle} takes {@code {"action": …}} and answers with a JSON object; every action may
 * be repeated. Safe for use by several threads.
 *
 * <table>
 * <caption>Actions</caption>
 * <tr><th>action</th><th>fields</th><th>does</th></tr>
 * <tr><td>migrate</td><td></td><td>creates roles and schema in the own database</td></tr>
 * <tr><td>lock, unlock</td><td>side, owner, verb, leaseSeconds, force</td><td>the own or the peer's lock</td></tr>
 * <tr><td>authority</td><td>epoch, region, peerWaitMillis, peerRequired</td><td>is the epoch still the highest</td></tr>
 * <tr><td>replicationStatus</td><td></td><td>database, both records, highest and next epoch</td></tr>
 * <tr><td>raise</td><td>epoch</td><td>writes {epoch, own region} into the own record</td></tr>
 * <tr><td>drain</td><td>epoch, owner, deadlineSeconds, unfencedRoles</td><td>refuses what it could not stop; stops the
 * peer's writes, answers where, the token that it made, and in {@code notReplicated} what no replica has</td></tr>
 * <tr><td>caughtUp</td><td>lsn, systemIdentifier, timeline</td><td>has the own replica replayed the drain point</td></tr>
 * <tr><td>undrain</td><td>epoch, token or owner</td><td>lets the peer write again, if still possible; {@code lifted} when
 * it can, else {@code why} not</td></tr>
 * <tr><td>handover</td><td>epoch, token, nextEpoch</td><td>writes {nextEpoch, own region} into the peer's record</td></tr>
 * <tr><td>open</td><td>epoch</td><td>gives LOGIN in the own database back to the roles that lost it; names in
 * {@code notReplicated} what a promotion has emptied</td></tr>
 * <tr><td>fence</td><td>epoch, seenEpoch, unfencedRoles</td><td>best effort: closes the peer, but no database that carries
 * an epoch above seenEpoch; never fails</td></tr>
 * <tr><td>verifyWritable</td><td>epoch</td><td>logs in as the writer role and commits</td></tr>
 * <tr><td>probe</td><td>url, timeoutSeconds, region, epoch</td><td>one GET: does that region answer, active in that
 * epoch</td></tr>
 * <tr><td>reprotectStatus</td><td>peerDbInstance, unfencedRoles</td><td>may the own database go: both records, the peer's database as
 * the writer role and as RDS describes it, the own database where it answers</td></tr>
 * <tr><td>standDown</td><td>epoch, unfencedRoles</td><td>the own record names the peer; the own database is closed to
 * every application role</td></tr>
 * <tr><td>divergence</td><td>name</td><td>lists the commits that only the own database has</td></tr>
 * <tr><td>walAccount</td><td></td><td>counts the transactions that only the own database has, by its WAL; changes nothing
 * </td></tr>
 * <tr><td>dropOrphanedSlots</td><td></td><td>on the peer: slots of the own region's former replicas</td></tr>
 * </table>
 */
public final class Agent {
    private final AgentConfig config;
    private final Databases databases;
    private final ControlTable ownTable;
    private final Lock ownLock;
    private final Lock peerLock;
    private final Clock clock;
    private final AuthorityCheck authority;
    private final ReplicationStatus replication;
    private final PeerDrain drain;
    private final Opening opening;
    private final PeerFence fence;
    private final Reprotection reprotection;

    /** Without the peer's RDS, so that reprotect refuses. */
    public Agent(
            AgentConfig config, DynamoDbClient ownControl, DynamoDbClient peerControl, String tableName, Clock clock) {
        this(config, ownControl, peerControl, Optional.empty(), tableName, EvidenceStore.NONE, clock);
    }

    /**
     * @param ownControl reaches the own region's control table
     * @param peerControl reaches the peer's; its calls should give up within a few seconds
     * @param peerRds describes the peer's database; without it reprotect refuses
     * @param tableName the control table's name, the same in both regions
     * @param evidence keeps the list of the commits that only a superseded database has
     */
    public Agent(
            AgentConfig config,
            DynamoDbClient ownControl,
            DynamoDbClient peerControl,
            Optional<RdsClient> peerRds,
            String tableName,
            EvidenceStore evidence,
            Clock clock) {
        this.config = Objects.requireNonNull(config, "config");
        this.databases = new Databases(config);
        this.ownTable = new ControlTable(ownControl, tableName);
        ControlTable peerTable = new ControlTable(peerControl, tableName);
        this.ownLock = new Lock(ownControl, tableName);
        this.peerLock = new Lock(peerControl, tableName);
        this.clock = Objects.requireNonNull(clock, "clock");
        this.authority = new AuthorityCheck(config, ownTable, peerTable);
        this.replication = new ReplicationStatus(config, databases, ownTable, peerTable);
        this.drain = new PeerDrain(config, databases, ownTable, peerTable, clock);
        this.opening = new Opening(config, databases, ownTable, clock);
        this.fence = new PeerFence(config, databases, peerTable, clock);
        this.reprotection = new Reprotection(config, databases, ownTable, peerTable, peerRds, evidence);
    }

    /**
     * Runs one action.
     *
     * @throws AgentException what was refused, or could not be reached
     */
    public JsonNode handle(JsonNode json) {
        Request request = new Request(json);
        try {
            return dispatch(request);
        } catch (SQLException e) {
            throw new AgentException.Unreachable(
                    request.action() + " in " + config.region() + ": database: " + e.getMessage(), e);
        } catch (SdkException e) {
            throw new AgentException.Unreachable(
                    request.action() + " in " + config.region() + ": control table: " + e.getMessage(), e);
        }
    }

    private ObjectNode dispatch(Request request) throws SQLException {
        AgentAction action = AgentAction.of(request.action())
                .orElseThrow(() -> new AgentException.InvalidRequest("unknown action '" + request.action() + "'"));
        return switch (action) {
            case MIGRATE -> migrate();
            case LOCK -> lock(request);
            case UNLOCK -> unlock(request);
            case AUTHORITY -> authority(request);
            case REPLICATION_STATUS -> replication.describe();
            case RAISE -> raise(request);
            case DRAIN -> drain.drain(request);
            case CAUGHT_UP -> replication.caughtUp(request);
            case UNDRAIN -> drain.undrain(request);
            case HANDOVER -> drain.handover(request);
            case OPEN -> opening.open(request);
            case FENCE -> fence.fence(request);
            case VERIFY_WRITABLE -> verifyWritable(request);
            case PROBE -> probe(request);
            case REPROTECT_STATUS -> reprotection.status(request.text("peerDbInstance"), request.unfencedRoles());
            case STAND_DOWN -> reprotection.standDown(request.whole("epoch"), request.unfencedRoles());
            case DIVERGENCE -> reprotection.divergence(request.text("name"));
            case WAL_ACCOUNT -> reprotection.walAccount();
            case DROP_ORPHANED_SLOTS -> reprotection.dropOrphanedSlots();
        };
    }

    private ObjectNode migrate() throws SQLException {
        try (Connection connection = databases.own()) {
            new Migration(connection).run(config.writerPassword(), config.readerPassword());
            return object().put("migrated", true)
                    .put("walAccount", Extension.prepare(connection).orElse("ready"));
        }
    }

    private ObjectNode lock(Request request) {
        lockOf(request)
                .take(
                        request.text("owner"),
                        request.text("verb"),
                        request.seconds("leaseSeconds"),
                        request.flag("force"),
                        clock.instant());
        return object().put("locked", true);
    }

    private ObjectNode unlock(Request request) throws SQLException {
        lockOf(request).release(request.text("owner"));
        databases.forget();
        return object().put("locked", false);
    }

    private Lock lockOf(Request request) {
        return switch (request.text("side")) {
            case "own" -> ownLock;
            case "peer" -> peerLock;
            default -> throw new AgentException.InvalidRequest("side must be own or peer");
        };
    }

    private ObjectNode authority(Request request) {
        return authority.require(
                request.whole("epoch"),
                request.text("region"),
                Duration.ofMillis(request.whole("peerWaitMillis")),
                request.flag("peerRequired"));
    }

    private ObjectNode raise(Request request) {
        AuthorityRecord next = AuthorityRecord.of(request.whole("epoch"), config.region(), clock.instant());
        if (!config.parity().owns(next.epoch())) {
            throw new AgentException.InvalidRequest(
                    "epoch " + next.epoch() + " is not one of " + config.region() + "'s (" + config.parity() + ")");
        }
        if (!ownTable.raise(next)) {
            throw AuthorityCheck.refusal(
                    next.epoch(), ownTable.read(), "the record of " + config.region() + " was not raised");
        }
        return object().put("epoch", next.epoch());
    }

    private ObjectNode verifyWritable(Request request) throws SQLException {
        try (Connection connection = databases.ownAsWriter()) {
            new WriteCheck(connection).commit(request.whole("epoch"));
        }
        return object().put("writable", true);
    }

    private static ObjectNode probe(Request request) {
        return new TrafficProbe(request.text("region"), request.whole("epoch"))
                .get(request.text("url"), request.seconds("timeoutSeconds"));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
