package dev.drlab.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.readiness.check.Question;
import dev.drlab.readiness.check.Questions;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.lint.DefinitionActions;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every right of a definition is asked about. */
class QuestionsTest {
    private final Questions questions =
            new Questions(FakeCloud.runbook(FakeCloud.SECONDARY), FakeCloud.runbook(FakeCloud.PRIMARY), "drlab");

    @ParameterizedTest
    @ValueSource(strings = {"activate", "reprotect"})
    void everyActionOfADefinitionIsAskedAboutOnNamedResources(String verb) {
        Definition definition = Definition.shipped(verb);
        List<Question> asked = questions.ofMachine(definition);
        assertThat(asked).extracting(Question::action).containsAll(DefinitionActions.of(definition));
        assertThat(asked).extracting(Question::resource).allMatch(arn -> arn.equals("*") || !arn.endsWith(":"));
    }
}
