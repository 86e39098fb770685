package dev.drlab.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.statemachine.lint.Lint;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every definition on the class path, the tests' sample among them, loads and passes the lint. */
class ShippedDefinitionsTest {
    private static final String FOLDER = "dev/drlab/statemachine";

    @TestFactory
    Stream<DynamicTest> passesTheLint() throws IOException, URISyntaxException {
        return definitions().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertThat(Lint.check(Definition.load(file))).isEmpty()));
    }

    @Test
    void findsDefinitions() throws IOException, URISyntaxException {
        assertThat(definitions())
                .extracting(file -> file.getFileName().toString())
                .contains("sample.asl.json", "activate.asl.json");
    }

    /** Where authority has moved, or reprotect has seen whose it is. */
    static Stream<Arguments> pointsOfNoReturn() {
        return Stream.of(Arguments.of("activate", "RaiseEpoch"), Arguments.of("reprotect", "Observe"));
    }

    @ParameterizedTest
    @MethodSource("pointsOfNoReturn")
    void everyEffectBehindThePointOfNoReturnHasACheckInFrontOfIt(String name, String pointOfNoReturn) {
        ObjectNode definition = json(name);
        assertThat(EffectRules.violations(definition, pointOfNoReturn)).isEmpty();
        assertThat(EffectRules.effects(definition, pointOfNoReturn).size()).isGreaterThan(6);
    }

    /** Each way to forget the check is found. */
    @ParameterizedTest
    @MethodSource("pointsOfNoReturn")
    void anEffectWithoutACheckIsFound(String name, String pointOfNoReturn) {
        EffectRules.effects(json(name), pointOfNoReturn).forEach((effect, outer) -> {
            ObjectNode bare = json(name);
            ObjectNode outerState = state(bare, outer);
            ObjectNode without =
                    ((ObjectNode) outerState.findParents(effect).get(0).path(effect)).deepCopy();
            without.remove("Catch");
            without.put("Next", outerState.path("Next").asText());
            ((ObjectNode) bare.path("States")).set(outer, without);
            assertThat(EffectRules.violations(bare, pointOfNoReturn))
                    .as("%s on its own", effect)
                    .contains(outer + " is an effect without an authority check in one state with it");

            ObjectNode retried = json(name);
            ((ObjectNode) state(retried, outer).findParents(effect).get(0).path(effect))
                    .putArray("Retry")
                    .addObject()
                    .putArray("ErrorEquals")
                    .add("States.ALL");
            assertThat(EffectRules.violations(retried, pointOfNoReturn))
                    .as("%s retried", effect)
                    .contains(effect + " is retried without another check");

            ObjectNode uncaught = json(name);
            ((ArrayNode) state(uncaught, outer).path("Catch")).remove(0);
            assertThat(EffectRules.violations(uncaught, pointOfNoReturn))
                    .as("%s not ended", effect)
                    .contains(outer + " does not catch first that it was superseded");
        });
    }

    private static ObjectNode state(ObjectNode definition, String name) {
        return (ObjectNode) definition.path("States").path(name);
    }

    private static ObjectNode json(String name) {
        try {
            return (ObjectNode) Json.mapper().readTree(Definition.shipped(name).json());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> definitions() throws IOException, URISyntaxException {
        List<Path> files = new ArrayList<>();
        for (URL folder : Collections.list(Definition.class.getClassLoader().getResources(FOLDER))) {
            URI uri = folder.toURI();
            if (uri.getScheme().equals("file")) {
                try (Stream<Path> found = Files.list(Path.of(uri))) {
                    found.filter(file -> file.toString().endsWith(Definition.SUFFIX))
                            .forEach(files::add);
                }
            }
        }
        return files;
    }
}
