package dev.drlab.infra.stacks.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import dev.drlab.infra.stacks.StackJson;
import dev.drlab.infra.stacks.StackJson.Block;
import dev.drlab.infra.stacks.Synthesis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The role for plans of pull requests: its trust policy, and that it only reads. */
class PlanRoleTest {
    private static final String NAME = "drlab-primary-plan";

    @Test
    void withoutARepositoryThereIsNone() {
        assertThat(named(Synthesis.plain())).isEmpty();
    }

    @Test
    void itTrustsThePullRequestsAndTheMainBranchOfOneRepository() throws IOException {
        JsonNode trust = json(named(Synthesis.documented()).get(0).body().path("assume_role_policy"));
        assertThat(trust.path("Statement")).hasSize(1);
        JsonNode statement = trust.at("/Statement/0");
        assertThat(statement.at("/Principal/Federated").asText())
                .endsWith(":oidc-provider/token.actions.githubusercontent.com");
        assertThat(statement.path("Action").asText()).isEqualTo("sts:AssumeRoleWithWebIdentity");
        JsonNode equal = statement.at("/Condition/StringEquals");
        assertThat(equal.path("token.actions.githubusercontent.com:aud").asText())
                .isEqualTo("sts.amazonaws.com");
        assertThat(texts(equal.path("token.actions.githubusercontent.com:sub")))
                .containsExactly("repo:owner/drlab:pull_request", "repo:owner/drlab:ref:refs/heads/main");
    }

    @Test
    void itMayOnlyRead() throws IOException {
        List<String> actions = new ArrayList<>();
        for (JsonNode statement : rights().path("Statement")) {
            assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
            actions.addAll(texts(statement.path("Action")));
        }
        assertThat(actions)
                .doesNotHaveDuplicates()
                .allMatch(
                        action -> action.matches(
                                "[a-z0-9-]+:(Describe|Get|List|View)[A-Za-z0-9]+|kms:Decrypt|states:ValidateStateMachineDefinition"));
    }

    /** AWS leaves the tags out of a description, without an error, for who may not list them. */
    @Test
    void itReadsTheTagsOfWhatItDescribes() throws IOException {
        List<String> actions = new ArrayList<>();
        rights().path("Statement").forEach(statement -> actions.addAll(texts(statement.path("Action"))));
        assertThat(actions).contains("lambda:GetFunction", "lambda:ListTags");
    }

    /** Of objects, only the state is allowed; of secrets and parameters, only drlab's own. */
    @Test
    void whatHoldsDataIsNamed() throws IOException {
        for (JsonNode statement : rights().path("Statement")) {
            List<String> actions = texts(statement.path("Action"));
            List<String> resources = texts(statement.path("Resource"));
            if (actions.stream()
                    .anyMatch(action -> List.of("s3:GetObject", "secretsmanager:GetSecretValue", "ssm:GetParameter")
                            .contains(action))) {
                assertThat(resources).isNotEmpty().allMatch(resource -> resource.contains("drlab"));
            }
            if (actions.contains("s3:GetObject")) {
                assertThat(resources).allMatch(resource -> resource.endsWith("-tfstate/*"));
            }
        }
    }

    private static JsonNode rights() throws IOException {
        StackJson stack = Synthesis.documented().stack("PrimaryStateBackendStack");
        List<Block> policies = stack.resources().stream()
                .filter(block -> block.type().equals("aws_iam_role_policy")
                        && block.body().path("name").asText().equals("plan"))
                .toList();
        assertThat(policies).hasSize(1);
        return json(policies.get(0).body().path("policy"));
    }

    private static List<Block> named(Synthesis synthesis) {
        return synthesis.stacks().stream()
                .flatMap(stack -> stack.resources().stream())
                .filter(block -> block.body().path("name").asText().equals(NAME))
                .toList();
    }

    private static JsonNode json(JsonNode text) throws IOException {
        return Json.mapper().readTree(text.asText());
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
