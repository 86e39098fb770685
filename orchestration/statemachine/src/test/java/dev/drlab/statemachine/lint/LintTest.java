package dev.drlab.statemachine.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.DefinitionException;
import dev.drlab.statemachine.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule finds the mutation of a good definition that it is there for, and nothing in the good one. */
class LintTest {
    private static final Definition SAMPLE = Definition.shipped("sample");

    @Test
    void findsNothingInAGoodDefinition() {
        assertThat(Lint.check(SAMPLE)).isEmpty();
    }

    /** Definitions that loading must refuse, as the runner would not run them as Step Functions does. */
    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "json-syntax            | \"StartAt\": \"ReadRunbook\", | \"StartAt\": \"ReadRunbook\"",
                "duplicate-key          | \"Pause\": {                  | \"Done\": {",
                "duplicate-state        | \"Fenced\": { \"Type\"        | \"Pause\": { \"Type\"",
                "query-language         | \"QueryLanguage\": \"JSONata\"| \"QueryLanguage\": \"JSONPath\"",
                "unsupported-state-type | \"Type\": \"Parallel\"        | \"Type\": \"Map\"",
                "unsupported-field      | \"TimeoutSeconds\": 10        | \"HeartbeatSeconds\": 10",
                "unsupported-field      | \"TimeoutSeconds\": 3600      | \"Owner\": \"me\"",
                "unsupported-field      | \"Seconds\": 1                | \"Seconds\": 1, \"Retry\": []",
                "jsonpath-field         | \"Seconds\": 1                | \"Seconds\": 1, \"InputPath\": \"$.x\"",
                "jsonpath-field         | \"Output\": \"{% $states.input %}\", \"Next\": \"Describe\" | \"ResultPath\": null, \"Next\": \"Describe\"",
                "jsonpath-field         | \"Cluster\": \"drlab\"        | \"Cluster.$\": \"$.cluster\"",
                "jsonpath-field         | \"Cluster\": \"drlab\"        | \"Cluster\": \"$.cluster\"",
                "jsonpath-field         | { \"Condition\": \"{% $status = 'available' %}\" | { \"Variable\": \"$.status\"",
                "intrinsic-function     | \"Cluster\": \"drlab\"        | \"Cluster\": \"States.Format('{}', 'x')\"",
                "unsupported-resource   | aws-sdk:ecs:updateService     | ecs:runTask.sync",
                "unsupported-resource   | states:::lambda:invoke        | states:::lambda:invoke.waitForTaskToken",
                "unsupported-resource   | arn:aws:states:::lambda:invoke| arn:aws:states:us-west-2:123456789012:activity:a",
                "unknown-service        | aws-sdk:ecs:                  | aws-sdk:eks:",
                "unknown-action         | describeDBInstances           | describeDbInstances",
                "unknown-retry-field    | \"MaxAttempts\": 2            | \"MaxRetries\": 2",
                "unknown-catch-field    | \"Next\": \"Refused\",        | \"Next\": \"Refused\", \"Goto\": \"x\",",
                "missing-field          | \"Seconds\": 1, \"Next\": \"Done\" | \"Seconds\": 1",
                "missing-field          | \"Seconds\": 1,               | ^^",
                "missing-field          | \"Arguments\": { \"Name\": \"/drlab/runbook\" }, | ^^",
                "invalid-value          | \"Seconds\": 1                | \"Seconds\": -1",
                "invalid-value          | \"IntervalSeconds\": 1        | \"IntervalSeconds\": 0",
                "invalid-value          | \"BackoffRate\": 2            | \"BackoffRate\": 0.5",
                "invalid-value          | \"MaxDelaySeconds\": 5        | \"JitterStrategy\": \"HALF\"",
                "invalid-value          | \"TimeoutSeconds\": 3600      | \"TimeoutSeconds\": \"an hour\"",
                "dangling-state         | \"StartAt\": \"ReadRunbook\"  | \"StartAt\": \"Begin\"",
                "dangling-state         | \"Next\": \"IsAvailable\"     | \"Next\": \"IsAvailible\"",
                "dangling-state         | \"Default\": \"Poll\"         | \"Default\": \"Wait\"",
                "dangling-state         | \"Next\": \"Refused\",        | \"Next\": \"Nowhere\",",
                "dangling-state         | \"Next\": \"Fenced\"          | \"Next\": \"Done\"",
                "expression-delimiters  | \"Cluster\": \"drlab\"        | \"Cluster\": \" {% $runbook.cluster %}\"",
                "expression-syntax      | {% $polls + 1 %}              | {% $polls + %}",
                "expression-syntax      | {% $polls + 1 %}              | {% ($polls + 1 %}",
                "multi-line-expression  | {% $polls + 1 %}              | {% $polls\\n + 1 %}",
                "coalescing-operator    | {% $polls + 1 %}              | {% ($polls ?? 0) + 1 %}",
                "elvis-operator         | {% $polls + 1 %}              | {% ($polls ?: 0) + 1 %}",
                "eval                   | $parse($states                | $eval($states",
                "shadowed-variable      | \"answer\": false             | \"polls\": 0",
                "shadowed-variable      | \"answer\": false             | \"fenced\": false",
                "variable-name          | \"polls\": 0                  | \"states\": 0",
                "variable-name          | \"polls\": 0                  | \"1st\": 0",
                "variable-name          | \"polls\": 0                  | \"_polls\": 0",
                "invalid-value          | \"Seconds\": 1                | \"Seconds\": 100000000",
            })
    void loadingRefuses(String rule, String good, String bad) {
        String mutated = mutate(good, bad);

        assertThat(Definition.refusals(mutated)).extracting(Finding::rule).contains(rule);
        assertThat(Lint.check(mutated)).extracting(Finding::rule).contains(rule);
        assertThatThrownBy(() -> Definition.parse("mutated", mutated.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("'mutated' is refused")
                .hasMessageContaining("[" + rule + "]");
    }

    /** Definitions that load but have an error. */
    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "unknown-parameter    | \"DbInstanceIdentifier\": \"{% $runbook.database %}\", | \"DBInstanceIdentifier\": \"x\",",
                "unknown-parameter    | \"Values\": [                  | \"values\": [",
                "unknown-parameter    | \"Service\": \"drlab\"         | \"ServiceName\": \"drlab\"",
                "parameter-type       | \"DesiredCount\": 2            | \"DesiredCount\": \"2\"",
                "parameter-type       | [\"{% $runbook.engine %}\"]    | \"postgres\"",
                "unknown-error        | Rds.RdsException               | Rds.RDSException",
                "unknown-error        | Rds.RdsException               | Rds.DBInstanceNotFoundException",
                "unknown-error        | Ssm.SdkClientException         | States.Timeoutt",
                "unknown-error        | Ssm.SdkClientException         | LambdaException",
                "states-all           | [\"Ssm.SsmException\", \"Ssm.SdkClientException\", \"States.Timeout\"] | [\"States.ALL\"]",
                "states-all           | \"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Refused\" | \"ErrorEquals\": [\"States.ALL\", \"States.Timeout\"], \"Next\": \"Refused\"",
                "unreachable-state    | \"Default\": \"Poll\"          | \"Default\": \"Describe\"",
                "no-terminal-state    | \"Pause\": { \"Type\": \"Wait\", \"Seconds\": 1, \"Next\": \"Done\" } | \"Pause\": { \"Type\": \"Wait\", \"Seconds\": 1, \"Next\": \"Pause\" }",
                "unassigned-variable  | {% $polls + 1 %}               | {% $poles + 1 %}",
                "unassigned-variable  | \"Name\": \"/drlab/runbook\"   | \"Name\": \"{% $runbook.name %}\"",
                "unassigned-variable  | {% $answer %}                  | {% $andswer %}",
                "unassigned-variable  | \"mode\": \"{% $states         | \"mode\": \"{% $answer & $states",
                "states-field         | \"Name\": \"/drlab/runbook\"   | \"Name\": \"{% $states.result.x %}\"",
                "states-field         | $states.errorOutput.Error]    | $states.result.Error]",
                "states-field         | \"Output\": \"{% $states.input %}\" | \"Output\": \"{% $states.errorOutput %}\"",
                "inequality           | {% $status = 'available' %}    | {% $status != 'available' %}",
                "negation             | {% $status = 'available' %}    | {% $not($runbook.cluster) %}",
                "negation             | {% $status = 'available' %}    | {% $not(($runbook.cluster)) %}",
                "negation             | {% $status = 'available' %}    | {% true and [1][$not(cluster)] %}",
                "negation             | {% $status = 'available' %}    | {% $not($runbook.cluster > 0) %}",
                "arn                  | \"Service\": \"drlab\"         | \"Service\": \"arn:aws:ecs:us-west-2:123456789012:service/drlab\"",
            })
    void lintFinds(String rule, String good, String bad) {
        String mutated = mutate(good, bad);

        assertThat(Definition.refusals(mutated)).isEmpty();
        assertThat(Lint.check(mutated)).extracting(Finding::rule).contains(rule);
    }

    @Test
    void saysWhereAndWhatWouldBeRight() {
        String mutated =
                mutate("\"DbInstanceIdentifier\": \"{% $runbook.database %}\",", "\"DBInstanceIdentifier\": 1,");

        assertThat(Lint.check(mutated))
                .containsExactly(new Finding(
                        "States.Describe.Arguments.DBInstanceIdentifier",
                        "unknown-parameter",
                        "there is no parameter DBInstanceIdentifier; it is spelt DbInstanceIdentifier"));
    }

    @Test
    void findsATokenThatOnlyTheSdksWouldFillIn() {
        String put = "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"Put\", \"States\": {\"Put\": {\"Type\": \"Task\","
                + " \"Resource\": \"arn:aws:states:::aws-sdk:secretsmanager:putSecretValue\", \"Arguments\": {%s"
                + "\"SecretId\": \"drlab/writer\", \"SecretString\": \"{}\"}, \"End\": true}}}";

        assertThat(Lint.check(put.formatted("")))
                .extracting(Finding::path, Finding::rule)
                .containsExactly(tuple("States.Put.Arguments", "missing-token"));
        assertThat(Lint.check(put.formatted("\"ClientRequestToken\": \"{% $uuid() %}\", ")))
                .isEmpty();
    }

    @Test
    void namesWhatNothingAssignsInTheOrderOfTheNames() {
        String mutated = mutate("\"{% $answer %}\"", "\"{% $f & $b & $e & $a & $d & $c %}\"");

        assertThat(Lint.check(mutated))
                .filteredOn(finding -> finding.rule().equals("unassigned-variable"))
                .extracting(finding -> finding.message().substring(0, 2))
                .containsExactly("$a", "$b", "$c", "$d", "$e", "$f");
    }

    @Test
    void acceptsTheErrorNamesThatExist() {
        String names = "\"Rds.DbInstanceNotFoundException\", \"Lambda.TooManyRequestsException\", \"Refused\","
                + " \"DynamoDb.ConditionalCheckFailedException\", \"dev.drlab.agent.NotCaughtUp\","
                + " \"ApplicationAutoScaling.ObjectNotFoundException\", \"States.TaskFailed\"";

        assertThat(Lint.check(mutate("\"Rds.RdsException\"", names))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Map\",\"ItemsPath\":\"$.x\",\"ResultPath\":null}}}",
                "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Parameters\":"
                        + "{\"a.$\":\"$.x\"},\"QueryLanguage\":\"JSONPath\"},\"B\":{\"Type\":\"Pass\",\"ResultPath\":null}}}",
            })
    void saysOnceThatAMachineIsInAnotherLanguage(String json) {
        assertThat(Lint.check(json)).extracting(Finding::rule).containsExactly("query-language");
    }

    @Test
    void acceptsANameThatABranchAndItsParallelsOwnCatchAssign() {
        String branch = "{\"StartAt\":\"B\",\"States\":{\"B\":{\"Type\":\"Pass\",\"Assign\":{\"x\":1},\"End\":true}}}";
        String json =
                "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Parallel\",\"Branches\":["
                        + branch
                        + "],\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Assign\":{\"x\":2},\"Next\":\"C\"}],\"Next\":\"C\"},"
                        + "\"C\":{\"Type\":\"Succeed\"}}}";

        assertThat(Definition.refusals(json)).isEmpty();
        assertThat(Definition.refusals(json.replace("\"Branches\"", "\"Assign\":{\"x\":0},\"Branches\"")))
                .extracting(Finding::rule)
                .containsExactly("shadowed-variable");
    }

    @Test
    void namesTheActions() {
        assertThat(DefinitionActions.of(SAMPLE))
                .containsExactly(
                        "ecs:UpdateService",
                        "lambda:InvokeFunction",
                        "rds:DescribeDBInstances",
                        "rds:PromoteReadReplica",
                        "ssm:GetParameter");
    }

    @Test
    void hidesNothingInCommentsStringsAndNames() {
        List<Finding> findings = new ArrayList<>(Lint.check(
                mutate("{% $polls + 1 %}", "{% /* $a ?? b */ $polls + $length('$b ?: c') - $count($runbook.`$d`) %}")));

        assertThat(findings).isEmpty();
    }

    @Test
    void knowsVariablesThatAnExpressionBindsItself() {
        assertThat(Lint.check(mutate(
                        "{% $polls + 1 %}",
                        "{% ($n := $polls; $sum($map([1..$n], function($i, $k) { $i * $k })) + $n) %}")))
                .isEmpty();
    }

    /** The sample on few spaces, with one replacement that must take place. */
    private static String mutate(String good, String bad) {
        String text = SAMPLE.json().replaceAll("\\s+", " ");
        assertThat(text).as("the mutation finds its place").contains(good.strip());
        int at = text.indexOf(good.strip());
        return text.substring(0, at)
                + bad.strip()
                + text.substring(at + good.strip().length());
    }
}
