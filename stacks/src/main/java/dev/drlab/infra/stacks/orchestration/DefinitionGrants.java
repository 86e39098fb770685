package dev.drlab.infra.stacks.orchestration;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * The resources on which the definitions' actions are allowed. An action without an entry stops the synthesis, so that
 * no definition silently gets a new right.
 */
final class DefinitionGrants {
    private static final String SCALABLE_TARGET =
            "The ARN of a scalable target ends in an id that its registration makes; the conditions allow ECS services only";
    private static final String METRICS =
            "PutMetricData knows no resources; the condition allows drlab's namespace only";
    private static final String ORDERABLE =
            "DescribeOrderableDBInstanceOptions knows no resources; it reads AWS's offer";

    private static final Map<String, Function<Reach, Grant>> TABLE = Map.ofEntries(
            on("ssm:GetParameter", "the runbook", Reach::runbook),
            on("lambda:InvokeFunction", "the region's agent", Reach::agent),
            on("sns:Publish", "what happened", Reach::topic),
            on("secretsmanager:PutSecretValue", "the writer pointer", Reach::writerPointer),
            on("ecs:DescribeServices", "the service", Reach::service),
            on("ecs:UpdateService", "the service", Reach::service),
            on(
                    "rds:DescribeDBInstances",
                    "the region's database; reprotect looks for old ones among all of them, and a list names none",
                    Reach::everyDatabase),
            on("rds:AddTagsToResource", "the mark of the active database", Reach::database),
            on("rds:PromoteReadReplica", "the region's database", Reach::database),
            on(
                    "rds:ModifyDBInstance",
                    "the old database's name and protection; the new one's parameter group and backups",
                    Reach::database,
                    Reach::keptDatabases,
                    Reach::unsavedDatabases,
                    Reach::parameterGroup),
            on("rds:RebootDBInstance", "the new replica, for its parameter group", Reach::database),
            on("rds:DescribeDBSubnetGroups", "checked before a rebuild", Reach::subnetGroup),
            on("rds:DescribeDBParameterGroups", "checked before a rebuild", Reach::parameterGroup),
            on("rds:DescribeDBSnapshots", "the old database's evidence", Reach::database, Reach::snapshots),
            on("rds:CreateDBSnapshot", "the old database's evidence", Reach::database, Reach::snapshots),
            on(
                    "rds:DeleteDBInstance",
                    "the old database; a replica that does not stream",
                    Reach::database,
                    Reach::keptDatabases,
                    Reach::snapshots),
            on(
                    "rds:CreateDBInstanceReadReplica",
                    "the new replica, of the peer's database",
                    Reach::database,
                    Reach::peerDatabase,
                    Reach::subnetGroup,
                    Reach::defaultParameterGroup,
                    Reach::optionGroup),
            everywhere("rds:DescribeOrderableDBInstanceOptions", ORDERABLE),
            Map.entry(
                    "application-autoscaling:RegisterScalableTarget",
                    reach -> Grant.on("application-autoscaling:RegisterScalableTarget", SCALABLE_TARGET, "*")
                            .when("StringEquals", "application-autoscaling:service-namespace", "ecs")),
            Map.entry(
                    "cloudwatch:PutMetricData",
                    reach -> Grant.on("cloudwatch:PutMetricData", METRICS, "*")
                            .when(
                                    "StringEquals",
                                    "cloudwatch:namespace",
                                    reach.names().metricsNamespace())));

    private DefinitionGrants() {}

    /**
     * The grants of the actions, in their order.
     *
     * @throws IllegalStateException if the table lacks one of them
     */
    static List<Grant> of(SortedSet<String> actions, Reach reach) {
        return actions.stream().map(action -> of(action, reach)).toList();
    }

    private static Grant of(String action, Reach reach) {
        Function<Reach, Grant> entry = TABLE.get(action);
        if (entry == null) {
            throw new IllegalStateException("a definition uses " + action + ", and " + DefinitionGrants.class.getName()
                    + " does not say on what: add it");
        }
        return entry.apply(reach);
    }

    @SafeVarargs
    private static Map.Entry<String, Function<Reach, Grant>> on(
            String action, String reason, Function<Reach, String>... targets) {
        return Map.entry(
                action,
                reach -> Grant.on(
                        action,
                        reason,
                        Arrays.stream(targets)
                                .map(target -> target.apply(reach))
                                .toArray(String[]::new)));
    }

    private static Map.Entry<String, Function<Reach, Grant>> everywhere(String action, String reason) {
        return Map.entry(action, reach -> Grant.on(action, reason, "*"));
    }
}
