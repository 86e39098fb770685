package dev.drlab.drill.cloud;

import dev.drlab.report.Report;
import dev.drlab.statemachine.runner.ExecutionEvent;
import java.util.List;
import java.util.Optional;

/** Starts and watches executions of a region's state machines. What AWS refuses is an {@code SdkException}. */
public interface Executions {
    /**
     * Starts one, or gives the one of that name where it was started before.
     *
     * @param verb which state machine
     * @param name unique in the region and account; what makes a second start the first one
     * @param input JSON; must be the same at a second start
     * @return what identifies the execution
     */
    String start(String verb, String name, String input);

    /** How the one of that name stands; empty where none was started. */
    Optional<ExecutionState> find(String verb, String name);

    /** How it stands. */
    ExecutionState describe(String execution);

    /**
     * The events after the one of that number, in order.
     *
     * @param after {@link ExecutionEvent#sequence()} of the last that is known; 0 for none
     */
    List<ExecutionEvent> history(String execution, long after);

    /** The document that it runs, byte for byte. */
    Report.Definition definition(String execution, String verb);
}
