package dev.drlab.cli.drill;

import dev.drlab.cli.breakglass.CannotRunException;
import dev.drlab.cli.breakglass.Identity;

/** What a drill needs of one region. Clients are made at their first use, and closed with it. */
interface DrillRegion extends AutoCloseable {
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

    /** The verifier's canaries, as far as they can be measured. */
    Canaries canaries();

    /** Version of that database, for the report; says so where it cannot be told. */
    String databaseVersion(String dbInstance);

    @Override
    void close();
}
