package dev.drlab.breakglass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.console.CannotRunException;
import dev.drlab.contract.machine.AgentAction;
import dev.drlab.contract.machine.ErrorNames;
import dev.drlab.contract.machine.StateNames;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.statemachine.aws.FunctionError;
import dev.drlab.statemachine.aws.LambdaFunction;
import dev.drlab.statemachine.aws.TaskError;
import dev.drlab.statemachine.runner.JournalSummary;
import java.io.PrintWriter;
import java.util.Set;

/**
 * Takes the locks of a run that stood still, before it goes on: their lease may be over and another execution may hold
 * them. The owner is the execution, so locks that are still its own are only refreshed.
 */
final class LockRefresh {
    private static final String LOCKED = ErrorNames.ofAgent(ErrorNames.LOCKED);

    private final JournalSummary summary;
    private final LambdaFunction agent;
    private final PrintWriter out;

    LockRefresh(JournalSummary summary, LambdaFunction agent, PrintWriter out) {
        this.summary = summary;
        this.agent = agent;
        this.out = out;
    }

    /** @throws CannotRunException if another execution holds a lock, or the own region's cannot be taken */
    void take() throws CannotRunException {
        if (holds(StateNames.TAKE_LOCK, Set.of(StateNames.RELEASE_LOCK, StateNames.RELEASE_LOCK_AFTER_FAILURE))) {
            try {
                lock("own");
            } catch (FunctionError | TaskError e) {
                throw refused("the lock of its region cannot be taken again: " + e.getMessage(), e);
            }
        }
        if (holds(
                StateNames.TAKE_PEER_LOCK,
                Set.of(StateNames.RELEASE_PEER_LOCK, StateNames.RELEASE_PEER_LOCK_AFTER_FAILURE))) {
            try {
                lock("peer");
            } catch (FunctionError | TaskError e) { // the region may be lost since
                out.println("warning: the other region's lock cannot be taken again: " + e.getMessage());
            }
        }
    }

    /** A run behind its release is at its end: it needs no lock, and nobody would release it again. */
    private boolean holds(String taken, Set<String> released) {
        return summary.completed().contains(taken)
                && summary.completed().stream().noneMatch(released::contains)
                && summary.next().filter(released::contains).isEmpty();
    }

    private void lock(String side) throws CannotRunException, FunctionError, TaskError {
        JsonNode runbook = summary.variables().get("runbook");
        RunbookField region = side.equals("own") ? RunbookField.REGION : RunbookField.PEER_REGION;
        out.println("taking the lock of " + runbook.path(region.label()).asText() + " again");
        out.flush();
        ObjectNode request = AgentAction.LOCK
                .request()
                .put("side", side)
                .put("owner", summary.execution())
                .put("verb", summary.definition());
        request.set("leaseSeconds", runbook.path(RunbookField.LOCK_LEASE_SECONDS.label()));
        request.put("force", false);
        try {
            agent.invoke(runbook.path(RunbookField.AGENT_FUNCTION.label()).asText(), request);
        } catch (FunctionError e) {
            if (e.errorType().equals(LOCKED)) {
                throw refused(e.getMessage(), e);
            }
            throw e;
        }
    }

    private CannotRunException refused(String why, Exception origin) {
        return new CannotRunException(
                "journal " + summary.journal() + " was not resumed: " + why
                        + ". Nothing was done; resume it when that is over",
                origin);
    }
}
