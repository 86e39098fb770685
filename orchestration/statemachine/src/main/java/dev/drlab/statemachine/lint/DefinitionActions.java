package dev.drlab.statemachine.lint;

import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.aws.AwsService;
import dev.drlab.statemachine.aws.SdkOperation;
import dev.drlab.statemachine.model.State;
import dev.drlab.statemachine.model.StateGraph;
import dev.drlab.statemachine.model.TaskResource;
import java.util.SortedSet;
import java.util.TreeSet;

/** The IAM actions that a definition's tasks are. Actions that those depend on (iam:PassRole and such) are not here. */
public final class DefinitionActions {
    private DefinitionActions() {}

    /** The actions, sorted, e.g. {@code rds:DescribeDBInstances} and {@code lambda:InvokeFunction}. */
    public static SortedSet<String> of(Definition definition) {
        SortedSet<String> actions = new TreeSet<>();
        collect(definition.machine().graph(), actions);
        return actions;
    }

    private static void collect(StateGraph graph, SortedSet<String> actions) {
        for (State state : graph.states().values()) {
            if (state instanceof State.Task task) {
                actions.add(action(task.resource()));
            } else if (state instanceof State.Parallel parallel) {
                parallel.branches().forEach(branch -> collect(branch, actions));
            }
        }
    }

    private static String action(TaskResource resource) {
        if (resource instanceof TaskResource.SdkCall call) {
            return AwsService.named(call.service())
                    .flatMap(service -> SdkOperation.find(service, call.action()))
                    .map(SdkOperation::iamAction)
                    .orElseThrow(() -> new IllegalArgumentException("unknown operation " + call.arn()));
        }
        return "lambda:InvokeFunction";
    }
}
