package dev.drlab.drill.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.drill.cloud.FaultRecord;
import dev.drlab.drill.cloud.RegionFacts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * A fault is injected and removed in a region with state. It changes nothing else, and nothing that changed in the
 * meantime.
 */
class AwsFaultTest {
    private static final RegionFacts FACTS = new RegionFacts(
            "ap-southeast-2", "us-west-2", "drlab", "drlab-service", "drlab-ap-southeast-2", Duration.ZERO);

    private final Map<String, SecurityGroupRule> rules = new LinkedHashMap<>();
    private int desired = 2;
    private int min = 2;
    private int max = 4;
    private boolean scaled = true;
    private AwsFault fault;

    @BeforeEach
    void region() {
        rules.put(
                "sgr-1",
                SecurityGroupRule.builder()
                        .groupId("sg-1")
                        .securityGroupRuleId("sgr-1")
                        .isEgress(false)
                        .ipProtocol("tcp")
                        .fromPort(5432)
                        .toPort(5432)
                        .referencedGroupInfo(ReferencedSecurityGroup.builder()
                                .groupId("sg-service")
                                .build())
                        .description("service tasks")
                        .build());
        rules.put(
                "sgr-2",
                SecurityGroupRule.builder()
                        .groupId("sg-1")
                        .securityGroupRuleId("sgr-2")
                        .isEgress(false)
                        .ipProtocol("tcp")
                        .fromPort(5432)
                        .toPort(5432)
                        .cidrIpv4("10.1.0.0/20")
                        .description("the peer's database")
                        .build());
        rules.put(
                "sgr-3",
                SecurityGroupRule.builder()
                        .groupId("sg-1")
                        .securityGroupRuleId("sgr-3")
                        .isEgress(true)
                        .ipProtocol("-1")
                        .fromPort(-1)
                        .toPort(-1)
                        .cidrIpv4("0.0.0.0/0")
                        .build());
        fault = new AwsFault(
                new Ecs(), new Scaling(), new Rds(), new Ec2(), FACTS, "123456789012", Duration.ofMillis(1));
    }

    @Test
    void exactlyWhatWasThereIsPutBackThroughTheFileAndOnlyOnce() throws Exception {
        Map<String, SecurityGroupRule> before = new LinkedHashMap<>(rules);
        FaultRecord there = fault.observe();

        fault.put(there);

        assertThat(desired).isZero();
        assertThat(max).isZero();
        assertThat(rules.get("sgr-1").fromPort()).isNotEqualTo(5432);
        assertThat(rules.get("sgr-1").referencedGroupInfo().groupId()).isEqualTo("sg-service");
        assertThat(rules.get("sgr-2").toPort()).isNotEqualTo(5432);
        assertThat(rules.get("sgr-3")).isEqualTo(before.get("sgr-3"));
        fault.put(there); // a second time changes nothing

        JsonMapper json = JsonMapper.builder().build();
        FaultRecord kept = json.readValue(json.writeValueAsString(there), FaultRecord.class);
        assertThat(kept).isEqualTo(there);
        assertThat(fault.takeBack(kept))
                .contains("service drlab-service: 2 tasks desired again", "scalable target: 2 to 4 tasks again");

        assertThat(rules).isEqualTo(before);
        assertThat(List.of(desired, min, max)).containsExactly(2, 2, 4);
        assertThat(fault.takeBack(kept)).allMatch(line -> line.contains("is as it was") || line.contains("left at"));
        assertThat(rules).isEqualTo(before);
    }

    @Test
    void whatChangedSinceIsLeft() throws Exception {
        FaultRecord there = fault.observe();
        fault.put(there);
        desired = 1;
        min = 1;
        max = 4;
        rules.remove("sgr-2");
        rules.put(
                "sgr-1",
                rules.get("sgr-1").toBuilder().fromPort(6432).toPort(6432).build());

        assertThat(fault.takeBack(there))
                .containsExactly(
                        "rule sgr-1 of sg-1: was changed since; left",
                        "rule sgr-2 of sg-1: was removed since; terraform apply of the network stack puts it back",
                        "scalable target: left at 1 to 4 tasks",
                        "service drlab-service: left at 1 tasks");
    }

    @Test
    void aFaultThatIsInPlaceIsNeverTakenForWhatWasThere() throws Exception {
        FaultRecord there = fault.observe();
        fault.put(there);
        assertThatThrownBy(fault::observe)
                .hasMessageContaining("a fault is in place already")
                .hasMessageContaining("restore-fault ap-southeast-2");
        desired = 2; // the half of it
        assertThatThrownBy(fault::observe).hasMessageContaining("a fault is in place already");
    }

    @Test
    void aServiceWithoutAScalableTargetHasNoBounds() throws Exception {
        scaled = false;
        FaultRecord there = fault.observe();
        assertThat(there.minTasks()).isNull();
        fault.put(there);
        fault.takeBack(there);
        assertThat(List.of(desired, min, max)).containsExactly(2, 2, 4);
    }

    private final class Ecs implements EcsClient {
        @Override
        public DescribeServicesResponse describeServices(DescribeServicesRequest request) {
            assertThat(request.cluster()).isEqualTo("drlab");
            return DescribeServicesResponse.builder()
                    .services(Service.builder()
                            .serviceName("drlab-service")
                            .desiredCount(desired)
                            .runningCount(desired)
                            .build())
                    .build();
        }

        @Override
        public UpdateServiceResponse updateService(UpdateServiceRequest request) {
            desired = request.desiredCount();
            return UpdateServiceResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "ecs";
        }

        @Override
        public void close() {}
    }

    private final class Scaling implements ApplicationAutoScalingClient {
        @Override
        public DescribeScalableTargetsResponse describeScalableTargets(DescribeScalableTargetsRequest request) {
            assertThat(request.resourceIds()).containsExactly("service/drlab/drlab-service");
            return DescribeScalableTargetsResponse.builder()
                    .scalableTargets(
                            scaled
                                    ? List.of(ScalableTarget.builder()
                                            .minCapacity(min)
                                            .maxCapacity(max)
                                            .build())
                                    : List.of())
                    .build();
        }

        @Override
        public RegisterScalableTargetResponse registerScalableTarget(RegisterScalableTargetRequest request) {
            min = request.minCapacity();
            max = request.maxCapacity();
            return RegisterScalableTargetResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "application-autoscaling";
        }

        @Override
        public void close() {}
    }

    private static final class Rds implements RdsClient {
        @Override
        public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
            assertThat(request.dbInstanceIdentifier()).isEqualTo("drlab-ap-southeast-2");
            return DescribeDbInstancesResponse.builder()
                    .dbInstances(DBInstance.builder()
                            .vpcSecurityGroups(VpcSecurityGroupMembership.builder()
                                    .vpcSecurityGroupId("sg-1")
                                    .build())
                            .build())
                    .build();
        }

        @Override
        public String serviceName() {
            return "rds";
        }

        @Override
        public void close() {}
    }

    private final class Ec2 implements Ec2Client {
        @Override
        public DescribeSecurityGroupRulesResponse describeSecurityGroupRules(
                DescribeSecurityGroupRulesRequest request) {
            assertThat(request.filters().get(0).values()).containsExactly("sg-1");
            return DescribeSecurityGroupRulesResponse.builder()
                    .securityGroupRules(rules.values())
                    .build();
        }

        @Override
        public ModifySecurityGroupRulesResponse modifySecurityGroupRules(ModifySecurityGroupRulesRequest request) {
            request.securityGroupRules().forEach(update -> {
                SecurityGroupRuleRequest wanted = update.securityGroupRule();
                rules.computeIfPresent(
                        update.securityGroupRuleId(),
                        (id, rule) -> rule.toBuilder()
                                .ipProtocol(wanted.ipProtocol())
                                .fromPort(wanted.fromPort())
                                .toPort(wanted.toPort())
                                .cidrIpv4(wanted.cidrIpv4())
                                .cidrIpv6(wanted.cidrIpv6())
                                .prefixListId(wanted.prefixListId())
                                .referencedGroupInfo(
                                        wanted.referencedGroupId() == null
                                                ? null
                                                : ReferencedSecurityGroup.builder()
                                                        .groupId(wanted.referencedGroupId())
                                                        .build())
                                .description(wanted.description())
                                .build());
            });
            return ModifySecurityGroupRulesResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "ec2";
        }

        @Override
        public void close() {}
    }
}
