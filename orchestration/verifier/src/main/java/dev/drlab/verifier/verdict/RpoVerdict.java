package dev.drlab.verifier.verdict;

import dev.drlab.verifier.CanaryConfig;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.ledger.LedgerCondition;
import dev.drlab.verifier.measure.CanarySnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether an RPO target was met. Met needs to have been seen: canaries that arrived, all of them, and an account without a
 * gap. What was not seen is missed where it is already too long, and not judged otherwise.
 *
 * @param kind which of the three
 * @param reasons why it is not met, one sentence each; empty when it is
 */
public record RpoVerdict(Kind kind, List<String> reasons) {
    /** Under this share of acknowledged canaries the exposure is that of too few moments. */
    private static final double LEAST_ACKNOWLEDGED = 0.5;

    /** So far the clocks of verifier and judge may be apart, and not more. */
    private static final double CLOCKS_APART_SECONDS = 5;

    private static final RpoVerdict MET = new RpoVerdict(Kind.MET, List.of());

    /** The verdicts. */
    public enum Kind {
        /** Seen to be within the target. */
        MET("met", 0),
        /** Seen to be beyond it, or to show what must not be. */
        MISSED("MISSED", 1),
        /** Neither was seen. */
        NOT_JUDGED("NOT JUDGED", 2);

        private final String word;
        private final int exitCode;

        Kind(String word, int exitCode) {
            this.word = word;
            this.exitCode = exitCode;
        }

        /** For a person: {@code met}, {@code MISSED} or {@code NOT JUDGED}. */
        public String word() {
            return word;
        }

        /** For reports: {@code met}, {@code missed} or {@code notJudged}. */
        public String json() {
            return switch (this) {
                case MET -> "met";
                case MISSED -> "missed";
                case NOT_JUDGED -> "notJudged";
            };
        }

        /** Of a process that ends with this verdict: 0, 1 or 2. */
        public int exitCode() {
            return exitCode;
        }
    }

    /** @throws IllegalArgumentException if a target is met and yet has reasons, or is not and has none */
    public RpoVerdict {
        Objects.requireNonNull(kind, "kind");
        reasons = List.copyOf(reasons);
        if ((kind == Kind.MET) != reasons.isEmpty()) {
            throw new IllegalArgumentException(
                    "a verdict has reasons unless it is met, but is " + kind + ": " + reasons);
        }
    }

    /** Whether the target was met. */
    public boolean met() {
        return kind == Kind.MET;
    }

    /**
     * Judges the exposure of a run that has stopped, without an account of its ledger: a loss that the run itself has seen
     * is not judged then.
     *
     * @param end its counts at the end, after the wait for the replica
     * @param target the exposure that is still good
     */
    public static RpoVerdict ofExposure(CanarySnapshot end, Duration target) {
        RpoVerdict exposure = ofArrivals(end, target);
        return end.lost() == 0
                ? exposure
                : exposure.and(
                        notJudged("%,d acknowledged canaries were missing after a change of roles, and no account tells"
                                        .formatted(end.lost())
                                + " how much time they cover"));
    }

    /**
     * Judges exposure and loss of a run that has stopped.
     *
     * @param end its counts at the end, after the wait for the replica
     * @param loss the account of its ledger against the writer of the end; absent if it could not be made, which is not
     *     judged
     * @param target the exposure and the loss that are still good
     */
    public static RpoVerdict ofRun(CanarySnapshot end, Optional<LossAccount> loss, Duration target) {
        return ofArrivals(end, target)
                .and(loss.map(account -> ofLoss(account, target))
                        .orElseGet(() -> notJudged("the loss was not accounted for")));
    }

    private static RpoVerdict ofArrivals(CanarySnapshot end, Duration target) {
        List<String> missed = new ArrayList<>();
        List<String> open = new ArrayList<>();
        double seconds = target.toNanos() / 1e9;
        if (end.maxExposureSeconds() > seconds) {
            missed.add(
                    "the exposure was " + (end.outstanding() > 0 ? "at least " : "") + text(end.maxExposureSeconds()));
        }
        end.ledgerFailure().ifPresent(open::add);
        if (end.acked() == 0) {
            open.add("no canary was acknowledged");
        } else if (end.acked() < LEAST_ACKNOWLEDGED * end.due()) {
            open.add("only %,d of %,d canaries that were due were acknowledged".formatted(end.acked(), end.due()));
        }
        if (end.acked() > 0 && end.longestWithoutAckSeconds() > seconds) {
            open.add("no canary was acknowledged for %s, longer than the target: the exposure of that time is not known"
                    .formatted(text(end.longestWithoutAckSeconds())));
        }
        if (end.acked() > 0 && end.replicated() == 0) {
            open.add("no canary was seen on the replica");
        } else if (end.outstanding() > 0) {
            open.add("%,d acknowledged canaries had not arrived at the end, the exposure was at least %s"
                    .formatted(end.outstanding(), text(end.maxExposureSeconds())));
        }
        return of(missed, open);
    }

    /**
     * Judges what a database lacks of a run's ledger.
     *
     * @param target the loss that is still good
     */
    public static RpoVerdict ofLoss(LossAccount account, Duration target) {
        RpoVerdict sound = ofAccount(account);
        boolean beyond = account.ledger().complete() && account.lostSeconds() > target.toNanos() / 1e9;
        return beyond ? new RpoVerdict(Kind.MISSED, List.of(lossOf(account))).and(sound) : sound;
    }

    /**
     * Judges whether an account can be relied on at all, whatever the target. One of a standby is not: a loss is a loss there
     * too, but that nothing is lost proves nothing before something is promoted.
     */
    public static RpoVerdict ofAccount(LossAccount account) {
        List<String> missed = new ArrayList<>();
        List<String> open = new ArrayList<>();
        if (account.holes() > 0) {
            missed.add("%,d canaries are missing although later ones survive".formatted(account.holes()));
        }
        if (account.foreignRows() > 0) {
            missed.add("%,d canary rows exist that the ledger never started".formatted(account.foreignRows()));
        }
        account.ledger().damages().forEach(damage -> open.add("the account is incomplete: " + damage));
        if (account.acked() == 0) {
            open.add("no canary was acknowledged");
        } else if (account.survived() == 0) {
            open.add("not one canary of the ledger is in the database: " + lossOf(account));
        } else if (account.lostWhole()) {
            open.add("of one timeline no canary is in the database: " + lossOf(account));
        }
        if (account.standby()) {
            open.add(
                    "the database is still a standby, and what a promotion of it would lose is not known before: name the"
                            + " promoted database, or ask again after the promotion");
        }
        return account.ledger().complete() ? of(missed, open) : of(List.of(), open);
    }

    /**
     * Judges the end of a ledger that was not closed. A run that goes on has a record of a moment ago; of one that was
     * killed, or of a copy, nobody knows what was acknowledged after the last record, and it may be lost.
     *
     * @param target the loss that is still good
     * @param now when the account was made
     */
    public static RpoVerdict ofLedgerEnd(LossAccount account, Duration target, Instant now) {
        LedgerCondition ledger = account.ledger();
        if (ledger.closed() || ledger.lastRecordAt().isEmpty()) {
            return MET;
        }
        Instant last = ledger.lastRecordAt().get();
        List<String> open = new ArrayList<>();
        if (account.unrecordedRows() > unrecordedAtMost(account)) {
            open.add(
                    "the database has %,d canaries that the ledger has no record of, more than a killed verifier leaves"
                                    .formatted(account.unrecordedRows())
                            + ": the ledger is not whole, and acknowledgements after " + last + " are not known");
        }
        double age = Duration.between(last, now).toMillis() / 1000.0;
        if (age < -CLOCKS_APART_SECONDS) {
            open.add(
                    "the ledger was not closed, and its last record is of %s, later than this machine's clock: it is not"
                                    .formatted(last)
                            + " known how old it is");
        } else if (account.lostSeconds() + Math.max(0, age) > target.toNanos() / 1e9) {
            open.add("the ledger was not closed: acknowledgements after " + last + " are not known");
        }
        return of(List.of(), open);
    }

    /** One for each connection, and what a verifier acknowledges in a second, which a machine without power forgets. */
    private static long unrecordedAtMost(LossAccount account) {
        Instant last = account.ledger().lastRecordAt().orElse(Instant.EPOCH);
        double seconds = Duration.between(account.ledger().startedAt().orElse(last), last)
                        .toMillis()
                / 1000.0;
        return CanaryConfig.MOST_CONNECTIONS + (seconds <= 0 ? 0 : (long) Math.ceil(account.acked() / seconds));
    }

    private static String lossOf(LossAccount account) {
        return "the loss was " + (account.lostWhole() ? "at least " : "") + text(account.lostSeconds());
    }

    /** Nothing could be judged. */
    public static RpoVerdict notJudged(String reason) {
        return new RpoVerdict(Kind.NOT_JUDGED, List.of(reason));
    }

    /** Both: missed if either is, met if both are. */
    public RpoVerdict and(RpoVerdict other) {
        Kind both = kind == Kind.MISSED || other.kind == Kind.MISSED
                ? Kind.MISSED
                : kind == Kind.NOT_JUDGED || other.kind == Kind.NOT_JUDGED ? Kind.NOT_JUDGED : Kind.MET;
        return new RpoVerdict(
                both, Stream.concat(reasons.stream(), other.reasons.stream()).toList());
    }

    private static RpoVerdict of(List<String> missed, List<String> open) {
        if (missed.isEmpty() && open.isEmpty()) {
            return MET;
        }
        return new RpoVerdict(
                missed.isEmpty() ? Kind.NOT_JUDGED : Kind.MISSED,
                Stream.concat(missed.stream(), open.stream()).toList());
    }

    private static String text(double seconds) {
        return String.format(Locale.ROOT, "%.3f s", seconds);
    }
}
