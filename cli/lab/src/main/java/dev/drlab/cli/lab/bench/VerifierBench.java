package dev.drlab.cli.lab.bench;

import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabOptions;
import dev.drlab.lab.LabProgress;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.report.bench.BenchTable.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The verifier against a lab: canaries a second beside pgbench's commits of the same row on the same server over as many
 * connections, and how exactly it knows the lag at what share of a core.
 */
final class VerifierBench implements Bench {
    /** Of the verifier and of pgbench alike: both rates are those of the last {@link MeasuredRpo#WARM_SECONDS} of them. */
    private static final int CANARY_SECONDS = 14;

    private static final String RATIO_ROW = "canaries for each commit of pgbench";
    private static final Limit RATIO_LIMIT = Limit.atLeast(0.8);
    /** Its share of a core is then taken from the ninth second on. */
    private static final int LAG_SECONDS = 17;
    /** No server here commits as often: the verifier writes as many as it can. */
    private static final int ALL = 50_000;

    private static final int USUAL_CONNECTIONS = 16;
    private static final List<Integer> CONNECTIONS = List.of(4, USUAL_CONNECTIONS, 64);
    private static final int USUAL_RATE = 100;
    private static final List<Integer> OTHER_RATES = List.of(10, 1000);

    @Override
    public String name() {
        return "verifier";
    }

    @Override
    public void run(BenchPlace place, int runs, Samples samples, Consumer<String> progress)
            throws InterruptedException {
        try (Lab lab = Lab.start(LabOptions.defaults(place.home()), LabProgress.NONE)) {
            Path directory = Files.createDirectories(lab.directory().resolve("bench"));
            Optional<Pgbench> pgbench = Pgbench.on(
                            Optional.ofNullable(System.getenv("PATH")).orElse(""))
                    .map(program -> new Pgbench(program, directory));
            if (pgbench.isEmpty()) {
                withoutPgbench(samples, progress);
            }
            for (int run = 1; run <= runs; run++) {
                for (int connections : CONNECTIONS) {
                    throughput(lab, directory, pgbench, connections, samples);
                }
                resolution(lab, directory, samples);
                progress.accept("verifier " + run + " of " + runs);
            }
        } catch (IOException | SQLException e) {
            throw new LabException("the verifier's bench failed: " + e.getMessage(), e);
        }
    }

    static void withoutPgbench(Samples samples, Consumer<String> progress) {
        samples.notMeasured(RATIO_ROW + over(USUAL_CONNECTIONS), "", RATIO_LIMIT, "there is no pgbench on PATH");
        progress.accept("there is no pgbench on PATH: canaries per second beside its commits were not measured");
    }

    private static String over(int connections) {
        return " over " + connections + " connections, once warm";
    }

    /** Pgbench before and after, because a machine does not stay as fast as it was. */
    private static void throughput(Lab lab, Path directory, Optional<Pgbench> pgbench, int connections, Samples samples)
            throws IOException, SQLException, InterruptedException {
        Optional<Double> before = commits(lab, pgbench, connections);
        double canaries = MeasuredRpo.run(
                        lab,
                        directory,
                        "canaries-" + connections,
                        ALL,
                        CANARY_SECONDS,
                        "--connections",
                        Integer.toString(connections))
                .acksPerSecond();
        Optional<Double> after = commits(lab, pgbench, connections);
        samples.add(
                "canaries that the verifier writes and accounts for" + over(connections),
                "/s",
                connections == USUAL_CONNECTIONS ? Limit.atLeast(2000) : null,
                canaries);
        if (before.isPresent() && after.isPresent()) {
            double commits = (before.get() + after.get()) / 2;
            samples.add("commits of the same row by pgbench" + over(connections), "/s", null, commits);
            samples.add(
                    RATIO_ROW + over(connections),
                    "",
                    connections == USUAL_CONNECTIONS ? RATIO_LIMIT : null,
                    canaries / commits);
        }
    }

    private static Optional<Double> commits(Lab lab, Optional<Pgbench> pgbench, int connections)
            throws IOException, InterruptedException {
        if (pgbench.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(pgbench.get()
                .commitsPerSecond(
                        lab.region(RegionNames.PRIMARY).jdbcUrl(),
                        DatabaseNames.WRITER_ROLE,
                        lab.logins().password(DatabaseNames.WRITER_ROLE),
                        connections,
                        CANARY_SECONDS,
                        MeasuredRpo.WARM_SECONDS));
    }

    private static void resolution(Lab lab, Path directory, Samples samples)
            throws IOException, SQLException, InterruptedException {
        MeasuredRpo usual = MeasuredRpo.run(lab, directory, "rate-" + USUAL_RATE, USUAL_RATE, LAG_SECONDS);
        samples.add(
                "lag resolution of the verifier at 100 canaries/s (median canary)",
                "ms",
                Limit.atMost(0.5),
                usual.resolutionMillis("p50"));
        samples.add("the same for 95 of 100 canaries", "ms", null, usual.resolutionMillis("p95"));
        samples.add("its share of one core meanwhile, once warm", "%", Limit.atMost(5), usual.settledPercent());
        for (int rate : OTHER_RATES) {
            MeasuredRpo other = MeasuredRpo.run(lab, directory, "rate-" + rate, rate, LAG_SECONDS);
            samples.add(
                    "lag resolution at " + rate + " canaries/s (median canary)",
                    "ms",
                    null,
                    other.resolutionMillis("p50"));
            samples.add("share of one core at " + rate + " canaries/s, once warm", "%", null, other.settledPercent());
        }
    }
}
