package dev.drlab.statemachine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One field of a state that may hold expressions.
 *
 * @param path below the state, e.g. {@code Catch[0].Output}
 * @param template its value
 * @param scope which parts of {@code $states} it sees beside input and context
 */
public record StateField(String path, Template template, Scope scope) {
    /** The members of {@code $states} that a field can read. */
    public enum Scope {
        /** Input and context only. */
        INPUT,
        /** The result, too. */
        RESULT,
        /** The error output, too. */
        ERROR
    }

    /** @throws NullPointerException if a component is null */
    public StateField {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(scope, "scope");
    }

    /** True for a field whose names become variables. */
    public boolean isAssign() {
        return path.equals("Assign") || path.endsWith(".Assign");
    }

    /** The fields of {@code state}, without those of the states in its branches. */
    public static List<StateField> of(State state) {
        List<StateField> fields = new ArrayList<>();
        if (state instanceof State.Task task) {
            fields.add(new StateField("Arguments", task.arguments(), Scope.INPUT));
            optional(fields, "TimeoutSeconds", task.timeoutSeconds(), Scope.INPUT);
            exit(fields, task.exit(), Scope.RESULT);
            catchers(fields, task.catchers());
        } else if (state instanceof State.Parallel parallel) {
            optional(fields, "Arguments", parallel.arguments(), Scope.INPUT);
            exit(fields, parallel.exit(), Scope.RESULT);
            catchers(fields, parallel.catchers());
        } else if (state instanceof State.Choice choice) {
            rules(fields, choice.rules());
            exit(fields, choice.fallback(), Scope.INPUT);
        } else if (state instanceof State.Wait wait) {
            fields.add(new StateField(wait.timestamp() ? "Timestamp" : "Seconds", wait.until(), Scope.INPUT));
            exit(fields, wait.exit(), Scope.INPUT);
        } else if (state instanceof State.Pass pass) {
            exit(fields, pass.exit(), Scope.INPUT);
        } else if (state instanceof State.Succeed succeed) {
            optional(fields, "Output", succeed.output(), Scope.INPUT);
        } else if (state instanceof State.Fail fail) {
            optional(fields, "Error", fail.error(), Scope.INPUT);
            optional(fields, "Cause", fail.cause(), Scope.INPUT);
        }
        return List.copyOf(fields);
    }

    private static void exit(List<StateField> fields, State.Exit exit, Scope scope) {
        fields.add(new StateField("Assign", exit.assign(), scope));
        optional(fields, "Output", exit.output(), scope);
    }

    private static void catchers(List<StateField> fields, List<Catcher> catchers) {
        for (int i = 0; i < catchers.size(); i++) {
            fields.add(new StateField("Catch[" + i + "].Assign", catchers.get(i).assign(), Scope.ERROR));
            optional(fields, "Catch[" + i + "].Output", catchers.get(i).output(), Scope.ERROR);
        }
    }

    private static void rules(List<StateField> fields, List<ChoiceRule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            String path = "Choices[" + i + "]";
            fields.add(new StateField(path + ".Condition", rules.get(i).condition(), Scope.INPUT));
            fields.add(new StateField(path + ".Assign", rules.get(i).assign(), Scope.INPUT));
            optional(fields, path + ".Output", rules.get(i).output(), Scope.INPUT);
        }
    }

    private static void optional(List<StateField> fields, String path, Optional<Template> template, Scope scope) {
        template.ifPresent(value -> fields.add(new StateField(path, value, scope)));
    }
}
