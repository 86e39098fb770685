package dev.drlab.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ErrorNames;
import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.contract.machine.StateNames;
import dev.drlab.contract.metrics.CustomMetric;
import dev.drlab.contract.metrics.MetricDimensions;
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
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract's statements about the documents are true of them. */
class ContractTest {
    private static final List<String> DOCUMENTS = List.of("activate", "reprotect");
    private static final Pattern RUNBOOK_FIELD = Pattern.compile("\\$runbook\\.([A-Za-z]+)");
    /** The list of fields in the check of the input. */
    private static final Pattern KNOWN_FIELDS =
            Pattern.compile("Execution\\.Input\\)\\[\\$not\\(\\$ in \\[([^\\]]*)\\]");

    /** The literal errors of refusals, as expressions make them. */
    private static final Pattern REFUSAL = Pattern.compile("'error': '([A-Za-z]+)'");
    /** What is taken off the front of an error's name, as a regular expression. */
    private static final Pattern TAKEN_OFF =
            Pattern.compile("\\$replace\\(\\$states\\.errorOutput\\.Error, /(.+?)/, ''\\)");

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
            eachState(document(name), (named, body) -> states.add(named));
        }
        assertThat(states).contains(state);
    }

    static Stream<String> errorNames() {
        return Arrays.stream(ErrorNames.class.getFields()).map(ContractTest::value);
    }

    @Test
    void eachErrorThatIsLookedForIsOneThatADocumentEndsWith() throws IOException {
        Set<String> ends = new TreeSet<>();
        for (String name : DOCUMENTS) {
            matches(REFUSAL, name).forEach(ends::add);
            Set<String> caught = new TreeSet<>();
            eachState(document(name), (named, body) -> {
                if (body.path("Type").asText().equals("Fail")) {
                    ends.add(body.path("Error").asText());
                }
                body.path("Catch")
                        .forEach(catcher -> catcher.path("ErrorEquals").forEach(error -> caught.add(error.asText())));
            });
            caught.forEach(error -> ends.add(shortName(name, error)));
        }
        assertThat(errorNames())
                .isNotEmpty()
                .allSatisfy(error -> assertThat(ends).contains(error));
    }

    @ParameterizedTest
    @ValueSource(strings = {"activate", "reprotect"})
    void theDocumentsEndWithTheShortNameOfTheAgentsErrors(String document) {
        assertThat(shortName(document, ErrorNames.ofAgent(ErrorNames.LOCKED))).isEqualTo(ErrorNames.LOCKED);
    }

    @ParameterizedTest
    @CsvSource({
        "activate, 'epoch,fence,region,warnings,writableAfterSeconds'",
        "reprotect, 'alreadyProtected,divergence,epoch,kept,peer,region,snapshot,warnings'",
    })
    void whatIsReadOfAnOutputIsInEveryOne(String document, String read) throws IOException {
        JsonNode states = document(document).path("States");
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

    @Test
    void activatePublishesTheMetricThatTheDashboardShows() throws IOException {
        List<JsonNode> published = document("activate").findValues("MetricData");
        assertThat(published).singleElement().satisfies(data -> assertThat(data).hasSize(1));
        JsonNode metric = published.get(0).get(0);
        assertThat(metric.path("MetricName").asText()).isEqualTo(CustomMetric.RECOVERY.label());
        assertThat(metric.path("Unit").asText()).isEqualTo(CustomMetric.RECOVERY.unit());
        assertThat(metric.path("Dimensions").findValuesAsText("Name"))
                .containsExactly(MetricDimensions.REGION, MetricDimensions.MODE);
    }

    /** As the document's own expressions, which are all one, shorten it. */
    private static String shortName(String document, String error) {
        List<String> takenOff = matches(TAKEN_OFF, document).distinct().toList();
        assertThat(takenOff).hasSize(1);
        return error.replaceFirst(takenOff.get(0).replace("\\\\", "\\"), "");
    }

    private static JsonNode document(String name) throws IOException {
        return Json.mapper().readTree(Definition.shipped(name).json());
    }

    private static void eachState(JsonNode machine, BiConsumer<String, JsonNode> action) {
        machine.path("States").fields().forEachRemaining(state -> {
            action.accept(state.getKey(), state.getValue());
            state.getValue().path("Branches").forEach(branch -> eachState(branch, action));
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
