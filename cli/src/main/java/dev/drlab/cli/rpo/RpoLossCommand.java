package dev.drlab.cli.rpo;

import dev.drlab.cli.option.DurationConverter;
import dev.drlab.console.CannotRunException;
import dev.drlab.console.ExitCode;
import dev.drlab.console.OutputProbe;
import dev.drlab.rpo.Access;
import dev.drlab.rpo.LossReport;
import dev.drlab.rpo.RpoReport;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.ledger.Ledger;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
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
        Ledger opened = LossReport.open(ledger);
        if (json != null) {
            OutputProbe.file("--json", json);
        }
        Endpoint endpoint = Access.endpoint("--database", "database", database, user, System.getenv());
        LossReport report = LossReport.of(opened, endpoint, targetRpo);
        out.print(report.text());
        if (json != null) {
            RpoReport.write(json, report.json());
        }
        return report.verdict().kind().exitCode();
    }
}
