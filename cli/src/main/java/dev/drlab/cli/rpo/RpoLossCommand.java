package dev.drlab.cli.rpo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.cli.option.DurationConverter;
import dev.drlab.console.CannotRunException;
import dev.drlab.console.ExitCode;
import dev.drlab.console.OutputProbe;
import dev.drlab.contract.json.Json;
import dev.drlab.rpo.Access;
import dev.drlab.rpo.RpoReport;
import dev.drlab.rpo.ServerFacts;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.database.Causes;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.ledger.Ledger;
import dev.drlab.verifier.verdict.CanaryJson;
import dev.drlab.verifier.verdict.RpoVerdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drlab rpo loss}: which acknowledged canaries a database does not have. */
@Command(
        name = "loss",
        description = "Account for a ledger against a promoted database: which acknowledged canaries it lacks.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Passwords: PGPASSWORD, or the pgpass file (~/.pgpass, or what PGPASSFILE names).",
            "Exit code: 0 canaries survive and the loss stayed within the target, 1 it did not or the account shows what"
                    + " must not be (holes, foreign rows), 2 it could not be judged (a damaged ledger, one that was"
                    + " not closed and lacks its end, nothing that survives, or nothing promoted), or could not run."
        })
final class RpoLossCommand implements Callable<Integer> {
    private static final int RANGES_SHOWN = 5;

    @Spec
    private CommandSpec spec;

    @Option(names = "--ledger", paramLabel = "DIR_OR_FILE", required = true, description = "The ledger of the run.")
    private Path ledger;

    @Option(names = "--database", paramLabel = "URL", required = true, description = "The promoted database.")
    private String database;

    @Option(names = "--user", paramLabel = "U", description = "The role (default: PGUSER, or yours).")
    private String user;

    @Option(
            names = "--target-rpo",
            paramLabel = "D",
            defaultValue = "300s",
            converter = DurationConverter.class,
            description = "The loss that is still good (default: ${DEFAULT-VALUE}).")
    private Duration targetRpo;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the account there as JSON.")
    private Path json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            return account(out);
        } catch (CannotRunException e) {
            spec.commandLine().getErr().println("drlab rpo loss: " + e.getMessage());
            spec.commandLine().getErr().flush();
            return ExitCode.COULD_NOT_RUN;
        } finally {
            out.flush();
        }
    }

    private int account(PrintWriter out) throws CannotRunException {
        Ledger opened = open();
        if (json != null) {
            OutputProbe.file("--json", json);
        }
        Endpoint endpoint = Access.endpoint("--database", "database", database, user, System.getenv());
        try (Connection connection = ServerFacts.connect("--database", endpoint)) {
            LossAccount account = LossAccount.of(opened, connection);
            RpoVerdict verdict = verdict(account);
            print(out, account, verdict);
            if (json != null) {
                RpoReport.write(json, json(account, verdict));
            }
            return verdict.kind().exitCode();
        } catch (IOException e) {
            throw new CannotRunException("--ledger: " + Causes.oneLine(e));
        } catch (SQLException e) {
            throw new CannotRunException("--database: the canaries can not be read: " + Causes.of(e));
        }
    }

    private RpoVerdict verdict(LossAccount account) {
        RpoVerdict verdict =
                RpoVerdict.ofLoss(account, targetRpo).and(RpoVerdict.ofLedgerEnd(account, targetRpo, Instant.now()));
        if (account.sameWriter()) {
            return verdict.and(
                    RpoVerdict.notJudged("the database is the one that the canaries were written to, and nothing"
                            + " was promoted since: name the promoted database, or ask again after the promotion"));
        }
        return verdict;
    }

    private Ledger open() throws CannotRunException {
        try {
            return Ledger.open(ledger);
        } catch (IOException e) {
            throw new CannotRunException(
                    "--ledger: " + (Files.exists(ledger) ? Causes.oneLine(e) : "there is no ledger at " + ledger));
        }
    }

    private ObjectNode json(LossAccount account, RpoVerdict verdict) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("schemaVersion", 1);
        node.put("runId", account.runId().toString());
        node.set("rpo", CanaryJson.rpo(verdict, targetRpo.toNanos() / 1e9));
        node.set("canaries", CanaryJson.loss(account));
        node.put("databaseIsStandby", account.standby());
        return node;
    }

    private void print(PrintWriter out, LossAccount account, RpoVerdict verdict) {
        out.printf(Locale.ROOT, "run          %s%n", account.runId());
        out.printf(
                Locale.ROOT,
                "canaries     %,d acknowledged, %,d of them accounted for%n",
                account.acked(),
                account.accounted());
        out.printf(
                Locale.ROOT,
                "lost         %,d, over %s%.3f s; target %s s: %s%n",
                account.lost(),
                account.lostWhole() ? "at least " : "",
                account.lostSeconds(),
                RpoReport.seconds(targetRpo),
                verdict.kind().word());
        verdict.reasons().forEach(reason -> out.printf("because      %s%n", reason));
        if (account.lost() > 0) {
            String ranges = account.lostRanges().stream()
                    .limit(RANGES_SHOWN)
                    .map(range -> range.from() == range.to() ? "" + range.from() : range.from() + "-" + range.to())
                    .collect(Collectors.joining(", "));
            out.printf("numbers      %s%s%n", ranges, account.lostRangesTotal() > RANGES_SHOWN ? ", ..." : "");
        }
        out.printf(
                Locale.ROOT,
                "also         %,d holes, %,d foreign rows (both must be 0), %,d unacknowledged survivors (allowed)%n",
                account.holes(),
                account.foreignRows(),
                account.unackedSurvivors());
        if (account.standby()) {
            out.println("warning      the database is still a standby: what it has yet to receive counts as lost");
        }
        if (account.ledger().tornBytes() > 0) {
            out.printf(
                    Locale.ROOT,
                    "warning      the last %,d bytes of the ledger are a record that was not written to its end%n",
                    account.ledger().tornBytes());
        }
        if (!account.ledgerClosed()) {
            out.printf(
                    "warning      the ledger was not closed, and its last record is of %s: its run goes on, was killed, or"
                            + " this is a copy%n",
                    account.ledger().lastRecordAt().map(Instant::toString).orElse("no time: there is none"));
        }
    }
}
