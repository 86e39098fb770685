package dev.drlab.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** Asks a lab that runs on this machine, where labs are on the class path. Found by {@link java.util.ServiceLoader}. */
public interface RunningLab {
    /** Where a lab keeps its data, and is found, when nothing else is said; relative to the directory of the command. */
    String DEFAULT_HOME = ".drlab/lab";

    /**
     * Asks, and waits for the answer.
     *
     * @param home the lab's data
     * @param verb what is asked, such as {@code readiness}
     * @param body its parameters
     * @throws dev.drlab.contract.failure.DescribedFailure when no lab runs there, or the lab refuses
     * @throws InterruptedException if the thread is interrupted
     */
    JsonNode ask(Path home, String verb, ObjectNode body) throws InterruptedException;
}
