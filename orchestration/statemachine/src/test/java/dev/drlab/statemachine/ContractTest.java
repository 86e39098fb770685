package dev.drlab.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.contract.machine.StateNames;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.contract.runbook.RunbookField;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract's statements about the documents are true of them. */
class ContractTest {
    private static final List<String> DOCUMENTS = List.of("activate", "reprotect");
    private static final Pattern RUNBOOK_FIELD = Pattern.compile("\\$runbook\\.([A-Za-z]+)");
    /** The list of fields in the check of the input. */
    private static final Pattern KNOWN_FIELDS =
            Pattern.compile("Execution\\.Input\\)\\[\\$not\\(\\$ in \\[([^\\]]*)\\]");

    @Test
    void whatTheDocumentsReadOfTheRunbookIsWhatARunbookHas() {
        Set<String> read = DOCUMENTS.stream()
                .flatMap(name -> matches(RUNBOOK_FIELD, name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(read)
                .isEqualTo(Arrays.stream(RunbookField.values())
                        .map(RunbookField::label)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void theDocumentsReadTheParameterOfThatName() {
        DOCUMENTS.forEach(name ->
                assertThat(Definition.shipped(name).json()).contains("\"Name\": \"" + Runbook.PARAMETER + "\""));
    }

    static Stream<Arguments> fullInputs() {
        return Stream.of(
                Arguments.of("activate", new ActivateInput("planned", "x", Optional.of(Instant.EPOCH), true).json()),
                Arguments.of("reprotect", new ReprotectInput("x", true, true).json()));
    }

    @ParameterizedTest
    @MethodSource("fullInputs")
    void theFieldsOfAnInputAreThoseThatTheDocumentKnows(String document, JsonNode full) {
        List<String> lists = matches(KNOWN_FIELDS, document).distinct().toList();
        assertThat(lists).hasSize(1);
        assertThat(lists.get(0).replace("'", "").split(", "))
                .containsExactlyInAnyOrderElementsOf(() -> full.fieldNames());
    }

    static Stream<String> stateNames() {
        return Arrays.stream(StateNames.class.getFields()).map(ContractTest::value);
    }

    @ParameterizedTest
    @MethodSource("stateNames")
    void aStateThatIsLookedForIsInADocument(String state) throws IOException {
        List<String> states = new ArrayList<>();
        for (String name : DOCUMENTS) {
            addStates(Json.mapper().readTree(Definition.shipped(name).json()), states);
        }
        assertThat(states).contains(state);
    }

    @ParameterizedTest
    @CsvSource({
        "activate, 'epoch,fence,region,warnings,writableAfterSeconds'",
        "reprotect, 'alreadyProtected,divergence,epoch,kept,peer,region,snapshot,warnings'",
    })
    void whatIsReadOfAnOutputIsInEveryOne(String document, String read) throws IOException {
        JsonNode states =
                Json.mapper().readTree(Definition.shipped(document).json()).path("States");
        List<JsonNode> outputs = new ArrayList<>();
        states.forEach(state -> {
            if (state.path("End").asBoolean() || state.path("Type").asText().equals("Succeed")) {
                outputs.add(state.path("Output"));
            }
        });
        assertThat(outputs).hasSizeGreaterThan(1);
        for (JsonNode output : outputs) {
            assertThat(List.of(read.split(",")))
                    .allSatisfy(field -> assertThat(output.has(field)).as(field).isTrue());
        }
    }

    private static Stream<String> matches(Pattern pattern, String document) {
        return pattern
                .matcher(Definition.shipped(document).json())
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList()
                .stream();
    }

    private static void addStates(JsonNode machine, List<String> states) {
        machine.path("States").fields().forEachRemaining(state -> {
            states.add(state.getKey());
            state.getValue().path("Branches").forEach(branch -> addStates(branch, states));
        });
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
