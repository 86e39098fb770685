package dev.drlab.contract.environment;

import java.util.List;

/** The environment does not describe what it should; lists every problem found. */
public final class InvalidEnvironmentException extends RuntimeException {
    private final transient List<String> problems;

    /** With one line for each problem. */
    public InvalidEnvironmentException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line for each problem, naming the variable and what to do. */
    public List<String> problems() {
        return problems;
    }
}
