package dev.drlab.verifier.job;

import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.database.DatabaseTls;
import dev.drlab.contract.environment.EnvironmentReader;
import dev.drlab.contract.environment.InvalidEnvironmentException;
import dev.drlab.contract.environment.RegionPair;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.database.Login;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of one run of the job, from the environment; {@link JobVariables} has defaults and ranges.
 *
 * @param region the region that the job runs in: its metrics and its ledger go there ({@code DRLAB_REGION})
 * @param own that region's database ({@code DRLAB_DB_URL})
 * @param peer the other region's ({@code DRLAB_PEER_REGION}, {@code DRLAB_PEER_DB_URL})
 * @param rowsPerSecond canaries per second ({@code DRLAB_RATE})
 * @param duration how long canaries are written ({@code DRLAB_DURATION_SECONDS})
 * @param targetRpo the exposure that is still good ({@code DRLAB_TARGET_RPO_SECONDS})
 * @param publishEvery between two publications of metrics and segments ({@code DRLAB_PUBLISH_SECONDS})
 * @param ledgerDirectory where the ledger is written ({@code DRLAB_LEDGER_DIR})
 * @param bucket where its segments are shipped to, absent to keep them local ({@code DRLAB_LEDGER_BUCKET})
 * @param keyPrefix of the segments' keys ({@code DRLAB_LEDGER_PREFIX})
 * @param namespace of the metrics ({@code DRLAB_METRICS_NAMESPACE})
 * @param project value of the metrics' dimension Project ({@code DRLAB_PROJECT})
 */
record JobConfig(
        String region,
        Endpoint own,
        Endpoint peer,
        double rowsPerSecond,
        Duration duration,
        Duration targetRpo,
        Duration publishEvery,
        Path ledgerDirectory,
        Optional<String> bucket,
        String keyPrefix,
        String namespace,
        String project) {
    /**
     * Reads the configuration.
     *
     * @throws InvalidEnvironmentException naming every missing or wrong variable, not just the first
     */
    static JobConfig fromEnvironment(Map<String, String> environment) {
        EnvironmentReader in = new EnvironmentReader(environment);
        RegionPair regions = RegionPair.from(in);
        String url = in.databaseUrl(JobVariables.DB_URL.name());
        String peerUrl = in.databaseUrl(JobVariables.PEER_DB_URL.name());
        DatabaseTls tls = DatabaseTls.from(in);
        Login writer = Login.of(DatabaseNames.WRITER_ROLE, in.text(JobVariables.WRITER_PASSWORD));
        Login reader = Login.of(DatabaseNames.READER_ROLE, in.text(JobVariables.READER_PASSWORD));
        double rate = in.number(JobVariables.RATE);
        Duration duration = Duration.ofSeconds(in.whole(JobVariables.DURATION_SECONDS));
        Duration target = Duration.ofSeconds(in.whole(JobVariables.TARGET_RPO_SECONDS));
        Duration publish = Duration.ofSeconds(in.whole(JobVariables.PUBLISH_SECONDS));
        String directory = in.text(JobVariables.LEDGER_DIR);
        in.check();
        return new JobConfig(
                regions.own(),
                new Endpoint(regions.own(), tls.applyTo(url), writer, reader),
                new Endpoint(regions.peer(), tls.applyTo(peerUrl), writer, reader),
                rate,
                duration,
                target,
                publish,
                Path.of(directory),
                in.optional(JobVariables.LEDGER_BUCKET),
                in.text(JobVariables.LEDGER_PREFIX),
                in.text(JobVariables.METRICS_NAMESPACE),
                in.text(JobVariables.PROJECT));
    }
}
