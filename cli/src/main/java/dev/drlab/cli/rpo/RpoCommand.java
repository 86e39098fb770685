package dev.drlab.cli.rpo;

import dev.drlab.cli.option.DurationConverter;
import dev.drlab.console.CannotRunException;
import dev.drlab.console.CtrlC;
import dev.drlab.console.ExitCode;
import dev.drlab.console.OutputProbe;
import dev.drlab.rpo.Access;
import dev.drlab.rpo.Measurement;
import dev.drlab.rpo.ProgressLine;
import dev.drlab.rpo.RpoReport;
import dev.drlab.verifier.CanaryConfig;
import dev.drlab.verifier.database.Endpoint;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drlab rpo}: canaries between any two PostgreSQL servers, 14 or newer. */
@Command(
        name = "rpo",
        description = "Measure replication lag and RPO exposure between a PostgreSQL server and its standby.",
        subcommands = {RpoLossCommand.class, RpoCleanupCommand.class},
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Passwords: PGPASSWORD, or the pgpass file (~/.pgpass, or what PGPASSFILE names).",
            "Ctrl-C ends the run with its summary.",
            "Servers are named by a JDBC URL, or as psql takes it: postgresql://role@host:5432/database.",
            "Exit code: 0 every canary arrived and the exposure stayed within the target, and so did the loss where"
                    + " another server was promoted meanwhile; 1 one of them did not stay within it; 2 it could not be"
                    + " judged (nothing arrived in time to tell), or could not run.",
            "The table drlab_canary stays in the database; drlab rpo cleanup removes it."
        })
public final class RpoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--primary", paramLabel = "URL", description = "The server that accepts writes.")
    private String primary;

    @Option(names = "--replica", paramLabel = "URL", description = "Its standby.")
    private String replica;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "Canaries per second, 0.1 to 100000 (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Most connections to the writer, 1 to 64 (default: 2 to 16, by the rate).")
    private Integer connections;

    @Option(
            names = "--duration",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "How long, such as 30s or 5m (default: until Ctrl-C).")
    private Duration duration;

    @Option(
            names = "--target-rpo",
            paramLabel = "D",
            defaultValue = "300s",
            converter = DurationConverter.class,
            description = "The exposure that is still good (default: ${DEFAULT-VALUE}).")
    private Duration targetRpo;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there as JSON.")
    private Path json;

    @Option(names = "--user", paramLabel = "U", description = "The role on both servers (default: PGUSER, or yours).")
    private String user;

    @Option(
            names = "--ledger",
            paramLabel = "DIR",
            description = "Where the ledger goes (default: a directory of its own under .drlab/rpo).")
    private Path ledger;

    @Option(
            names = "--retention",
            paramLabel = "D",
            defaultValue = "10m",
            converter = DurationConverter.class,
            description = "How long rows stay in the table once replicated (default: ${DEFAULT-VALUE}).")
    private Duration retention;

    /** Made by the command line. */
    public RpoCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        CountDownLatch asked = new CountDownLatch(1);
        try (CtrlC stop = new CtrlC(asked::countDown, "the summary was not ready in time")) {
            try {
                int code = measure(asked, err);
                stop.finish(code);
                return code;
            } catch (CannotRunException | IllegalArgumentException e) {
                err.println("drlab rpo: " + e.getMessage());
                return ExitCode.COULD_NOT_RUN;
            } finally {
                err.flush();
                spec.commandLine().getOut().flush();
            }
        }
    }

    private int measure(CountDownLatch stop, PrintWriter err) throws CannotRunException, InterruptedException {
        if (primary == null || replica == null) {
            throw new CannotRunException("name both servers: --primary URL and --replica URL");
        }
        Endpoint writes = Access.endpoint("--primary", "primary", primary, user, System.getenv());
        Endpoint follows = Access.endpoint("--replica", "replica", replica, user, System.getenv());
        CanaryConfig config = CanaryConfig.of(writes, follows, ledgerDirectory())
                .withRate(rate)
                .withRetention(retention);
        if (connections != null) {
            config = config.withConnections(connections);
        }
        if (json != null) {
            OutputProbe.file("--json", json);
        }
        Measurement measurement = new Measurement(writes, follows, config, Optional.ofNullable(duration), targetRpo);
        RpoReport report = measurement.run(stop, new ProgressLine(err, System.console() != null));
        spec.commandLine().getOut().print(report.text());
        if (json != null) {
            RpoReport.write(json, report.json());
        }
        return report.exitCode();
    }

    private Path ledgerDirectory() {
        if (ledger != null) {
            return ledger;
        }
        String start = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now(ZoneId.systemDefault()));
        return Path.of(".drlab", "rpo", start);
    }
}
