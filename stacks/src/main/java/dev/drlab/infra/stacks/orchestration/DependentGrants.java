package dev.drlab.infra.stacks.orchestration;

import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Rights that AWS checks in addition to the actions that a definition names. Each entry has the action that needs it,
 * or {@link #ALWAYS} if every state machine needs it, and the reason.
 */
final class DependentGrants {
    private static final String ALWAYS = "";
    private static final String LOGS = "Delivery of execution logs; CloudWatch Logs' delivery API knows no resources"
            + " (Step Functions Developer Guide, Using CloudWatch Logs)";
    private static final String TRACES = "X-Ray knows no resources (Step Functions Developer Guide, X-Ray tracing)";
    private static final String VIA_KEY = "The topic and the writer pointer are encrypted with the region's key";
    private static final String REPLICA_KEY = "RDS encrypts the replica with the region's key";
    private static final String SOURCE_KEY = "RDS reads the source's snapshot, which the peer's key encrypts"
            + " (Amazon RDS User Guide, Encrypting Amazon RDS resources)";
    private static final String VIA = "kms:ViaService";
    private static final String REPLICA = "rds:CreateDBInstanceReadReplica";

    private static final List<Dependent> TABLE = List.of(
            everywhere(ALWAYS, "logs:CreateLogDelivery", LOGS),
            everywhere(ALWAYS, "logs:GetLogDelivery", LOGS),
            everywhere(ALWAYS, "logs:UpdateLogDelivery", LOGS),
            everywhere(ALWAYS, "logs:DeleteLogDelivery", LOGS),
            everywhere(ALWAYS, "logs:ListLogDeliveries", LOGS),
            everywhere(ALWAYS, "logs:PutResourcePolicy", LOGS),
            everywhere(ALWAYS, "logs:DescribeResourcePolicies", LOGS),
            everywhere(ALWAYS, "logs:DescribeLogGroups", LOGS),
            everywhere(ALWAYS, "xray:PutTraceSegments", TRACES),
            everywhere(ALWAYS, "xray:PutTelemetryRecords", TRACES),
            everywhere(ALWAYS, "xray:GetSamplingRules", TRACES),
            everywhere(ALWAYS, "xray:GetSamplingTargets", TRACES),
            needs("sns:Publish", reach -> Grant.on("kms:GenerateDataKey", VIA_KEY, reach.keyArn())),
            needs("sns:Publish", reach -> Grant.on("kms:Decrypt", VIA_KEY, reach.keyArn())),
            needs(
                    REPLICA,
                    reach -> Grant.on(
                            "rds:AddTagsToResource",
                            "The replica is made with the tags that Terraform expects",
                            reach.database())),
            needs(
                    "rds:CreateDBSnapshot",
                    reach -> Grant.on("rds:AddTagsToResource", "Tags are copied to the snapshot", reach.snapshots())),
            needs(
                    REPLICA,
                    reach -> Grant.on(
                                    "iam:PassRole", "RDS publishes enhanced monitoring with it", reach.monitoringRole())
                            .when("StringEquals", "iam:PassedToService", "monitoring.rds.amazonaws.com")),
            needs(REPLICA, reach -> grant(REPLICA_KEY, reach.keyArn(), reach.rds())),
            needs(REPLICA, reach -> describeKey(REPLICA_KEY, reach.keyArn(), reach.rds())),
            needs(REPLICA, reach -> grant(SOURCE_KEY, reach.peerKeyArn(), reach.peerRds())),
            needs(REPLICA, reach -> describeKey(SOURCE_KEY, reach.peerKeyArn(), reach.peerRds())));

    private DependentGrants() {}

    private static Grant grant(String reason, String key, String via) {
        return Grant.on("kms:CreateGrant", reason, key)
                .when("Bool", "kms:GrantIsForAWSResource", "true")
                .when("StringEquals", VIA, via);
    }

    private static Grant describeKey(String reason, String key, String via) {
        return Grant.on("kms:DescribeKey", reason, key).when("StringEquals", VIA, via);
    }

    /** The additional rights of a state machine with these actions. */
    static List<Grant> of(SortedSet<String> actions, Reach reach) {
        return TABLE.stream()
                .filter(entry -> entry.neededBy().equals(ALWAYS) || actions.contains(entry.neededBy()))
                .map(entry -> entry.grant().apply(reach))
                .toList();
    }

    /** The rights that Step Functions itself uses with every state machine's role; no state calls these actions. */
    static Stream<Grant> always(Reach reach) {
        return TABLE.stream()
                .filter(entry -> entry.neededBy().equals(ALWAYS))
                .map(entry -> entry.grant().apply(reach));
    }

    /** All actions of the table. */
    static Stream<Grant> all(Reach reach) {
        return TABLE.stream().map(entry -> entry.grant().apply(reach));
    }

    private static Dependent everywhere(String neededBy, String action, String reason) {
        return new Dependent(neededBy, reach -> Grant.on(action, reason, "*"));
    }

    private static Dependent needs(String neededBy, Function<Reach, Grant> grant) {
        return new Dependent(neededBy, grant);
    }

    private record Dependent(String neededBy, Function<Reach, Grant> grant) {}
}
