package dev.drlab.report.soak;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.drlab.report.Checks;
import dev.drlab.report.Report;
import dev.drlab.report.file.ReportJson;
import dev.drlab.report.file.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The findings of a soak, field for field as in {@code soak.json}.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}; fields may be added within a version, never changed or removed
 * @param startedAt when the lab was up and the first round began
 * @param seconds from then to the end of the last round
 * @param seed what decided the order of the rounds
 * @param ending why it ended
 * @param rounds those that were completed, in order
 * @param violation what must never be and was found; null when there was nothing
 * @param environment the machine
 * @param command the command line that repeats it
 */
@JsonPropertyOrder({
    "schemaVersion",
    "startedAt",
    "seconds",
    "seed",
    "ending",
    "totals",
    "rounds",
    "violation",
    "environment",
    "command"
})
public record SoakReport(
        int schemaVersion,
        Instant startedAt,
        double seconds,
        long seed,
        Ending ending,
        List<Round> rounds,
        Violation violation,
        Report.Environment environment,
        String command) {
    /** The version of the stable fields. */
    public static final int SCHEMA_VERSION = 1;

    /** @throws IllegalArgumentException if a violation is missing or should not be there, or the time is negative */
    public SoakReport {
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(ending, "ending");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(command, "command");
        Checks.notNegative("seconds", seconds);
        rounds = List.copyOf(rounds);
        if ((ending == Ending.VIOLATION) != (violation != null)) {
            throw new IllegalArgumentException("ending " + ending + " does not go with violation " + violation);
        }
    }

    /** Why a soak ended. */
    public enum Ending {
        /** Its time was up. */
        @JsonProperty("time")
        TIME,
        /** It was interrupted. */
        @JsonProperty("interrupted")
        INTERRUPTED,
        /** At the first violation. */
        @JsonProperty("violation")
        VIOLATION
    }

    /**
     * A round.
     *
     * @param number from 1
     * @param startedAt when it began
     * @param seconds how long it took, all waiting for the standby included
     * @param disturbance what was done, such as {@code outage}
     * @param from the region that was active before
     * @param to the region that was active afterwards
     * @param epoch the epoch afterwards
     * @param runnersKilled where runners of state machines were killed
     * @param repeated errors behind which the same command was given again, and succeeded
     * @param acked commits acknowledged since the start, each of them looked for
     * @param lost commits that were lost in this round, each of them listed before the old database was removed
     * @param staleWrites writes that the old region accepted after the higher epoch had been written; each among {@code lost}
     * @param longestWriteGapSeconds the longest time without an accepted write
     * @param fullRecoverySeconds from the round's beginning to the moment from which on every whole second has at least 99 %
     *     of its writes accepted, and of its reads; null when it was not reached before the next round
     * @param failedUntilFullRecovery requests that failed from the round's beginning until then
     * @param foreign what it did to the foreign application; null when there is none
     */
    public record Round(
            int number,
            Instant startedAt,
            double seconds,
            String disturbance,
            String from,
            String to,
            long epoch,
            List<String> runnersKilled,
            List<String> repeated,
            long acked,
            long lost,
            long staleWrites,
            double longestWriteGapSeconds,
            Double fullRecoverySeconds,
            long failedUntilFullRecovery,
            Foreign foreign) {
        /** Keeps copies of the lists. */
        public Round {
            Objects.requireNonNull(startedAt, "startedAt");
            Checks.notBlank("disturbance", disturbance);
            Checks.notBlank("from", from);
            Checks.notBlank("to", to);
            runnersKilled = List.copyOf(runnersKilled);
            repeated = List.copyOf(repeated);
        }

        private boolean isMoveOfForeign() {
            return foreign != null && !from.equals(to);
        }

        private boolean isCounted() {
            return foreign.onlyInOldByWal() != null;
        }
    }

    /**
     * A foreign application's transactions, one row each, by a count of its own rows.
     *
     * @param acked transactions that it saw committed since the start, each of them looked for
     * @param lost those that are missing since this round
     * @param onlyInOldByWal rows that only the old database had, by its WAL and by a count of its rows, which agree; those
     *     that were not acknowledged among them; null when no database was replaced, or its WAL was not counted
     */
    public record Foreign(long acked, long lost, Long onlyInOldByWal) {
        /** @throws IllegalArgumentException if a count is negative, or more is lost than the old database alone had */
        public Foreign {
            Checks.partOf("foreign.lost", lost, "foreign.acked", acked);
            if (onlyInOldByWal != null) {
                Checks.partOf("foreign.lost", lost, "foreign.onlyInOldByWal", onlyInOldByWal);
            }
        }
    }

    /**
     * A violation of an invariant.
     *
     * @param round the round in which it was found, from 1; behind the last one, the next number
     * @param disturbance what that round did; {@code start} before the first one, {@code second count} behind the last one
     * @param what one sentence
     */
    public record Violation(int round, String disturbance, String what) {
        /** Refuses blanks. */
        public Violation {
            Checks.notBlank("violation.disturbance", disturbance);
            Checks.notBlank("violation.what", what);
        }
    }

    /**
     * Sums over the completed rounds.
     *
     * @param rounds how many
     * @param moves those after which another region was active
     * @param runnersKilled runners of state machines that were killed
     * @param acked commits that were acknowledged and looked for
     * @param lost commits that were lost, each of them listed
     * @param staleWrites writes that an old region accepted after the higher epoch had been written
     * @param notRecovered rounds after which the service was not fully back
     * @param notCounted moves with a foreign application after which its rows in the old database were not counted, or not by
     *     that database's WAL
     */
    public record Totals(
            long rounds,
            long moves,
            long runnersKilled,
            long acked,
            long lost,
            long staleWrites,
            long notRecovered,
            long notCounted) {}

    /**
     * True when its time was up without a violation, the service was fully back after every round, and what the foreign
     * application lost was counted.
     */
    public boolean passed() {
        return ending == Ending.TIME && !rounds.isEmpty() && totals().notRecovered() == 0 && foreignIsCounted();
    }

    /** False where the WAL of no old database was counted, or not that of one behind which something is missing. */
    public boolean foreignIsCounted() {
        List<Round> moves = rounds.stream().filter(Round::isMoveOfForeign).toList();
        boolean never = !moves.isEmpty() && moves.stream().noneMatch(Round::isCounted);
        return !never && moves.stream().noneMatch(move -> move.foreign().lost() > 0 && !move.isCounted());
    }

    /** The sums. */
    @JsonProperty
    public Totals totals() {
        return new Totals(
                rounds.size(),
                rounds.stream()
                        .filter(round -> !round.from().equals(round.to()))
                        .count(),
                rounds.stream().mapToLong(round -> round.runnersKilled().size()).sum(),
                rounds.isEmpty() ? 0 : rounds.get(rounds.size() - 1).acked(),
                rounds.stream().mapToLong(Round::lost).sum(),
                rounds.stream().mapToLong(Round::staleWrites).sum(),
                rounds.stream()
                        .filter(round -> round.fullRecoverySeconds() == null)
                        .count(),
                rounds.stream()
                        .filter(Round::isMoveOfForeign)
                        .filter(round -> !round.isCounted())
                        .count());
    }

    /** The report as JSON text. */
    public String json() {
        return ReportJson.text((Object) this);
    }

    /** Writes {@code soak.json}, replacing the file; missing folders are made. */
    public void write(Path file) throws IOException {
        TextFile.write(file, json());
    }
}
