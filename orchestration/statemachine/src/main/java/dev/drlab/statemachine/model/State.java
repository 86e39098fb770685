package dev.drlab.statemachine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One state. The fields mean what they mean in the Amazon States Language with JSONata. */
public sealed interface State {
    /** The state's name. */
    String name();

    /** Every state that may come next, with the path of the field that says so; empty for a terminal state. */
    List<Transition> transitions();

    /** True when an execution may end here with success or failure. */
    boolean isTerminal();

    /**
     * A way from one state to another.
     *
     * @param field the path below the state, e.g. {@code Catch[0].Next}
     * @param target the state's name
     * @param assigned the names of the variables that are set on this way
     */
    record Transition(String field, String target, Set<String> assigned) {}

    /**
     * The members of every state that has a successor.
     *
     * @param assign variables to set
     * @param output the next state's input; empty for the default
     * @param next empty when the state ends the graph
     */
    record Exit(Template.Fields assign, Optional<Template> output, Optional<String> next) {
        private List<Transition> transitions() {
            return next.map(target -> List.of(
                            new Transition("Next", target, assign.fields().keySet())))
                    .orElse(List.of());
        }
    }

    /** A state whose failure may have a successor of its own. */
    sealed interface Catching extends State {
        /** What follows when it succeeds. */
        Exit exit();

        /** What follows when it fails, the first that fits. */
        List<Catcher> catchers();

        @Override
        default List<Transition> transitions() {
            List<Transition> transitions = new ArrayList<>(exit().transitions());
            for (int i = 0; i < catchers().size(); i++) {
                Catcher catcher = catchers().get(i);
                transitions.add(new Transition(
                        "Catch[" + i + "].Next",
                        catcher.next(),
                        catcher.assign().fields().keySet()));
            }
            return transitions;
        }

        @Override
        default boolean isTerminal() {
            return exit().next().isEmpty();
        }
    }

    /**
     * Calls an AWS operation or the agent.
     *
     * @param timeoutSeconds empty for no limit of its own
     */
    record Task(
            String name,
            TaskResource resource,
            Template arguments,
            Optional<Template> timeoutSeconds,
            List<Retrier> retriers,
            List<Catcher> catchers,
            Exit exit)
            implements Catching {
        /** Copies the lists. */
        public Task {
            retriers = List.copyOf(retriers);
            catchers = List.copyOf(catchers);
        }
    }

    /**
     * Runs branches side by side; its result is the array of their outputs.
     *
     * @param arguments each branch's input; the state's input when empty
     */
    record Parallel(
            String name,
            List<StateGraph> branches,
            Optional<Template> arguments,
            List<Retrier> retriers,
            List<Catcher> catchers,
            Exit exit)
            implements Catching {
        /** Copies the lists. */
        public Parallel {
            branches = List.copyOf(branches);
            retriers = List.copyOf(retriers);
            catchers = List.copyOf(catchers);
        }
    }

    /**
     * Goes on with the first rule whose condition is true.
     *
     * @param fallback what Default, and the state's own Assign and Output, say; next is empty without a Default
     */
    record Choice(String name, List<ChoiceRule> rules, Exit fallback) implements State {
        /** Copies the list. */
        public Choice {
            rules = List.copyOf(rules);
        }

        @Override
        public List<Transition> transitions() {
            List<Transition> transitions = new ArrayList<>();
            for (int i = 0; i < rules.size(); i++) {
                ChoiceRule rule = rules.get(i);
                transitions.add(new Transition(
                        "Choices[" + i + "].Next",
                        rule.next(),
                        rule.assign().fields().keySet()));
            }
            fallback.next()
                    .ifPresent(target -> transitions.add(new Transition(
                            "Default", target, fallback.assign().fields().keySet())));
            return transitions;
        }

        @Override
        public boolean isTerminal() {
            return false;
        }
    }

    /**
     * Waits.
     *
     * @param until seconds, or a timestamp when {@code timestamp}
     */
    record Wait(String name, Template until, boolean timestamp, Exit exit) implements State {
        @Override
        public List<Transition> transitions() {
            return exit.transitions();
        }

        @Override
        public boolean isTerminal() {
            return exit.next().isEmpty();
        }
    }

    /** Sets variables or shapes its output. */
    record Pass(String name, Exit exit) implements State {
        @Override
        public List<Transition> transitions() {
            return exit.transitions();
        }

        @Override
        public boolean isTerminal() {
            return exit.next().isEmpty();
        }
    }

    /** Ends its graph with success. */
    record Succeed(String name, Optional<Template> output) implements State {
        @Override
        public List<Transition> transitions() {
            return List.of();
        }

        @Override
        public boolean isTerminal() {
            return true;
        }
    }

    /** Ends the execution with an error, unless an enclosing Parallel state catches it. */
    record Fail(String name, Optional<Template> error, Optional<Template> cause) implements State {
        @Override
        public List<Transition> transitions() {
            return List.of();
        }

        @Override
        public boolean isTerminal() {
            return true;
        }
    }
}
