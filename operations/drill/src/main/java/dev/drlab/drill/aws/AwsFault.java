package dev.drlab.drill.aws;

import dev.drlab.console.CannotRunException;
import dev.drlab.contract.waiting.Poll;
import dev.drlab.drill.cloud.Fault;
import dev.drlab.drill.cloud.FaultRecord;
import dev.drlab.drill.cloud.RegionFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * The fault in an AWS region. The rules of the database's security groups are not revoked but turned to a port on which
 * nothing listens: Terraform knows a rule by its id, and one that was put in anew would be another to it.
 */
final class AwsFault implements Fault {
    private static final Duration TASKS_LIMIT = Duration.ofMinutes(3);

    private final EcsClient ecs;
    private final ApplicationAutoScalingClient scaling;
    private final RdsClient rds;
    private final Ec2Client ec2;
    private final RegionFacts facts;
    private final String account;
    private final Duration interval;

    AwsFault(
            EcsClient ecs,
            ApplicationAutoScalingClient scaling,
            RdsClient rds,
            Ec2Client ec2,
            RegionFacts facts,
            String account,
            Duration interval) {
        this.ecs = ecs;
        this.scaling = scaling;
        this.rds = rds;
        this.ec2 = ec2;
        this.facts = facts;
        this.account = account;
        this.interval = interval;
    }

    @Override
    public FaultRecord observe() throws CannotRunException {
        int desired = service(facts.ecsCluster(), facts.ecsService()).desiredCount();
        List<FaultRecord.Rule> rules = new ArrayList<>();
        for (String group : databaseGroups()) {
            rules.addAll(rules(group));
        }
        if (desired == 0 || rules.stream().anyMatch(FaultRecord.Rule::alreadyClosed)) {
            throw new CannotRunException("in " + facts.region() + " a fault is in place already (" + desired
                    + " tasks desired); take it back first: ./drlab drill restore-fault " + facts.region());
        }
        if (rules.isEmpty()) {
            throw new CannotRunException("nothing admits anybody to the database " + facts.dbInstance() + " of "
                    + facts.region() + ": there is nothing to cut");
        }
        Optional<ScalableTarget> target = target(facts.ecsCluster(), facts.ecsService());
        return new FaultRecord(
                facts.region(),
                account,
                facts.ecsCluster(),
                facts.ecsService(),
                desired,
                target.map(ScalableTarget::minCapacity).orElse(null),
                target.map(ScalableTarget::maxCapacity).orElse(null),
                rules);
    }

    @Override
    public void put(FaultRecord there) throws InterruptedException {
        modify(there.rules().stream().map(FaultRecord.Rule::closed).toList());
        if (there.minTasks() != null) {
            bounds(there, 0, 0);
        }
        desire(there, 0);
        Poll.within(TASKS_LIMIT)
                .every(interval) // ECS tells nobody
                .holds(
                        "the tasks did not end",
                        () -> service(there.cluster(), there.service()).runningCount() == 0);
    }

    @Override
    public List<String> takeBack(FaultRecord there) {
        List<String> lines = new ArrayList<>(rulesBack(there));
        target(there.cluster(), there.service()).ifPresent(now -> lines.add(boundsBack(there, now)));
        int desired = service(there.cluster(), there.service()).desiredCount();
        if (desired == 0 && there.desiredTasks() != 0) {
            desire(there, there.desiredTasks());
            lines.add("service " + there.service() + ": " + there.desiredTasks() + " tasks desired again");
        } else {
            lines.add("service " + there.service() + ": left at " + desired + " tasks");
        }
        return lines;
    }

    private List<String> rulesBack(FaultRecord there) {
        Map<String, FaultRecord.Rule> now = there.rules().stream()
                .map(FaultRecord.Rule::group)
                .distinct()
                .flatMap(group -> rules(group).stream())
                .collect(Collectors.toMap(FaultRecord.Rule::id, rule -> rule));
        List<FaultRecord.Rule> back = there.rules().stream()
                .filter(rule -> now.containsKey(rule.id()) && now.get(rule.id()).alreadyClosed())
                .toList();
        modify(back);
        List<String> lines = new ArrayList<>();
        for (FaultRecord.Rule rule : there.rules()) {
            String name = "rule " + rule.id() + " of " + rule.group() + ": ";
            if (back.contains(rule)) {
                lines.add(name + "as it was again");
            } else if (!now.containsKey(rule.id())) {
                lines.add(name + "was removed since; terraform apply of the network stack puts it back");
            } else {
                lines.add(name + (now.get(rule.id()).equals(rule) ? "is as it was" : "was changed since; left"));
            }
        }
        return lines;
    }

    private String boundsBack(FaultRecord there, ScalableTarget now) {
        if (there.minTasks() != null && now.minCapacity() == 0 && now.maxCapacity() == 0) {
            bounds(there, there.minTasks(), there.maxTasks());
            return "scalable target: " + there.minTasks() + " to " + there.maxTasks() + " tasks again";
        }
        return "scalable target: left at " + now.minCapacity() + " to " + now.maxCapacity() + " tasks";
    }

    private List<String> databaseGroups() {
        return rds
                .describeDBInstances(DescribeDbInstancesRequest.builder()
                        .dbInstanceIdentifier(facts.dbInstance())
                        .build())
                .dbInstances()
                .stream()
                .flatMap(database -> database.vpcSecurityGroups().stream())
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .toList();
    }

    private List<FaultRecord.Rule> rules(String group) {
        List<FaultRecord.Rule> rules = new ArrayList<>();
        String next = null;
        do {
            DescribeSecurityGroupRulesResponse page =
                    ec2.describeSecurityGroupRules(DescribeSecurityGroupRulesRequest.builder()
                            .filters(Filter.builder()
                                    .name("group-id")
                                    .values(group)
                                    .build())
                            .nextToken(next)
                            .build());
            page.securityGroupRules().stream()
                    .filter(rule -> !Boolean.TRUE.equals(rule.isEgress()))
                    .map(AwsFault::rule)
                    .forEach(rules::add);
            next = page.nextToken();
        } while (next != null && !next.isEmpty());
        return rules;
    }

    private static FaultRecord.Rule rule(SecurityGroupRule rule) {
        return new FaultRecord.Rule(
                rule.groupId(),
                rule.securityGroupRuleId(),
                rule.ipProtocol(),
                rule.fromPort(),
                rule.toPort(),
                rule.cidrIpv4(),
                rule.cidrIpv6(),
                rule.prefixListId(),
                rule.referencedGroupInfo() == null
                        ? null
                        : rule.referencedGroupInfo().groupId(),
                rule.description());
    }

    private void modify(List<FaultRecord.Rule> rules) {
        Map<String, List<FaultRecord.Rule>> byGroup = rules.stream()
                .collect(Collectors.groupingBy(FaultRecord.Rule::group, TreeMap::new, Collectors.toList()));
        byGroup.forEach((group, those) -> ec2.modifySecurityGroupRules(ModifySecurityGroupRulesRequest.builder()
                .groupId(group)
                .securityGroupRules(those.stream().map(AwsFault::update).toList())
                .build()));
    }

    private static SecurityGroupRuleUpdate update(FaultRecord.Rule rule) {
        return SecurityGroupRuleUpdate.builder()
                .securityGroupRuleId(rule.id())
                .securityGroupRule(SecurityGroupRuleRequest.builder()
                        .ipProtocol(rule.protocol())
                        .fromPort(rule.fromPort())
                        .toPort(rule.toPort())
                        .cidrIpv4(rule.ipv4())
                        .cidrIpv6(rule.ipv6())
                        .prefixListId(rule.prefixList())
                        .referencedGroupId(rule.otherGroup())
                        .description(rule.description())
                        .build())
                .build();
    }

    private Service service(String cluster, String name) {
        return ecs
                .describeServices(DescribeServicesRequest.builder()
                        .cluster(cluster)
                        .services(name)
                        .build())
                .services()
                .stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "there is no service " + name + " in the cluster " + cluster + " of " + facts.region()));
    }

    private void desire(FaultRecord there, int tasks) {
        ecs.updateService(UpdateServiceRequest.builder()
                .cluster(there.cluster())
                .service(there.service())
                .desiredCount(tasks)
                .build());
    }

    private Optional<ScalableTarget> target(String cluster, String name) {
        return scaling
                .describeScalableTargets(DescribeScalableTargetsRequest.builder()
                        .serviceNamespace(ServiceNamespace.ECS)
                        .resourceIds(resource(cluster, name))
                        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                        .build())
                .scalableTargets()
                .stream()
                .findFirst();
    }

    private void bounds(FaultRecord there, int min, int max) {
        scaling.registerScalableTarget(RegisterScalableTargetRequest.builder()
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId(resource(there.cluster(), there.service()))
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .minCapacity(min)
                .maxCapacity(max)
                .build());
    }

    private static String resource(String cluster, String name) {
        return "service/" + cluster + "/" + name;
    }
}
