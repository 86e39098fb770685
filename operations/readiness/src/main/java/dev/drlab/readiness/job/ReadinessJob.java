package dev.drlab.readiness.job;

import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.ControlTable;
import dev.drlab.contract.metrics.CustomMetric;
import dev.drlab.contract.metrics.MetricDimensions;
import dev.drlab.contract.project.ResourceNames;
import dev.drlab.readiness.Readiness;
import dev.drlab.readiness.ReadinessReport;
import dev.drlab.readiness.Regions;
import dev.drlab.readiness.region.RegionReads;
import dev.drlab.readiness.region.Right;
import dev.drlab.readiness.region.UnjudgedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * One reading of the region that is the standby now, whichever that is, and its verdict as the metric {@code ready}: 1, or 0 when
 * it is not ready or was not judged. Publishing the metric is all that it writes.
 */
final class ReadinessJob {
    /** A function that has just started makes some thirty clients on half a processor. */
    private static final Duration LIMIT = Duration.ofSeconds(50);

    private final JobConfig config;
    private final Regions regions;
    private final Supplier<CloudWatchClient> cloudWatch;
    private final InstantSource clock;

    ReadinessJob(JobConfig config, Regions regions, Supplier<CloudWatchClient> cloudWatch, InstantSource clock) {
        this.config = config;
        this.regions = regions;
        this.cloudWatch = cloudWatch;
        this.clock = clock;
    }

    /** Looks, publishes, and gives the report. */
    ReadinessReport run() throws InterruptedException {
        String standby = standby();
        ReadinessReport report = new Readiness(config.project(), regions, clock, LIMIT)
                .of(standby, Optional.of(peerOf(standby)), config.leftOut());
        cloudWatch
                .get()
                .putMetricData(r -> r.namespace(config.namespace())
                        .metricData(datum -> datum.metricName(CustomMetric.READY.label())
                                .dimensions(
                                        d -> d.name(MetricDimensions.PROJECT).value(config.project()))
                                .timestamp(report.at())
                                .unit(CustomMetric.READY.unit())
                                .value((double) report.verdict().metric())));
        return report;
    }

    /** The region that is not the writer; this one while nobody can tell, whose checks then say why. */
    private String standby() {
        String own = config.regions().own();
        Optional<AuthorityRecord> highest = Stream.of(own, config.regions().peer())
                .flatMap(region -> record(region).stream())
                .reduce((a, b) -> a.orHigher(Optional.of(b)));
        return highest.map(AuthorityRecord::region).filter(own::equals).isPresent()
                ? config.regions().peer()
                : own;
    }

    private Optional<AuthorityRecord> record(String region) {
        try {
            return new RegionReads(region, regions.clients(region))
                    .ask(
                            Right.GET_ITEM,
                            DynamoDbClient.class,
                            dynamo -> new ControlTable(dynamo, new ResourceNames(config.project()).controlTable())
                                    .read());
        } catch (UnjudgedException e) {
            return Optional.empty();
        }
    }

    private String peerOf(String region) {
        return region.equals(config.regions().own())
                ? config.regions().peer()
                : config.regions().own();
    }
}
