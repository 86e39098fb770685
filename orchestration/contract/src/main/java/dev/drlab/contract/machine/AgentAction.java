package dev.drlab.contract.machine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;

/** What the agent of a region can be asked for; {@code docs/agent.md} says what each does. */
public enum AgentAction {
    /** Creates roles and schema in the own database. */
    MIGRATE("migrate", Effect.UNCONDITIONAL),
    /** Takes the own or the peer's lock, or keeps it young; under its owner. */
    LOCK("lock", Effect.CONDITIONAL),
    /** Releases it, under its owner. */
    UNLOCK("unlock", Effect.CONDITIONAL),
    /** Is the epoch still the highest? */
    AUTHORITY("authority", Effect.NONE),
    /** The database, both records, the highest and the next epoch. */
    REPLICATION_STATUS("replicationStatus", Effect.NONE),
    /** Writes the epoch and the own region into the own record, under the epoch in it. */
    RAISE("raise", Effect.CONDITIONAL),
    /** Stops the peer's writes, under epoch and token in its record. */
    DRAIN("drain", Effect.CONDITIONAL),
    /** Has the own replica replayed the point of the drain? */
    CAUGHT_UP("caughtUp", Effect.NONE),
    /** Lets the peer write again, under epoch and token in its record. */
    UNDRAIN("undrain", Effect.CONDITIONAL),
    /** Writes the next epoch and the own region into the peer's record, under epoch and token in it. */
    HANDOVER("handover", Effect.CONDITIONAL),
    /** Opens the own database, under the epoch in the own record, then that in the database. */
    OPEN("open", Effect.CONDITIONAL),
    /** Closes the peer, as far as it can be reached, under the epochs in its record and its database. */
    FENCE("fence", Effect.CONDITIONAL),
    /** Commits as the writer role, under the epoch in the database. */
    VERIFY_WRITABLE("verifyWritable", Effect.CONDITIONAL),
    /** One GET: does that region answer as the active one? */
    PROBE("probe", Effect.NONE),
    /** May the own database go? */
    REPROTECT_STATUS("reprotectStatus", Effect.NONE),
    /** The own record names the peer, the own database is closed; under the epoch in both records. */
    STAND_DOWN("standDown", Effect.CONDITIONAL),
    /** Lists the commits that only the own database has; writes its evidence alone. */
    DIVERGENCE("divergence", Effect.NONE),
    /** Counts the transactions that only the own database has, by its WAL. */
    WAL_ACCOUNT("walAccount", Effect.NONE),
    /** Drops slots of the own region's former replicas on the peer. */
    DROP_ORPHANED_SLOTS("dropOrphanedSlots", Effect.UNCONDITIONAL);

    /** Whether an action changes anything that is not its evidence. */
    public enum Effect {
        /** It reads. */
        NONE,
        /** It writes, under a condition that is checked in the writing itself: owner, token or epoch. */
        CONDITIONAL,
        /** It writes; what may not be repeated by a superseded run has to look at the authority first. */
        UNCONDITIONAL
    }

    /** The field of a request that names its action. */
    public static final String FIELD = "action";

    private final String label;
    private final Effect effect;

    AgentAction(String label, Effect effect) {
        this.label = label;
        this.effect = effect;
    }

    /** The action of that name; empty if there is none. */
    public static Optional<AgentAction> of(String label) {
        return Arrays.stream(values()).filter(a -> a.label.equals(label)).findFirst();
    }

    /** Its name in a request. */
    public String label() {
        return label;
    }

    /** What it changes. */
    public Effect effect() {
        return effect;
    }

    /** A new request without further fields. */
    public ObjectNode request() {
        return JsonNodeFactory.instance.objectNode().put(FIELD, label);
    }

    @Override
    public String toString() {
        return label;
    }
}
