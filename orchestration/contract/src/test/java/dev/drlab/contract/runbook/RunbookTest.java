package dev.drlab.contract.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunbookTest {
    @Test
    void isWrittenInTheOrderOfItsFieldsAndReadAgain() throws Exception {
        String json = full().build().json();
        assertThat(Json.mapper().readTree(json).fieldNames())
                .toIterable()
                .containsExactly(Arrays.stream(RunbookField.values())
                        .map(RunbookField::label)
                        .toArray(String[]::new));
        assertThat(json).contains("\"unfencedRoles\":[{\"role\":\"r\",\"reason\":\"why\"}]");
        assertThat(Runbook.parse(json).json()).isEqualTo(json);
    }

    @ParameterizedTest
    @EnumSource
    void aFieldThatIsMissingIsNamed(RunbookField field) throws Exception {
        ObjectNode json = (ObjectNode) Json.mapper().readTree(full().build().json());
        json.remove(field.label());
        if (field == RunbookField.UNFENCED_ROLES || field == RunbookField.CLIENT_CONNECTION_SECONDS) {
            assertThat(Runbook.parse(json.toString()).json()).doesNotContain(field.label());
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Runbook.parse(json.toString()))
                    .withMessageContaining(field.label() + " is missing");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "drainSeconds, '\"60\"'",
        "drainSeconds, 0",
        "drainSeconds, -1",
        "clientConnectionSeconds, -1",
        "drainSeconds, 1.5",
        "drainSeconds, null",
        "region, 7",
        "region, '\" \"'",
        "unfencedRoles, {}",
        "replica, []",
    })
    void aFieldOfAnotherKindIsNamedWithItsValue(String field, String value) throws Exception {
        ObjectNode json = (ObjectNode) Json.mapper().readTree(full().build().json());
        json.set(field, Json.mapper().readTree(value));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Runbook.parse(json.toString()))
                .withMessageContaining(field + " is " + Json.mapper().readTree(value));
    }

    @Test
    void anUnknownFieldAndWhatIsNoObjectAreRefused() throws Exception {
        ObjectNode json = (ObjectNode) Json.mapper().readTree(full().build().json());
        json.put("drainsSeconds", 60);
        assertThatThrownBy(() -> Runbook.parse(json.toString())).hasMessageContaining("unknown field drainsSeconds");
        assertThatIllegalArgumentException().isThrownBy(() -> Runbook.parse("[]"));
        assertThatIllegalArgumentException().isThrownBy(() -> Runbook.parse("{\"region\":"));
    }

    @Test
    void aNumberIsReadAndChanged() {
        Runbook runbook = full().build();
        assertThat(runbook.number(RunbookField.DRAIN_SECONDS)).isEqualTo(60);
        assertThat(runbook.with(RunbookField.DRAIN_SECONDS, 5).number(RunbookField.DRAIN_SECONDS))
                .isEqualTo(5);
        assertThat(runbook.number(RunbookField.DRAIN_SECONDS)).isEqualTo(60);
        assertThatIllegalArgumentException().isThrownBy(() -> runbook.number(RunbookField.REGION));
        assertThatIllegalArgumentException().isThrownBy(() -> runbook.with(RunbookField.DRAIN_SECONDS, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Runbook.builder().number(RunbookField.REGION, 1));
    }

    /** A deployment of before has no such field, and balancers as today's. */
    @Test
    void clientsAreWaitedForUnlessTheRunbookSaysThatTheyAreNot() throws Exception {
        ObjectNode json = (ObjectNode) Json.mapper().readTree(full().build().json());
        json.remove(RunbookField.CLIENT_CONNECTION_SECONDS.label());
        Runbook earlier = Runbook.parse(json.toString());
        assertThat(earlier.number(RunbookField.CLIENT_CONNECTION_SECONDS)).isEqualTo(120);
        assertThat(earlier.with(RunbookField.CLIENT_CONNECTION_SECONDS, 0)
                        .number(RunbookField.CLIENT_CONNECTION_SECONDS))
                .isZero();
    }

    @Test
    void aFieldIsFoundByItsName() {
        assertThat(RunbookField.labelled("pollMillis")).isEqualTo(RunbookField.POLL_MILLIS);
        assertThatIllegalArgumentException().isThrownBy(() -> RunbookField.labelled("polls"));
    }

    /** A number that the configuration is to set, and does not, is missing: it is no default in disguise. */
    @Test
    void defaultsOnAwsAreThoseThatNothingConfigures() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Runbook.builder().defaultsOnAws().build())
                .withMessageContainingAll(
                        "desiredTasks is missing",
                        "standbyTasks is missing",
                        "maxTasks is missing",
                        "rpoTargetSeconds is missing")
                .satisfies(refused -> assertThat(refused.getMessage())
                        .doesNotContain("drainSeconds", "rebuildPollMillis", "backupRetentionDays"));
    }

    /** Each field as on AWS by default, or with some value of its kind. */
    private static Runbook.Builder full() {
        Runbook.Builder builder = Runbook.builder();
        for (RunbookField field : RunbookField.values()) {
            switch (field.kind()) {
                case TEXT -> builder.text(field, field.defaultOnAws().orElse("x"));
                case NUMBER -> builder.number(field, field.numberOnAws());
                case OBJECT -> builder.object(field, JsonNodeFactory.instance.objectNode());
                case LIST -> builder.unfenced("r", "why");
            }
        }
        return builder;
    }
}
