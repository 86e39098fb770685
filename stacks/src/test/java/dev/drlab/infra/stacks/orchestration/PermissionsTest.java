package dev.drlab.infra.stacks.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.infra.stacks.StackJson;
import dev.drlab.infra.stacks.Synthesis;
import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.Role;
import dev.drlab.infra.stacks.iam.Policy;
import dev.drlab.infra.stacks.iam.Question;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.lint.DefinitionActions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The deployed state machines are the shipped definitions, and have exactly the rights that those need. */
class PermissionsTest {
    static Stream<Arguments> machines() {
        return Stream.of("PrimaryDROrchestrationStack", "RoutingAndDROrchestrationStack")
                .map(name -> Synthesis.plain().stack(name))
                .flatMap(stack -> ShippedDefinitions.all().stream().map(shipped -> Arguments.of(stack, shipped)));
    }

    @Test
    void activateShips() {
        assertThat(ShippedDefinitions.all()).extracting(Definition::name).contains("activate");
    }

    @ParameterizedTest
    @MethodSource("machines")
    void theMachineHasTheShippedBytes(StackJson stack, Definition shipped) {
        String template = body(stack, "aws_sfn_state_machine", "drlab-" + shipped.name())
                .path("definition")
                .asText();
        Definition deployed = Definition.parse(
                shipped.name(),
                template.replace("$${", "${").replace("%%{", "%{").getBytes(StandardCharsets.UTF_8));

        assertThat(deployed.sha256()).isEqualTo(shipped.sha256());
        assertThat(stack.output(shipped.name() + "DefinitionSha256").asText()).isEqualTo(shipped.sha256());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void itsExecutionsAreLoggedWithTheirDataAndTraced(StackJson stack, Definition shipped) {
        JsonNode machine = body(stack, "aws_sfn_state_machine", "drlab-" + shipped.name());
        assertThat(machine.path("logging_configuration").path("level").asText()).isEqualTo("ALL");
        assertThat(machine.path("logging_configuration")
                        .path("include_execution_data")
                        .asBoolean())
                .isTrue();
        assertThat(machine.path("tracing_configuration").path("enabled").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("machines")
    void itsRoleAllowsTheDefinitionsActionsAndTheListedOnes(StackJson stack, Definition shipped) {
        Role role = stack.name().startsWith("Primary") ? Role.PRIMARY : Role.SECONDARY;
        Set<String> expected = new TreeSet<>(DefinitionActions.of(shipped));
        DependentGrants.of(DefinitionActions.of(shipped), reach(role)).forEach(grant -> expected.add(grant.action()));
        Set<String> allowed = new TreeSet<>();
        String rolePrefix = "aws_iam_role.orchestration_" + shipped.name();
        stack.resources("aws_iam_role_policy").stream()
                .filter(policy -> policy.body().path("role").asText().contains(rolePrefix))
                .flatMap(policy -> statements(policy.body().path("policy").asText()))
                .forEach(statement -> {
                    JsonNode action = statement.path("Action");
                    (action.isArray() ? action : List.of(action)).forEach(each -> allowed.add(each.asText()));
                });

        assertThat(allowed).isEqualTo(expected);
    }

    /** A rename needs the right on both names, and a replica is created with the default groups. */
    @ParameterizedTest
    @CsvSource({"PrimaryDROrchestrationStack, ap-southeast-2", "RoutingAndDROrchestrationStack, us-west-2"})
    void reprotectReachesEveryNameThatItGivesADatabase(String stack, String region) {
        Matcher suffix = Pattern.compile("'(-[a-z]+-)'")
                .matcher(Definition.shipped("reprotect").json());
        Set<String> suffixes = new TreeSet<>();
        while (suffix.find()) {
            suffixes.add(suffix.group(1));
        }
        assertThat(suffixes).contains("-old-", "-unsaved-");
        Policy policy = policyOf(Synthesis.plain().stack(stack), "reprotect");
        String account = Synthesis.plain().config().accountId();
        String prefix = "arn:aws:rds:" + region + ":" + account + ":";

        for (String each : List.of("-old-", "-unsaved-")) {
            assertThat(Policy.allow(
                            List.of(policy),
                            Question.of("rds:ModifyDBInstance", prefix + "db:drlab-" + region + each + "4")))
                    .as(each)
                    .isTrue();
        }
        for (String group : List.of("og:default:postgres-17", "pg:default.postgres17", "subgrp:drlab-" + region)) {
            assertThat(Policy.allow(List.of(policy), Question.of("rds:CreateDBInstanceReadReplica", prefix + group)))
                    .as(group)
                    .isTrue();
        }
    }

    private static Policy policyOf(StackJson stack, String machine) {
        String document = stack.resources("aws_iam_role_policy").stream()
                .map(StackJson.Block::body)
                .filter(body -> body.path("role").asText().contains("aws_iam_role.orchestration_" + machine))
                .map(body -> body.path("policy").asText())
                .findFirst()
                .orElseThrow();
        return Policy.parse(machine, Synthesis.policy(document).toString());
    }

    @Test
    void anActionThatNobodyThoughtAboutStopsTheSynthesis() {
        assertThatThrownBy(() -> DefinitionGrants.of(new TreeSet<>(Set.of("s3:DeleteBucket")), reach(Role.PRIMARY)))
                .hasMessageContaining("s3:DeleteBucket")
                .hasMessageContaining("add it");
    }

    /** A key that only RDS may use, in each region, is useless with stolen credentials of the state machine. */
    @Test
    void aReplicaUsesBothRegionsKeysThroughRdsOnly() {
        List<Grant> keys =
                DependentGrants.of(new TreeSet<>(Set.of("rds:CreateDBInstanceReadReplica")), reach(Role.PRIMARY))
                        .stream()
                        .filter(grant -> grant.action().startsWith("kms:"))
                        .toList();
        assertThat(keys)
                .extracting(grant -> grant.action() + " " + grant.resources() + " "
                        + grant.conditions().get("StringEquals").get("kms:ViaService"))
                .containsExactlyInAnyOrder(
                        "kms:CreateGrant [arn:aws:kms:key] rds.ap-southeast-2.amazonaws.com",
                        "kms:DescribeKey [arn:aws:kms:key] rds.ap-southeast-2.amazonaws.com",
                        "kms:CreateGrant [arn:aws:kms:peer-key] rds.us-west-2.amazonaws.com",
                        "kms:DescribeKey [arn:aws:kms:peer-key] rds.us-west-2.amazonaws.com");
        assertThat(keys)
                .filteredOn(grant -> grant.action().equals("kms:CreateGrant"))
                .allSatisfy(grant ->
                        assertThat(grant.conditions().get("Bool")).containsEntry("kms:GrantIsForAWSResource", "true"));
    }

    @Test
    void everyDependentActionHasAReason() {
        assertThat(DependentGrants.all(reach(Role.PRIMARY)))
                .isNotEmpty()
                .allSatisfy(grant -> assertThat(grant.reason()).hasSizeGreaterThan(20));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void onlySomebodySignedInWithASecondFactorStartsIt(StackJson stack, Definition shipped) {
        List<StackJson.Block> starters = stack.resources("aws_iam_role_policy").stream()
                .filter(policy -> policy.body().path("policy").asText().contains("states:StartExecution"))
                .toList();

        assertThat(starters).hasSize(1);
        assertThat(starters.get(0).body().path("policy").asText()).contains("stateMachine:drlab-" + shipped.name());
        JsonNode role = stack.resources("aws_iam_role").stream()
                .filter(block ->
                        starters.get(0).body().path("role").asText().contains("aws_iam_role." + block.id() + "."))
                .findFirst()
                .orElseThrow()
                .body();
        assertThat(statements(role.path("assume_role_policy").asText()))
                .singleElement()
                .satisfies(trust -> assertThat(trust.path("Condition")
                                .path("Bool")
                                .path("aws:MultiFactorAuthPresent")
                                .asText())
                        .isEqualTo("true"));
    }

    /** It is valid, and has the defaults that its description states. */
    @ParameterizedTest
    @ValueSource(strings = {"PrimaryDROrchestrationStack", "RoutingAndDROrchestrationStack"})
    void theRunbookHasTheDefaultsOfItsDescription(String name) throws IOException {
        String text = body(Synthesis.plain().stack(name), "aws_ssm_parameter", Names.RUNBOOK_PARAMETER)
                .path("insecure_value")
                .asText();
        assertThat(text.length()).isLessThan(Runbook.LIMIT_BYTES);
        JsonNode runbook = Json.mapper().readTree(Runbook.parse(text).json());
        for (RunbookField field : RunbookField.values()) {
            field.defaultOnAws()
                    .ifPresent(value -> assertThat(runbook.path(field.label()).asText())
                            .as(field.label())
                            .isEqualTo(value));
        }
    }

    private static Reach reach(Role role) {
        return new Reach(Names.of(Synthesis.plain().config()), role, "arn:aws:kms:key", "arn:aws:kms:peer-key");
    }

    private static JsonNode body(StackJson stack, String type, String name) {
        return stack.resources(type).stream()
                .map(StackJson.Block::body)
                .filter(body -> body.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonNode> statements(String policy) {
        List<JsonNode> statements = new ArrayList<>();
        Synthesis.policy(policy).path("Statement").forEach(statements::add);
        return statements.stream();
    }
}
