package dev.drlab.cli.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.json.Json;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabOptions;
import dev.drlab.lab.LabProgress;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.simulation.DirectoryTree;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.report.bench.BenchTable.Limit;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs {@code drlab rpo} in a process of its own against a lab, so that its share of a core is its own. */
final class VerifierBench implements Bench {
    private static final int SECONDS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Override
    public String name() {
        return "verifier";
    }

    @Override
    public void run(BenchPlace place, int runs, Samples samples, Consumer<String> progress)
            throws InterruptedException {
        try (Lab lab = Lab.start(LabOptions.defaults(place.home()), LabProgress.NONE)) {
            for (int run = 1; run <= runs; run++) {
                JsonNode fast = rpo(lab, "fast-" + run, 4000);
                samples.add(
                        "canaries that the verifier writes and accounts for",
                        "/s",
                        Limit.atLeast(2000),
                        fast.path("accountedPerSecond").asDouble());
                JsonNode slow = rpo(lab, "slow-" + run, 100);
                JsonNode resolution = slow.path("replication").path("resolution");
                samples.add(
                        "lag resolution of the verifier at 100 canaries/s (median canary)",
                        "ms",
                        Limit.atMost(2),
                        resolution.path("p50").asDouble());
                samples.add(
                        "the same for 95 of 100 canaries",
                        "ms",
                        null,
                        resolution.path("p95").asDouble());
                samples.add(
                        "its share of one core meanwhile, once warm",
                        "%",
                        Limit.atMost(5),
                        100 * slow.path("processor").path("shareSettled").asDouble());
                progress.accept("verifier " + run + " of " + runs);
            }
        } catch (IOException | SQLException e) {
            throw new LabException("the verifier's bench failed: " + e.getMessage(), e);
        }
    }

    private JsonNode rpo(Lab lab, String name, int rate) throws IOException, SQLException, InterruptedException {
        Path directory =
                Files.createDirectories(lab.directory().resolve("bench")).resolve(name);
        Path json = directory.resolveSibling(name + ".json");
        DirectoryTree.delete(directory);
        ProcessBuilder command = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // as the launcher starts it
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.drlab.cli.Main",
                        "rpo",
                        "--primary",
                        lab.region(RegionNames.PRIMARY).jdbcUrl(),
                        "--replica",
                        lab.region(RegionNames.SECONDARY).jdbcUrl(),
                        "--user",
                        DatabaseNames.WRITER_ROLE,
                        "--rate",
                        Integer.toString(rate),
                        "--duration",
                        SECONDS + "s",
                        "--ledger",
                        directory.toString(),
                        "--json",
                        json.toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolveSibling(name + ".log").toFile());
        command.environment().put("PGPASSWORD", lab.logins().password(DatabaseNames.WRITER_ROLE));
        Process process = command.start();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new LabException(
                        "drlab rpo did not end well: " + Files.readString(directory.resolveSibling(name + ".log")));
            }
        } finally {
            process.destroyForcibly();
        }
        return withAccount(lab, directory, (ObjectNode) Json.mapper().readTree(json.toFile()));
    }

    /** Counts only canaries that the ledger and the database agree on. */
    private static JsonNode withAccount(Lab lab, Path ledger, ObjectNode result) throws IOException, SQLException {
        try (Connection reader = lab.logins().reader(RegionNames.SECONDARY)) {
            LossAccount account = LossAccount.of(Ledger.open(ledger), reader);
            return result.put("accountedPerSecond", (account.accounted() - account.lost()) / (double) SECONDS);
        }
    }
}
