package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.infra.stacks.StackJson.Block;
import dev.drlab.infra.stacks.config.ConfigParser;
import dev.drlab.infra.stacks.config.LabConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules between stacks. */
class WiringTest {
    private static final Set<String> SECONDARY_ALONE = Set.of(
            "SecondaryNetworkStack", "SecondaryDataStack", "SecondaryAppStack", "RoutingAndDROrchestrationStack");

    static Stream<Arguments> configurations() {
        return Stream.of(Arguments.of("plain", Synthesis.plain()), Arguments.of("full", Synthesis.full()));
    }

    @Test
    void theStacksAreDeployedInTheOrderOfTheDesign() {
        assertThat(Synthesis.plain().stacks())
                .extracting(StackJson::name)
                .containsExactly(
                        "PrimaryStateBackendStack",
                        "SecondaryStateBackendStack",
                        "PrimaryNetworkStack",
                        "PrimaryDataStack",
                        "SecondaryNetworkStack",
                        "SecondaryDataStack",
                        "PrimaryAppStack",
                        "SecondaryAppStack",
                        "ReplicationStack",
                        "PrimaryDROrchestrationStack",
                        "RoutingAndDROrchestrationStack",
                        "ObservabilityStack");
    }

    /**
     * Every fact is published before it is read, in the region where it is read, by a stack that is deployed earlier.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("configurations")
    void everyFactIsPublishedBeforeItIsReadAndInThatRegion(String name, Synthesis synthesis) {
        Set<String> published = new HashSet<>();
        int reads = 0;
        for (StackJson stack : synthesis.stacks()) {
            for (Block read : stack.data().stream()
                    .filter(block -> block.type().equals("aws_ssm_parameter"))
                    .toList()) {
                assertThat(published)
                        .as(
                                "%s reads %s in %s",
                                stack.name(), read.body().path("name").asText(), read.region())
                        .contains(read.region() + " " + read.body().path("name").asText());
                reads++;
            }
            for (Block parameter : stack.resources("aws_ssm_parameter")) {
                assertThat(published.add(parameter.region() + " "
                                + parameter.body().path("name").asText()))
                        .as("%s is published once", parameter)
                        .isTrue();
            }
        }
        assertThat(reads).as("facts that are read").isGreaterThan(50);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("configurations")
    void noStackReadsAnothersState(String name, Synthesis synthesis) {
        assertThat(synthesis.stacks())
                .flatExtracting(StackJson::data)
                .extracting(Block::type)
                .doesNotContain("terraform_remote_state");
    }

    /** I8: plans of these stacks succeed while the primary region is down. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("configurations")
    void theSecondarysStacksNeedOnlyTheirOwnRegion(String name, Synthesis synthesis) {
        List<StackJson> alone = synthesis.stacks().stream()
                .filter(stack -> SECONDARY_ALONE.contains(stack.name()))
                .toList();
        assertThat(alone).hasSize(SECONDARY_ALONE.size());
        for (StackJson stack : alone) {
            assertThat(stack.providers())
                    .as(stack.name())
                    .containsOnlyKeys("aws")
                    .containsValue("us-west-2");
            assertThat(stack.json()
                            .path("terraform")
                            .path("backend")
                            .path("s3")
                            .path("region")
                            .asText())
                    .as(stack.name())
                    .isEqualTo("us-west-2");
        }
    }

    /** Plain HTTP must not be open to the whole internet. */
    @Test
    void withoutADomainNoBalancerAdmitsTheWorldAndBothRegionsStillReachEachOther() {
        for (StackJson stack : Synthesis.plain().stacks()) {
            assertThat(stack.resources("aws_vpc_security_group_ingress_rule"))
                    .as(stack.name())
                    .noneMatch(rule -> rule.body().path("cidr_ipv4").asText().equals("0.0.0.0/0"));
        }
        assertThat(Synthesis.plain().stack("ReplicationStack").resources("aws_vpc_security_group_ingress_rule"))
                .extracting(Block::region)
                .containsExactlyInAnyOrder("ap-southeast-2", "us-west-2");
        for (String stack : List.of("PrimaryNetworkStack", "SecondaryNetworkStack")) {
            assertThat(Synthesis.plain()
                            .stack(stack)
                            .json()
                            .at("/output/missing/value")
                            .asText())
                    .contains("plain HTTP", "allowedCidrs");
        }
    }

    @Test
    void stateIsInTheStacksRegionWithALockFile() {
        for (StackJson stack : Synthesis.plain().stacks()) {
            var s3 = stack.json().path("terraform").path("backend").path("s3");
            String region = stack.name().startsWith("Primary") ? "ap-southeast-2" : "us-west-2";
            assertThat(s3.path("bucket").asText()).isEqualTo("drlab-000000000000-" + region + "-tfstate");
            assertThat(s3.path("region").asText()).isEqualTo(region);
            assertThat(s3.path("key").asText()).isEqualTo(stack.name() + ".tfstate");
            assertThat(s3.path("use_lockfile").asBoolean()).as(stack.name()).isTrue();
            assertThat(s3.has("assume_role") || s3.has("role_arn")).isFalse();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("configurations")
    void everyStackAsksForTheProviderThatItsResourcesNeedAndTagsThem(String name, Synthesis synthesis) {
        for (StackJson stack : synthesis.stacks()) {
            var terraform = stack.json().path("terraform");
            assertThat(terraform.path("required_version").asText()).isEqualTo(">= 1.10.0, < 2.0.0");
            assertThat(terraform
                            .path("required_providers")
                            .path("aws")
                            .path("version")
                            .asText())
                    .isEqualTo("5.100.0");
            for (var provider : stack.json().path("provider").path("aws")) {
                assertThat(provider.path("allowed_account_ids").path(0).asText())
                        .isEqualTo("000000000000");
                assertThat(provider.path("default_tags").path(0).path("tags").properties())
                        .extracting(tag -> tag.getKey() + "=" + tag.getValue().asText())
                        .containsExactlyInAnyOrderElementsOf(tags(stack.name(), synthesis.config()));
            }
        }
    }

    @Test
    void theTrailWatchesBothRegionsStatesAndControlTables() {
        List<String> watched = new ArrayList<>();
        Synthesis.plain()
                .stack("ObservabilityStack")
                .resources("aws_cloudtrail")
                .get(0)
                .body()
                .path("event_selector")
                .findValues("values")
                .forEach(values -> values.forEach(value -> watched.add(value.asText())));
        assertThat(watched)
                .containsExactly(
                        "arn:aws:s3:::drlab-000000000000-ap-southeast-2-tfstate/",
                        "arn:aws:s3:::drlab-000000000000-us-west-2-tfstate/",
                        "arn:aws:dynamodb:ap-southeast-2:000000000000:table/drlab-control",
                        "arn:aws:dynamodb:us-west-2:000000000000:table/drlab-control");
    }

    /** The tags for a configuration; the shared ones have no cost centre. */
    private static List<String> tags(String stack, LabConfig config) {
        List<String> tags = new ArrayList<>(List.of(
                "Project=" + config.projectName(),
                "ManagedBy=drlab",
                "Stack=" + stack,
                "Environment=" + config.ownership().environment()));
        config.ownership().costCentre().ifPresent(centre -> tags.add("CostCentre=" + centre));
        return tags;
    }

    @Test
    void environmentAndCostCentreAreTagsOfEveryStack() {
        Synthesis synthesis =
                Synthesis.of(ConfigParser.parse("{\"environment\": \"staging\", \"costCentre\": \"4711\"}"));
        assertThat(synthesis.stacks()).allSatisfy(stack -> {
            for (var provider : stack.json().path("provider").path("aws")) {
                assertThat(provider.path("default_tags").path(0).path("tags").properties())
                        .extracting(tag -> tag.getKey() + "=" + tag.getValue().asText())
                        .contains("Environment=staging", "CostCentre=4711");
            }
        });
    }

    @Test
    void withoutADomainThereAreNoPublicRecordsAndThePlanSaysWhatIsMissing() {
        for (String stack : List.of(
                "PrimaryAppStack", "SecondaryAppStack", "RoutingAndDROrchestrationStack", "ObservabilityStack")) {
            assertThat(Synthesis.plain().stack(stack).output("missing").asText())
                    .contains("domainName");
            assertThat(Synthesis.full().stack(stack).output("missing").isMissingNode())
                    .isTrue();
        }
        assertThat(Synthesis.plain().stacks())
                .flatExtracting(StackJson::resources)
                .extracting(Block::type)
                .noneMatch(type -> type.startsWith("aws_route53") || type.startsWith("aws_acm"));
        assertThat(Synthesis.full().stack("RoutingAndDROrchestrationStack").resources("aws_route53_health_check"))
                .hasSize(7);
    }

    @Test
    void peopleGetTheNamesThatTheyNeed() {
        Synthesis plain = Synthesis.plain();
        for (String stack : List.of("PrimaryAppStack", "SecondaryAppStack")) {
            assertThat(plain.stack(stack).output("url").asText()).startsWith("http://");
            assertThat(Synthesis.full().stack(stack).output("url").asText()).startsWith("https://");
        }
        for (String stack : List.of("PrimaryDROrchestrationStack", "RoutingAndDROrchestrationStack")) {
            assertThat(plain.stack(stack).output("activateStateMachineArn").asText())
                    .contains("aws_sfn_state_machine");
            assertThat(plain.stack(stack).output("activateDefinitionSha256").asText())
                    .hasSize(64);
            assertThat(plain.stack(stack).output("operatorRoleArn").asText()).contains("aws_iam_role");
        }
        assertThat(plain.stack("PrimaryDataStack").output("databaseIdentifier").asText())
                .isEqualTo("drlab-ap-southeast-2");
        assertThat(plain.stack("SecondaryDataStack")
                        .output("databaseIdentifier")
                        .asText())
                .isEqualTo("drlab-us-west-2");
        assertThat(plain.stack("SecondaryDataStack").output("appDataBucket").asText())
                .isEqualTo("drlab-000000000000-us-west-2-app-data");
    }
}
