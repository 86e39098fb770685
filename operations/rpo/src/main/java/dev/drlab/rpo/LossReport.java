package dev.drlab.rpo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.console.CannotRunException;
import dev.drlab.contract.json.Json;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.database.Causes;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.ledger.Ledger;
import dev.drlab.verifier.ledger.SeqRange;
import dev.drlab.verifier.verdict.CanaryJson;
import dev.drlab.verifier.verdict.RpoVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a database lost of the canaries that a ledger has as acknowledged.
 *
 * @param account of the ledger against the database
 * @param target the loss that is still good, of time
 * @param verdict of the account, and of the end of the ledger at the time of the account
 */
public record LossReport(LossAccount account, Duration target, RpoVerdict verdict) {
    private static final int RANGES_SHOWN = 5;

    /**
     * Opens a ledger, closed or not.
     *
     * @throws CannotRunException if there is none, or it cannot be read
     */
    public static Ledger open(Path ledger) throws CannotRunException {
        try {
            return Ledger.open(ledger);
        } catch (IOException e) {
            throw new CannotRunException(
                    "--ledger: " + (Files.exists(ledger) ? Causes.oneLine(e) : "there is no ledger at " + ledger));
        }
    }

    /**
     * Accounts for a ledger.
     *
     * @throws CannotRunException if the ledger or the database cannot be read
     */
    public static LossReport of(Ledger ledger, Endpoint database, Duration target) throws CannotRunException {
        try (Connection connection = ServerFacts.connect("--database", database)) {
            LossAccount account = LossAccount.of(ledger, connection);
            return new LossReport(account, target, judge(account, target));
        } catch (IOException e) {
            throw new CannotRunException("--ledger: " + Causes.oneLine(e));
        } catch (SQLException e) {
            throw new CannotRunException("--database: the canaries can not be read: " + Causes.of(e));
        }
    }

    private static RpoVerdict judge(LossAccount account, Duration target) {
        RpoVerdict verdict =
                RpoVerdict.ofLoss(account, target).and(RpoVerdict.ofLedgerEnd(account, target, Instant.now()));
        return account.sameWriter()
                ? verdict.and(
                        RpoVerdict.notJudged("the database is the one that the canaries were written to, and nothing"
                                + " was promoted since: name the promoted database, or ask again after the promotion"))
                : verdict;
    }

    /** For programs. */
    public ObjectNode json() {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("schemaVersion", 1);
        node.put("runId", account.runId().toString());
        node.set("rpo", CanaryJson.rpo(verdict, target.toNanos() / 1e9));
        node.set("canaries", CanaryJson.loss(account));
        node.put("databaseIsStandby", account.standby());
        return node;
    }

    /** For a person. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "run          %s", account.runId());
        line(text, "canaries     %,d acknowledged, %,d of them accounted for", account.acked(), account.accounted());
        line(
                text,
                "lost         %,d, over %s%.3f s; target %s s: %s",
                account.lost(),
                account.lostWhole() ? "at least " : "",
                account.lostSeconds(),
                RpoReport.seconds(target),
                verdict.kind().word());
        verdict.reasons().forEach(reason -> line(text, "because      %s", reason));
        if (account.lost() > 0) {
            line(text, "numbers      %s%s", ranges(), account.lostRangesTotal() > RANGES_SHOWN ? ", ..." : "");
        }
        line(
                text,
                "also         %,d holes, %,d foreign rows (both must be 0), %,d unacknowledged survivors (allowed)",
                account.holes(),
                account.foreignRows(),
                account.unackedSurvivors());
        warnings(text);
        return text.toString();
    }

    private String ranges() {
        return account.lostRanges().stream()
                .limit(RANGES_SHOWN)
                .map(LossReport::numbers)
                .collect(Collectors.joining(", "));
    }

    private static String numbers(SeqRange range) {
        return range.from() == range.to() ? Long.toString(range.from()) : range.from() + "-" + range.to();
    }

    private void warnings(StringBuilder text) {
        if (account.standby()) {
            line(text, "warning      the database is still a standby: what it has yet to receive counts as lost");
        }
        if (account.ledger().tornBytes() > 0) {
            line(
                    text,
                    "warning      the last %,d bytes of the ledger are a record that was not written to its end",
                    account.ledger().tornBytes());
        }
        if (!account.ledgerClosed()) {
            line(
                    text,
                    "warning      the ledger was not closed, and its last record is of %s: its run goes on, was killed, or"
                            + " this is a copy",
                    account.ledger().lastRecordAt().map(Instant::toString).orElse("no time: there is none"));
        }
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
