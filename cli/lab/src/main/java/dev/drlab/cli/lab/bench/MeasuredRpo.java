package dev.drlab.cli.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.json.Json;
import dev.drlab.lab.Lab;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.simulation.DirectoryTree;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.ledger.Ledger;
import dev.drlab.verifier.ledger.LedgerRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * One run of {@code drlab rpo} against a lab, in a process of its own, so that its share of a core is its own.
 *
 * @param result its JSON
 * @param acksPerSecond acknowledged canaries a second over the last {@link #WARM_SECONDS} seconds, as the ledger has them;
 *     those that the database does not have are taken off
 */
record MeasuredRpo(JsonNode result, double acksPerSecond) {
    /** Over which a rate is taken: by then the verifier has its connections and is compiled. */
    static final int WARM_SECONDS = 6;

    private static final Duration TIME_LIMIT = Duration.ofSeconds(90);

    /**
     * Runs it.
     *
     * @param directory takes ledger, JSON and output, each by {@code name}
     * @param rate canaries a second
     * @param seconds how long, more than {@link #WARM_SECONDS}
     * @param more options of the command
     * @throws LabException with what it said, when it did not end well
     */
    static MeasuredRpo run(Lab lab, Path directory, String name, int rate, int seconds, String... more)
            throws IOException, SQLException, InterruptedException {
        Path ledger = directory.resolve(name);
        Path json = directory.resolve(name + ".json");
        Path output = directory.resolve(name + ".log");
        DirectoryTree.delete(ledger);
        List<String> arguments = new ArrayList<>(List.of(
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
                seconds + "s",
                "--ledger",
                ledger.toString(),
                "--json",
                json.toString()));
        arguments.addAll(List.of(more));
        Map<String, String> environment = Map.of("PGPASSWORD", lab.logins().password(DatabaseNames.WRITER_ROLE));
        Process process = new OwnProcess(arguments, List.of(), environment, output).start();
        try {
            if (!process.waitFor(TIME_LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new LabException("drlab rpo did not end well: " + Files.readString(output));
            }
        } finally {
            process.destroyForcibly();
        }
        return new MeasuredRpo(Json.mapper().readTree(json.toFile()), acksPerSecond(lab, ledger));
    }

    private static double acksPerSecond(Lab lab, Path directory) throws IOException, SQLException {
        try (Connection reader = lab.logins().reader(RegionNames.SECONDARY)) {
            Ledger ledger = Ledger.open(directory);
            LossAccount account = LossAccount.of(ledger, reader);
            LongStream.Builder acks = LongStream.builder();
            ledger.read(header -> {}, entry -> {
                if (entry.kind() == LedgerRecord.Kind.ACKED) {
                    acks.add(entry.endMicros());
                }
            });
            return perSecond(acks.build().toArray(), account.lost());
        }
    }

    /**
     * Over the last seconds before the last acknowledgement.
     *
     * @param ackMicros when canaries were acknowledged, in any order
     * @param lost how many of them do not count
     */
    static double perSecond(long[] ackMicros, long lost) {
        long end = LongStream.of(ackMicros).max().orElse(0);
        long begin = end - TimeUnit.SECONDS.toMicros(WARM_SECONDS);
        long warm = LongStream.of(ackMicros).filter(at -> at > begin).count();
        return Math.max(0, warm - lost) / (double) WARM_SECONDS;
    }

    /** For the canary in the middle, or another percentile such as {@code p95}: how exactly its lag is known, in ms. */
    double resolutionMillis(String percentile) {
        return result.path("replication").path("resolution").path(percentile).asDouble();
    }

    /** Of one core, over the latter part of the run, in percent. */
    double settledPercent() {
        return 100 * result.path("processor").path("shareSettled").asDouble();
    }
}
