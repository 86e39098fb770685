package dev.drlab.drill.aws;

import dev.drlab.console.CannotRunException;
import dev.drlab.console.OneLine;
import dev.drlab.contract.client.CallLimits;
import dev.drlab.contract.project.ResourceNames;
import dev.drlab.drill.cloud.Canaries;
import dev.drlab.drill.cloud.DrillRegion;
import dev.drlab.drill.cloud.Executions;
import dev.drlab.drill.cloud.Fault;
import dev.drlab.drill.cloud.RegionFacts;
import dev.drlab.region.AwsCloud;
import dev.drlab.region.CloudRegion;
import dev.drlab.region.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * One region of AWS. A client is made at its first use. The SDK may repeat calls here: they ask, or set what they set
 * again; the one that starts something is idempotent by its name.
 */
final class AwsDrillRegion implements DrillRegion {
    private static final CallLimits LIMITS = CallLimits.of(Duration.ofSeconds(5), Duration.ofSeconds(20));
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

    private final String name;
    private final String project;
    private final CloudRegion credentials;
    private final List<AutoCloseable> clients = new ArrayList<>();
    private Identity identity;
    private Executions executions;

    AwsDrillRegion(String name, String project) {
        this.name = name;
        this.project = project;
        this.credentials = new AwsCloud().region(name);
    }

    @Override
    public Identity identity() throws CannotRunException {
        if (identity == null) {
            identity = credentials.identity();
        }
        return identity;
    }

    @Override
    public RegionFacts runbook() throws CannotRunException {
        try {
            return RegionFacts.of(client(SsmClient.builder())
                    .getParameter(r -> r.name(RegionFacts.PARAMETER))
                    .parameter()
                    .value());
        } catch (SdkException e) {
            throw new CannotRunException(
                    "the parameter " + RegionFacts.PARAMETER + " of " + name + " cannot be read: " + OneLine.of(e)
                            + "; check that drlab's orchestration is deployed there, and that these credentials may"
                            + " ssm:GetParameter",
                    e);
        }
    }

    @Override
    public Executions executions() {
        if (executions == null) {
            if (identity == null) {
                throw new IllegalStateException("the account is asked for first");
            }
            executions = new SfnExecutions(
                    client(SfnClient.builder()), new ResourceNames(project), name, identity.account());
        }
        return executions;
    }

    @Override
    public Fault fault(RegionFacts facts) {
        if (identity == null) {
            throw new IllegalStateException("the account is asked for first");
        }
        return new AwsFault(
                client(EcsClient.builder()),
                client(ApplicationAutoScalingClient.builder()),
                client(RdsClient.builder()),
                client(Ec2Client.builder()),
                facts,
                identity.account(),
                POLL_INTERVAL);
    }

    @Override
    public Optional<Canaries> canaries() {
        String verifier = new ResourceNames(project).verifier();
        try {
            return Optional.of(new VerifierTask(
                    client(SchedulerClient.builder())
                            .getSchedule(r -> r.name(verifier).groupName(verifier))
                            .target(),
                    client(EcsClient.builder()),
                    client(CloudWatchLogsClient.builder()),
                    POLL_INTERVAL));
        } catch (SdkException e) {
            return Optional.empty(); // what follows is told as not measured
        }
    }

    @Override
    public String databaseVersion(String dbInstance) {
        try {
            return "RDS for PostgreSQL "
                    + client(RdsClient.builder())
                            .describeDBInstances(r -> r.dbInstanceIdentifier(dbInstance))
                            .dbInstances()
                            .get(0)
                            .engineVersion();
        } catch (SdkException e) {
            return "not known (" + OneLine.of(e) + ")";
        }
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends AutoCloseable> C client(
            B builder) {
        C client = LIMITS.on(builder).region(Region.of(name)).build();
        clients.add(client);
        return client;
    }

    @Override
    public void close() {
        credentials.close();
        for (AutoCloseable client : clients) {
            try {
                client.close();
            } catch (Exception e) {
                throw new IllegalStateException("a client of the SDK throws nothing when it is closed", e);
            }
        }
    }
}
