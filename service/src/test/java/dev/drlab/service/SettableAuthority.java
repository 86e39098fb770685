package dev.drlab.service;

import dev.drlab.service.guard.DatabaseStatus;
import dev.drlab.service.guard.Verdict;
import dev.drlab.service.guard.WriteAuthority;
import dev.drlab.service.request.RequestDeadline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Says what a test wants of it. Each confirmation takes the next verdict; the last one stays. */
public final class SettableAuthority implements WriteAuthority {
    private final Deque<Verdict> verdicts = new ArrayDeque<>();
    private OptionalDouble lag = OptionalDouble.empty();
    private boolean databaseReportedBroken;

    public SettableAuthority(Verdict first) {
        verdicts.add(first);
    }

    /** Sets all that it says from now on. */
    public void now(Verdict... next) {
        verdicts.clear();
        verdicts.addAll(List.of(next));
    }

    /** With a lag, there is a database: a replica. */
    public void lag(double seconds) {
        lag = OptionalDouble.of(seconds);
    }

    boolean databaseReportedBroken() {
        return databaseReportedBroken;
    }

    @Override
    public Verdict verdict() {
        return verdicts.peek();
    }

    @Override
    public Verdict confirm() {
        return verdicts.size() > 1 ? verdicts.poll() : verdicts.peek();
    }

    @Override
    public Verdict settled(RequestDeadline timeLimit) {
        return confirm();
    }

    @Override
    public OptionalDouble replicaLagSeconds() {
        return lag;
    }

    @Override
    public Optional<DatabaseStatus> database() {
        return lag.isEmpty() ? Optional.empty() : Optional.of(new DatabaseStatus(true, 4, Optional.empty(), true, lag));
    }

    @Override
    public void databaseFailed() {
        databaseReportedBroken = true;
    }
}
