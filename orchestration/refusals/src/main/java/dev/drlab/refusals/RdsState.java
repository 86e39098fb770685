package dev.drlab.refusals;

import java.util.Optional;

/** The state of a stand-in of RDS in one region; a decision asks, and changes nothing. */
public interface RdsState {
    /** The region that was called. */
    String region();

    /** An instance of this region, by identifier or ARN. */
    Optional<DatabaseFacts> database(String identifierOrArn);

    /** An instance of this region or another, by which a new replica names its source. */
    Optional<DatabaseFacts> source(String identifierOrArn);

    /** Whether a manual snapshot of that identifier exists. */
    boolean hasSnapshot(String identifier);

    /** Whether a subnet group of that name exists. */
    boolean hasSubnetGroup(String name);

    /** Whether a parameter group of that name exists. */
    boolean hasParameterGroup(String name);

    /** Whether RDS may use that key here. */
    boolean mayUseKey(String keyId);
}
