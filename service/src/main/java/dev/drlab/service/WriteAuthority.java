package dev.drlab.service;

import java.util.Optional;
import java.util.OptionalDouble;

/** What a request asks the guard. */
interface WriteAuthority {
    /** What is known now; does no I/O. */
    Verdict verdict();

    /**
     * What is known now, after fresh reads (bounded) when what is known is too old to answer on. To be asked before a
     * write starts and again after it committed.
     */
    Verdict confirm();

    /** The lag of the local replica in seconds when it may answer reads, else empty; see {@link Sight}. */
    OptionalDouble replicaLagSeconds();

    /** The database at the last look, empty when it did not answer. */
    Optional<DatabaseStatus> database();

    /** A request found the database broken: stop writing until a fresh look has found it well. */
    void databaseFailed();
}
