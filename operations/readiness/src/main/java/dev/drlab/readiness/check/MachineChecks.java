package dev.drlab.readiness.check;

import dev.drlab.contract.digest.Sha256;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.statemachine.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;

/** The state machines and the agent of the region. */
final class MachineChecks {
    static final List<String> VERBS = List.of("activate", "reprotect");

    private static final int SHOWN = 12;

    private MachineChecks() {}

    static Seen definition(Subject subject) {
        List<Finding> findings = new ArrayList<>();
        List<String> facts = new ArrayList<>();
        String own = subject.own().region();
        for (String verb : VERBS) {
            Optional<DescribeStateMachineResponse> machine = subject.machine(verb);
            String deploy = "deploy the orchestration of " + own + " from this checkout, or take the checkout that is"
                    + " deployed";
            if (machine.isEmpty() || machine.get().status() != StateMachineStatus.ACTIVE) {
                findings.add(Finding.blocks("there is no active state machine " + verb + " in " + own, deploy));
                continue;
            }
            String deployed = Sha256.hex(machine.get().definition());
            String here = Definition.shipped(verb).sha256();
            facts.add(verb + " " + shown(deployed));
            if (!deployed.equals(here)) {
                findings.add(Finding.blocks(
                        "the deployed " + verb + " (" + shown(deployed) + ") is not the one of this checkout ("
                                + shown(here) + "): it was not rehearsed from here",
                        deploy));
            }
        }
        return new Seen("deployed are " + String.join(", ", facts), findings);
    }

    static Seen agent(Subject subject) {
        String own = subject.own().region();
        String name = subject.runbook().text(RunbookField.AGENT_FUNCTION);
        Optional<GetFunctionConfigurationResponse> agent = subject.agent();
        if (agent.isEmpty()) {
            return Seen.wrong(Finding.blocks(
                    "there is no function " + name + " in " + own, "deploy the orchestration of " + own));
        }
        State state = agent.get().state();
        LastUpdateStatus update = agent.get().lastUpdateStatus();
        List<Finding> findings = new ArrayList<>();
        if (state != State.ACTIVE) {
            findings.add(notActive(
                    state == State.INACTIVE,
                    "the function " + name + " in " + own + " is " + agent.get().stateAsString() + " ("
                            + agent.get().stateReason() + ")"));
        }
        if (update != LastUpdateStatus.SUCCESSFUL) {
            findings.add(Finding.blocks(
                    "the last update of " + name + " in " + own + " is "
                            + agent.get().lastUpdateStatusAsString() + " ("
                            + agent.get().lastUpdateStatusReason() + ")",
                    "deploy the orchestration of " + own + " again"));
        }
        return new Seen("the agent " + name + " is " + agent.get().stateAsString(), findings);
    }

    /** Lambda wakes an inactive function at its next call, which a move repeats until then. */
    private static Finding notActive(boolean inactive, String found) {
        String remedy = "invoke it with {\"action\": \"replicationStatus\"} until it is Active";
        return inactive
                ? Finding.warns(
                        found + ": a move would wait for it, about a minute",
                        remedy + "; its schedule, which calls it each day, does not run")
                : Finding.blocks(found + ": the first call of a move would fail", remedy);
    }

    private static String shown(String sha256) {
        return sha256.substring(0, SHOWN);
    }
}
