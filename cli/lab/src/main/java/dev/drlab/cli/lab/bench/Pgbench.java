package dev.drlab.cli.lab.bench;

import dev.drlab.lab.simulation.LabException;
import dev.drlab.verifier.table.CanaryTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own load generator, with the insert that a canary is: one row and one commit each, prepared. */
final class Pgbench {
    /** What {@code --progress} tells: seconds since its start, and the rate since the line before. */
    private static final Pattern PROGRESS = Pattern.compile("(?m)^progress: ([0-9.]+) s, ([0-9.]+) tps\\b");

    private static final int TIME_LIMIT_SECONDS = 30;

    private final Path program;
    private final Path directory;

    /** @param directory takes its script and its output */
    Pgbench(Path program, Path directory) {
        this.program = program;
        this.directory = directory;
    }

    /** The first {@code pgbench} on this search path, directories separated as the system does. */
    static Optional<Path> on(String searchPath) {
        return Arrays.stream(searchPath.split(File.pathSeparator))
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place, "pgbench"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Commits a second over the last seconds of a run, as pgbench counts them: by then it has its connections, and the
     * server is warm.
     *
     * @param jdbcUrl {@code jdbc:postgresql://host:port/database}
     * @param connections with one commit under way each
     * @param seconds how long it runs
     * @param warmSeconds over which the rate is taken, whole seconds, fewer than it runs
     * @throws LabException with what it said, when it did not end well
     */
    double commitsPerSecond(String jdbcUrl, String user, String password, int connections, int seconds, int warmSeconds)
            throws IOException, InterruptedException {
        Path script = Files.writeString(directory.resolve("pgbench.sql"), script(UUID.randomUUID()));
        Path output = directory.resolve("pgbench-" + connections + ".log");
        ProcessBuilder command = new ProcessBuilder(List.of(
                        program.toString(),
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + connections,
                        "--time=" + seconds,
                        "--progress=1",
                        "--define=n=0",
                        "--file=" + script,
                        jdbcUrl.substring("jdbc:".length())))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        command.environment().put("PGUSER", user);
        command.environment().put("PGPASSWORD", password);
        Process process = command.start();
        try {
            boolean ended = process.waitFor(seconds + TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(output);
            if (!ended || process.exitValue() != 0) {
                throw new LabException("pgbench did not end well: " + said);
            }
            return rate(said, warmSeconds);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Each client counts for itself, so that numbers are new and come nearly in their order, as the verifier's do. */
    static String script(UUID run) {
        return """
                \\set n :n + 1
                \\set seq :n * 1000 + :client_id
                INSERT INTO %s (run_id, seq, epoch, written_at) VALUES ('%s', :seq, 0, clock_timestamp()) \
                RETURNING run_id, seq;
                """.formatted(CanaryTable.NAME, run);
    }

    /**
     * The mean rate of the last lines of progress, of a second each.
     *
     * @throws LabException when there are not so many
     */
    static double rate(String said, int warmSeconds) {
        List<Interval> all = intervals(said);
        if (all.size() < warmSeconds) {
            throw new LabException("pgbench told no rate of its last " + warmSeconds + " seconds: " + said);
        }
        List<Interval> warm = all.subList(all.size() - warmSeconds, all.size());
        return warm.stream().mapToDouble(Interval::commits).sum()
                / warm.stream().mapToDouble(Interval::seconds).sum();
    }

    /** A line comes nearly every second: each counts by its own time. */
    private static List<Interval> intervals(String said) {
        List<Interval> intervals = new ArrayList<>();
        Matcher line = PROGRESS.matcher(said);
        double before = 0;
        while (line.find()) {
            double at = Double.parseDouble(line.group(1));
            intervals.add(new Interval(at - before, Double.parseDouble(line.group(2))));
            before = at;
        }
        return intervals;
    }

    private record Interval(double seconds, double rate) {
        double commits() {
            return seconds * rate;
        }
    }
}
