package com.dashjoin.jsonata;

import com.dashjoin.jsonata.Parser.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Names that an expression reads from outside, by JSONata's scopes: a name bound with {@code :=} hides the outer one
 * from there to the end of its block, a parameter within its function, {@code @$x} and {@code #$x} in the rest of their
 * path. A function's body runs later, so that a name which an enclosing block binds anywhere counts as bound in it.
 *
 * @param free names without {@code $} that are certainly read from outside, built-in functions among them
 * @param read every name that is read at all; at some moment it may be read from outside
 * @param statesFields the first name after each {@code $states.} that is read from outside; the empty string for
 *     {@code $states} alone
 * @param negated operands of {@code $not} that may be undefined, which leaves the negation undefined: {@code path}, or the
 *     operator of a comparison by size
 */
public record FreeNames(Set<String> free, Set<String> read, Set<String> statesFields, Set<String> negated) {
    private static final String STATES = "states";
    private static final Set<String> BY_SIZE = Set.of("<", "<=", ">", ">=");

    /** Copies the sets. */
    public FreeNames {
        free = Set.copyOf(free);
        read = Set.copyOf(read);
        statesFields = Set.copyOf(statesFields);
        negated = Set.copyOf(negated);
    }

    static FreeNames of(Symbol expression) {
        Walk walk = new Walk();
        walk.whole(expression);
        return new FreeNames(walk.free, walk.read, walk.statesFields, walk.negated);
    }

    /** One read of a variable; {@code field} is what follows {@code $states.}. */
    private record Read(String name, String field) {}

    /** Names bound so far, and what a function's body reads and may find bound before it is called. */
    private static final class Scope {
        private final Scope outer;
        private final boolean function;
        private final Set<String> bound = new HashSet<>();
        private final List<Read> later = new ArrayList<>();

        Scope(Scope outer, boolean function) {
            this.outer = outer;
            this.function = function;
        }
    }

    private static final class Walk {
        private final Set<String> free = new LinkedHashSet<>();
        private final Set<String> read = new LinkedHashSet<>();
        private final Set<String> statesFields = new LinkedHashSet<>();
        private final Set<String> negated = new LinkedHashSet<>();

        void whole(Symbol expression) {
            Scope all = new Scope(null, false);
            visit(expression, all);
            all.later.stream().filter(read -> !all.bound.contains(read.name())).forEach(this::free);
        }

        private void visit(Symbol node, Scope scope) {
            if (node == null) {
                return;
            }
            switch (String.valueOf(node.type)) {
                case "variable" -> read(new Read(String.valueOf(node.value), ""), scope);
                case "bind" -> {
                    visit(node.rhs, scope);
                    scope.bound.add(String.valueOf(node.lhs.value));
                }
                case "block" -> within(scope, false, inner -> visitAll(node.expressions, inner));
                case "lambda" -> lambda(node, scope);
                case "condition" -> condition(node, scope);
                case "path" -> within(scope, false, inner -> path(node, inner));
                case "function" -> {
                    negation(node);
                    children(node, scope);
                }
                default -> children(node, scope);
            }
            if (!"path".equals(node.type)) {
                attachments(node, scope);
            }
        }

        private void negation(Symbol call) {
            boolean isNegation = call.procedure != null && "not".equals(call.procedure.value);
            if (isNegation && call.arguments != null && !call.arguments.isEmpty()) {
                negated(call.arguments.get(0));
            }
        }

        private void negated(Symbol argument) {
            if ("block".equals(argument.type) && !argument.expressions.isEmpty()) {
                negated(argument.expressions.get(argument.expressions.size() - 1));
            } else if ("path".equals(argument.type)) {
                negated.add("path");
            } else if ("binary".equals(argument.type) && BY_SIZE.contains(String.valueOf(argument.value))) {
                negated.add(String.valueOf(argument.value));
            }
        }

        /** A name that one branch binds is not bound in the other, and may be bound afterwards. */
        private void condition(Symbol node, Scope scope) {
            visit(node.condition, scope);
            Set<String> before = Set.copyOf(scope.bound);
            visit(node.then, scope);
            Set<String> afterThen = Set.copyOf(scope.bound);
            scope.bound.retainAll(before);
            visit(node._else, scope);
            scope.bound.addAll(afterThen);
        }

        private void lambda(Symbol lambda, Scope scope) {
            if (lambda.thunk) { // a call in tail position, which the parser wraps
                visit(lambda.body, scope);
                return;
            }
            within(scope, true, inner -> {
                lambda.arguments.forEach(parameter -> inner.bound.add(String.valueOf(parameter.value)));
                visit(lambda.body, inner);
            });
        }

        private void path(Symbol path, Scope scope) {
            for (int i = 0; i < path.steps.size(); i++) {
                Symbol step = path.steps.get(i);
                if ("variable".equals(step.type) && STATES.equals(step.value)) {
                    read(new Read(STATES, fieldAfter(path.steps, i)), scope);
                    attachments(step, scope);
                } else {
                    visit(step, scope);
                }
            }
            attachments(path, scope);
        }

        private static String fieldAfter(List<Symbol> steps, int index) {
            boolean named = index + 1 < steps.size() && "name".equals(steps.get(index + 1).type);
            return named ? String.valueOf(steps.get(index + 1).value) : "";
        }

        private void children(Symbol node, Scope scope) {
            visit(node.lhs, scope);
            visit(node.rhs, scope);
            visit(node.expression, scope);
            visit(node.procedure, scope);
            visitAll(node.arguments, scope);
            visitAll(node.expressions, scope);
            visitAll(node.terms, scope);
            pairs(node.lhsObject, scope);
            visit(node.pattern, scope);
            visit(node.update, scope);
            visit(node.delete, scope);
        }

        /** Filters, groups and what a step binds, whatever the step is. */
        private void attachments(Symbol node, Scope scope) {
            bind(node.focus, scope);
            if (node.index instanceof String) {
                bind(node.index, scope);
            }
            stages(node.predicate, scope);
            stages(node.stages, scope);
            if (node.group != null) {
                pairs(node.group.lhsObject, scope);
            }
        }

        private void stages(List<Symbol> stages, Scope scope) {
            if (stages != null) {
                for (Symbol stage : stages) {
                    if (stage.expr instanceof Symbol filter) {
                        visit(filter, scope);
                    }
                    if ("index".equals(stage.type)) {
                        bind(stage.value, scope);
                    }
                }
            }
        }

        private static void bind(Object name, Scope scope) {
            if (name != null) {
                scope.bound.add(String.valueOf(name));
            }
        }

        private void pairs(List<Symbol[]> pairs, Scope scope) {
            if (pairs != null) {
                pairs.forEach(pair -> visitAll(List.of(pair), scope));
            }
        }

        private void visitAll(List<Symbol> nodes, Scope scope) {
            if (nodes != null) {
                nodes.forEach(node -> visit(node, scope));
            }
        }

        private void within(Scope outer, boolean function, Consumer<Scope> body) {
            Scope inner = new Scope(outer, function);
            body.accept(inner);
            inner.later.stream()
                    .filter(read -> !inner.bound.contains(read.name()))
                    .forEach(outer.later::add);
        }

        /** Resolves at once within the innermost function, and beyond it when the block there has been read. */
        private void read(Read read, Scope scope) {
            if (read.name().isEmpty() || read.name().equals("$")) {
                return; // the context and the input
            }
            this.read.add(read.name());
            for (Scope at = scope; at != null; at = at.outer) {
                if (at.bound.contains(read.name())) {
                    return;
                }
                if (at.function) {
                    at.outer.later.add(read);
                    return;
                }
            }
            free(read);
        }

        private void free(Read read) {
            free.add(read.name());
            if (read.name().equals(STATES)) {
                statesFields.add(read.field());
            }
        }
    }
}
