package dev.drlab.cli.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.json.Json;
import dev.drlab.lab.simulation.DirectoryTree;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.postgres.DatabaseSetup;
import dev.drlab.lab.simulation.postgres.PostgresBinaries;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.postgres.PostgresSettings;
import dev.drlab.lab.simulation.postgres.ServerAccount;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.report.bench.BenchTable.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * {@code drlab rpo loss} over runs of a tenth of a million canaries, of ten times and of a hundred times as many, against
 * one server. Says how a canary's share of the time changes with their number.
 */
final class AccountBench implements Bench {
    private static final List<Integer> SIZES = List.of(100_000, 1_000_000, 10_000_000);
    private static final int HEAP_MEGABYTES = 512;
    private static final Limit SECONDS = Limit.atMost(40);
    private static final Limit MEGABYTES = Limit.atMost(HEAP_MEGABYTES);
    private static final long FREE_BYTES = 4L << 30;
    private static final Duration TIME_LIMIT = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "account";
    }

    @Override
    public void run(BenchPlace place, int runs, Samples samples, Consumer<String> progress)
            throws InterruptedException {
        try (LabHome home = LabHome.open(place.home())) {
            Path directory = home.directory().resolve("account");
            DirectoryTree.delete(directory); // of a bench that was killed
            PostgresServer server = server(home, directory);
            AccountFixture fixture = new AccountFixture(server, directory.resolve("ledger"));
            for (int size : SIZES) {
                if (limited(size) && Files.getFileStore(directory).getUsableSpace() < FREE_BYTES) {
                    leftOut(size, samples, progress);
                    continue;
                }
                fixture.make(size);
                for (int run = 1; run <= runs; run++) {
                    measure(server, directory, size, samples, progress);
                }
            }
            server.stop(PostgresServer.StopMode.IMMEDIATE);
            DirectoryTree.delete(directory); // gigabytes
        } catch (IOException | SQLException e) {
            throw new LabException("the account's bench failed: " + e.getMessage(), e);
        }
    }

    private static PostgresServer server(LabHome home, Path directory) {
        ServerAccount account = ServerAccount.detect();
        PostgresBinaries binaries =
                PostgresBinaries.prepare(account, home.directory().resolve("binaries"), line -> {});
        String password = UUID.randomUUID().toString();
        PostgresServer server = new PostgresServer(
                home,
                binaries,
                account,
                new PostgresSettings("account", directory.resolve("server"), home.freePort(), password));
        server.initialize();
        server.start();
        new DatabaseSetup(password, password).apply(server);
        return server;
    }

    private static void measure(
            PostgresServer server, Path directory, int canaries, Samples samples, Consumer<String> progress)
            throws IOException, InterruptedException {
        Path json = directory.resolve("account.json");
        OwnProcess.Outcome outcome = new OwnProcess(
                        List.of(
                                "rpo",
                                "loss",
                                "--ledger",
                                directory.resolve("ledger").toString(),
                                "--database",
                                server.jdbcUrl(DatabaseNames.DATABASE),
                                "--user",
                                PostgresServer.SUPERUSER,
                                "--json",
                                json.toString()),
                        List.of("-Xmx" + HEAP_MEGABYTES + "m"),
                        Map.of("PGPASSWORD", server.settings().superuserPassword()),
                        directory.resolve("account.log"))
                .run(TIME_LIMIT);
        requireRight(outcome, json, directory.resolve("account.log"), canaries);
        boolean limited = limited(canaries);
        String name = time(canaries);
        samples.add(name, "s", limited ? SECONDS : null, outcome.seconds());
        samples.add(name + ": of them a second", "/s", null, canaries / outcome.seconds());
        samples.add(memory(canaries), "MB", limited ? MEGABYTES : null, outcome.peakMegabytes());
        progress.accept(String.format(
                Locale.ROOT, "%,d canaries: %.2f s, %.0f MB", canaries, outcome.seconds(), outcome.peakMegabytes()));
    }

    /** Only the largest account has limits. */
    private static boolean limited(int canaries) {
        return canaries == SIZES.get(SIZES.size() - 1);
    }

    static void leftOut(int canaries, Samples samples, Consumer<String> progress) {
        String why = String.format(Locale.ROOT, "%,d canaries take 4 GB of disk", canaries);
        samples.notMeasured(time(canaries), "s", SECONDS, why);
        samples.notMeasured(memory(canaries), "MB", MEGABYTES, why);
        progress.accept("left out: " + why);
    }

    private static String time(int canaries) {
        return String.format(Locale.ROOT, "loss account of %,d canaries", canaries);
    }

    private static String memory(int canaries) {
        return time(canaries) + ": peak memory";
    }

    /** A figure of an account that is wrong is none. */
    private static void requireRight(OwnProcess.Outcome outcome, Path json, Path log, int canaries) throws IOException {
        if (outcome.exitCode() != 0) {
            throw new LabException("drlab rpo loss did not end well: " + Files.readString(log));
        }
        JsonNode account = Json.mapper().readTree(json.toFile()).path("canaries");
        if (account.path("accounted").asLong() != canaries
                || account.path("lost").asLong() != AccountFixture.LOST
                || account.path("holes").asLong() != 0) {
            throw new LabException("drlab rpo loss is wrong about " + canaries + " canaries: " + account);
        }
    }
}
