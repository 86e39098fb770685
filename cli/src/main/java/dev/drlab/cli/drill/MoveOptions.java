package dev.drlab.cli.drill;

import dev.drlab.cli.option.ExecutionOptions;
import dev.drlab.contract.failure.DescribedFailure;
import dev.drlab.drill.move.MoveRequest;
import dev.drlab.report.Report;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a drill that moves the service. */
final class MoveOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            required = true,
            description = "where clients reach the service, such as https://app.example.com")
    private URI url;

    @Option(
            names = "--report-dir",
            paramLabel = "DIR",
            required = true,
            description =
                    "for report.html, report.json and what the drill needs to be gone on with; one for each drill")
    private Path directory;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "20",
            description = "writes/s of the clients, 1 to 1000 (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "drill",
            description = "for the record (default: ${DEFAULT-VALUE})")
    private String reason;

    @Option(
            names = "--target-rto",
            paramLabel = "S",
            defaultValue = "1800",
            converter = SecondsConverter.class,
            description =
                    "longest time until the service is fully back, in seconds, or like 30m (default: ${DEFAULT-VALUE})")
    private Duration rtoTarget;

    @Option(
            names = "--target-rpo",
            paramLabel = "S",
            defaultValue = "300",
            converter = SecondsConverter.class,
            description = "most that a failover may lose, in seconds, or like 5m; a switchover may lose nothing"
                    + " (default: ${DEFAULT-VALUE})")
    private Duration rpoTarget;

    @Option(
            names = "--target-failed",
            paramLabel = "PCT",
            defaultValue = "5",
            description = "largest share of requests that may fail before the move and after the first accepted write"
                    + " (default: ${DEFAULT-VALUE})")
    private double failed;

    @Option(
            names = "--target-gap",
            paramLabel = "S",
            converter = SecondsConverter.class,
            description = "longest time without an accepted write that a switchover may have, in seconds, or like 5m"
                    + " (default: 610, or --target-rto where that is shorter)")
    private Duration gapTarget;

    MoveRequest request(Report.Mode mode, String region, PlaceOptions place) {
        if (rate < 1 || rate > 1000) {
            throw new IllegalArgumentException("--rate is " + rate + "; give 1 to 1000");
        }
        if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException("--url is '" + url + "'; give one like https://app.example.com");
        }
        MoveRequest request = new MoveRequest(
                mode,
                region,
                place.peer(),
                url,
                directory,
                place.project(),
                rate,
                ExecutionOptions.requireReason(reason),
                rtoTarget,
                rpoTarget,
                failed / 100,
                gap(mode));
        try {
            request.serviceTargets();
        } catch (DescribedFailure e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return request;
    }

    private Optional<Duration> gap(Report.Mode mode) {
        return mode == Report.Mode.UNPLANNED || gapTarget != null
                ? Optional.ofNullable(gapTarget)
                : Optional.of(MoveRequest.usualGap(rtoTarget));
    }
}
