package dev.drlab.service.guard;

import dev.drlab.service.request.ApiException;
import dev.drlab.service.request.RequestDeadline;
import dev.drlab.service.request.StoreException;
import java.util.Optional;
import java.util.OptionalDouble;

/** The guard, as requests see it. */
public interface WriteAuthority {
    /** The verdict of this moment; does no I/O. */
    Verdict verdict();

    /**
     * The verdict of this moment, after fresh reads (bounded) when what is known is too old to answer on. To be asked
     * again after a write has committed.
     */
    Verdict confirm();

    /**
     * As {@link #confirm}, but where a switchover is under way ({@link WriteState#passing}) its end is waited for
     * within the time limit, by a bounded number of requests at once: clients that wait a moment notice no failure, and
     * do not come again and again while the regions are busy. To be asked instead of it before something is written.
     */
    Verdict settled(RequestDeadline timeLimit);

    /** Who may answer a read; waits for the end of a switchover, within the time limit, only when this region may not. */
    default Reading reading(RequestDeadline timeLimit) {
        Verdict verdict = confirm();
        if (verdict.newest()) {
            return new Reading(verdict, OptionalDouble.empty());
        }
        OptionalDouble lag = replicaLagSeconds();
        return new Reading(lag.isPresent() ? verdict : settled(timeLimit), lag);
    }

    /** The lag of the local replica in seconds when it may answer reads, else empty; see {@link Observations}. */
    OptionalDouble replicaLagSeconds();

    /** The database at the last read, empty when it did not answer. */
    Optional<DatabaseStatus> database();

    /** A request found the database broken: stop writing until a fresh read has found it well. */
    void databaseFailed();

    /**
     * Asks again after something was written and before that is acknowledged.
     *
     * @param before the verdict that it was written under
     * @param written what was, as in "the row was written"
     * @return the verdict now, of the same epoch
     * @throws ApiException 503 with an unknown outcome when authority went away in between
     */
    default Verdict confirmStill(Verdict before, String written) throws ApiException {
        Verdict after = confirm();
        if (!after.active() || after.epoch() != before.epoch()) {
            throw ApiException.unavailable(
                    "authority went away while " + written + ": "
                            + after.state().explanation(),
                    StoreException.Outcome.UNKNOWN);
        }
        return after;
    }
}
