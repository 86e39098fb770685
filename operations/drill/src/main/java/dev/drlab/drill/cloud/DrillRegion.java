package dev.drlab.drill.cloud;

import dev.drlab.console.CannotRunException;
import dev.drlab.region.Identity;
import java.util.Optional;

/** The part of one region that a drill needs. Clients are made at their first use, and closed with it. */
public interface DrillRegion extends AutoCloseable {
    /**
     * Whose credentials these are.
     *
     * @throws CannotRunException if there are none, they are refused, or nobody answers
     */
    Identity identity() throws CannotRunException;

    /**
     * The region's runbook parameter.
     *
     * @throws CannotRunException if it cannot be read
     */
    RegionFacts runbook() throws CannotRunException;

    /** The region's Step Functions. */
    Executions executions();

    /** The loss of this region, whose runbook says what there is to lose. */
    Fault fault(RegionFacts facts);

    /** The verifier, which is in one of the regions; empty where it is not, or may not be asked. */
    Optional<Canaries> canaries();

    /** Version of that database, for the report; says so where it cannot be told. */
    String databaseVersion(String dbInstance);

    @Override
    void close();
}
