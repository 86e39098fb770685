package dev.drlab.drill.files;

import java.util.Objects;

/**
 * The execution that a drill started, so that the same command goes on with it and starts nothing twice.
 *
 * @param drill {@code switchover}, {@code failover} or {@code reprotect}
 * @param region where the execution runs
 * @param peer the other region
 * @param account in which it runs
 * @param project whose state machines these are
 * @param execution name of the execution
 * @param input of the execution, byte for byte
 * @param startedAt when the move began, by this machine's clock; ISO-8601
 */
public record DrillRecord(
        String drill,
        String region,
        String peer,
        String account,
        String project,
        String execution,
        String input,
        String startedAt) {
    /** @throws NullPointerException if a component is null */
    public DrillRecord {
        Objects.requireNonNull(drill, "drill");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(startedAt, "startedAt");
    }
}
