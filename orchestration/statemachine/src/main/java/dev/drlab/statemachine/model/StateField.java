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
 * @param sight which parts of {@code $states} it sees beside input and context
 */
public record StateField(String path, Template template, Sight sight) {
    /** What {@code $states} holds where a field is evaluated. */
    public enum Sight {
        /** Input and context only. */
        INPUT,
        /** The result, too. */
        RESULT,
        /** The error output, too. */
        ERROR
    }

    /** Refuses nulls. */
    public StateField {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(sight, "sight");
    }

    /** True for a field whose names become variables. */
    public boolean isAssign() {
        return path.equals("Assign") || path.endsWith(".Assign");
    }

    /** The fields of {@code state}, without those of the states in its branches. */
    public static List<StateField> of(State state) {
        List<StateField> fields = new ArrayList<>();
        if (state instanceof State.Task task) {
            fields.add(new StateField("Arguments", task.arguments(), Sight.INPUT));
            optional(fields, "TimeoutSeconds", task.timeoutSeconds(), Sight.INPUT);
            exit(fields, task.exit(), Sight.RESULT);
            catchers(fields, task.catchers());
        } else if (state instanceof State.Parallel parallel) {
            optional(fields, "Arguments", parallel.arguments(), Sight.INPUT);
            exit(fields, parallel.exit(), Sight.RESULT);
            catchers(fields, parallel.catchers());
        } else if (state instanceof State.Choice choice) {
            rules(fields, choice.rules());
            exit(fields, choice.fallback(), Sight.INPUT);
        } else if (state instanceof State.Wait wait) {
            fields.add(new StateField(wait.timestamp() ? "Timestamp" : "Seconds", wait.until(), Sight.INPUT));
            exit(fields, wait.exit(), Sight.INPUT);
        } else if (state instanceof State.Pass pass) {
            exit(fields, pass.exit(), Sight.INPUT);
        } else if (state instanceof State.Succeed succeed) {
            optional(fields, "Output", succeed.output(), Sight.INPUT);
        } else if (state instanceof State.Fail fail) {
            optional(fields, "Error", fail.error(), Sight.INPUT);
            optional(fields, "Cause", fail.cause(), Sight.INPUT);
        }
        return List.copyOf(fields);
    }

    private static void exit(List<StateField> fields, State.Exit exit, Sight sight) {
        fields.add(new StateField("Assign", exit.assign(), sight));
        optional(fields, "Output", exit.output(), sight);
    }

    private static void catchers(List<StateField> fields, List<Catcher> catchers) {
        for (int i = 0; i < catchers.size(); i++) {
            fields.add(new StateField("Catch[" + i + "].Assign", catchers.get(i).assign(), Sight.ERROR));
            optional(fields, "Catch[" + i + "].Output", catchers.get(i).output(), Sight.ERROR);
        }
    }

    private static void rules(List<StateField> fields, List<ChoiceRule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            String path = "Choices[" + i + "]";
            fields.add(new StateField(path + ".Condition", rules.get(i).condition(), Sight.INPUT));
            fields.add(new StateField(path + ".Assign", rules.get(i).assign(), Sight.INPUT));
            optional(fields, path + ".Output", rules.get(i).output(), Sight.INPUT);
        }
    }

    private static void optional(List<StateField> fields, String path, Optional<Template> template, Sight sight) {
        template.ifPresent(value -> fields.add(new StateField(path, value, sight)));
    }
}
