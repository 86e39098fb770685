package dev.drlab.lab;

import dev.drlab.readiness.Readiness;
import dev.drlab.readiness.ReadinessReport;
import dev.drlab.readiness.check.Check;
import dev.drlab.readiness.region.Clients;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Readiness over a lab's regions: the same checks as on AWS, but those of what a lab does not have. */
public final class LabReadiness {
    private static final Map<Check, String> LEFT_OUT = leftOut();

    private final Lab lab;

    /** Of a running lab. */
    public LabReadiness(Lab lab) {
        this.lab = lab;
    }

    private static Map<Check, String> leftOut() {
        Map<Check, String> leftOut = new EnumMap<>(Check.class);
        leftOut.put(Check.VERIFIER, "a lab's verifier runs in the rehearsal, whose report has its result");
        leftOut.put(Check.PARAMETERS, "a lab's parameter groups have no values");
        leftOut.put(Check.DATABASE_CERTIFICATE, "a lab's databases speak no TLS");
        leftOut.put(Check.IMAGE, "a lab's tasks are processes of this build, not images");
        leftOut.put(Check.TASK_PARITY, "a lab's tasks are processes of this build, not images");
        leftOut.put(Check.QUOTA, "a lab has no account");
        leftOut.put(Check.CERTIFICATE, "a lab's balancers speak no TLS");
        leftOut.put(Check.SECRETS, "a lab's passwords are drawn anew for each lab");
        leftOut.put(Check.KEY, "a lab encrypts nothing");
        leftOut.put(Check.DEFINITION, "a lab runs the definitions of this build");
        leftOut.put(Check.AGENT, "a lab's agent runs in this process");
        leftOut.put(Check.PERMISSIONS, "a lab has no IAM");
        leftOut.put(Check.ALARMS, "a lab evaluates no alarms of CloudWatch");
        return leftOut;
    }

    /**
     * Whether a region could take over from the other one now.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public ReadinessReport of(String region) throws InterruptedException {
        Map<String, Clients> clients = new HashMap<>();
        for (String name : List.of(RegionNames.PRIMARY, RegionNames.SECONDARY)) {
            clients.put(name, clients(lab.region(name)));
        }
        return new Readiness("drlab", clients::get, InstantSource.system())
                .of(RegionNames.require(region), Optional.of(RegionNames.peerOf(region)), LEFT_OUT);
    }

    /** The stand-ins themselves, as somebody reaches them who stands outside of both regions; they stay the region's to close. */
    private static Clients clients(LabRegion region) {
        Map<Class<? extends SdkClient>, Supplier<? extends SdkClient>> byType = new HashMap<>();
        Map<String, Supplier<? extends AwsClient>> byName = region.clients();
        byType.put(ApplicationAutoScalingClient.class, byName.get("applicationautoscaling"));
        byType.put(CloudWatchClient.class, byName.get("cloudwatch"));
        byType.put(DynamoDbClient.class, byName.get("dynamodb"));
        byType.put(EcsClient.class, byName.get("ecs"));
        byType.put(RdsClient.class, byName.get("rds"));
        byType.put(SnsClient.class, byName.get("sns"));
        byType.put(SsmClient.class, byName.get("ssm"));
        return new Clients(byType);
    }
}
