package dev.drlab.infra.observability.alarm;

import dev.drlab.infra.observability.ObjectReplication;
import software.constructs.Construct;

/** The alarm of one direction of a bucket's replication, in the source's region. */
public final class ObjectReplicationAlarms extends AlarmGroup {
    /** Makes the alarm below {@code scope}; {@code place} must be in the source's region. */
    public ObjectReplicationAlarms(Construct scope, String id, AlarmPlace place, ObjectReplication replication) {
        super(scope, id, place);
        alarm(
                new Rule(
                        "object-replication",
                        "An object could not be replicated to the other region.",
                        Rule.ABOVE,
                        0,
                        300,
                        1,
                        // Published only when something was to be replicated.
                        Missing.NOT_BREACHING),
                replication.failed(),
                "Sum");
    }
}
