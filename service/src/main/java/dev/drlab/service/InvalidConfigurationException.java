package dev.drlab.service;

import java.util.List;

/** The environment does not describe a service; lists every problem found. */
public final class InvalidConfigurationException extends RuntimeException {
    private final transient List<String> problems;

    InvalidConfigurationException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line for each problem, naming the variable and what to do. */
    public List<String> problems() {
        return problems;
    }
}
