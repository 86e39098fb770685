package dev.drlab.lab;

import dev.drlab.lab.simulation.LabException;
import java.util.ArrayDeque;
import java.util.Deque;

/** The open parts of a lab, closed in the opposite order. */
final class LabParts implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Takes a part, to be closed before all that were taken earlier. */
    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /**
     * Closes each part, whatever the others do.
     *
     * @throws LabException the first part's failure, the others' as suppressed
     */
    @Override
    public void close() {
        RuntimeException failure = null;
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) { // the other parts must be closed all the same
                LabException next = new LabException("while stopping the lab: " + e.getMessage(), e);
                if (failure == null) {
                    failure = next;
                } else {
                    failure.addSuppressed(next);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
