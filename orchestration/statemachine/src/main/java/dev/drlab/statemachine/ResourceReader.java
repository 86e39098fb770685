package dev.drlab.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.statemachine.aws.AwsService;
import dev.drlab.statemachine.aws.SdkOperation;
import dev.drlab.statemachine.model.TaskResource;
import java.util.Optional;
import java.util.Set;

/** Reads what a Task calls, and refuses what the runner cannot call. */
final class ResourceReader {
    private static final Set<String> LAMBDA_ARGUMENTS = Set.of("FunctionName", "Payload");

    private final ObjectReader task;

    ResourceReader(ObjectReader task) {
        this.task = task;
    }

    TaskResource read() {
        String arn = task.text("Resource");
        Optional<TaskResource> resource = TaskResource.parse(arn);
        if (resource.isEmpty()) {
            task.refuse(
                    "Resource",
                    Rules.RESOURCE,
                    "unsupported resource '" + arn
                            + "'; the runner calls arn:aws:states:::aws-sdk:SERVICE:ACTION and arn:aws:states:::lambda:invoke,"
                            + " without .sync and .waitForTaskToken");
            return new TaskResource.LambdaInvoke();
        }
        if (resource.get() instanceof TaskResource.SdkCall call) {
            checkOperation(call);
        } else {
            checkLambdaArguments();
        }
        return resource.get();
    }

    private void checkOperation(TaskResource.SdkCall call) {
        Optional<AwsService> service = AwsService.named(call.service());
        if (service.isEmpty()) {
            task.refuse("Resource", Rules.SERVICE, "unknown service '" + call.service() + "'");
        } else if (SdkOperation.find(service.get(), call.action()).isEmpty()) {
            task.refuse(
                    "Resource",
                    Rules.ACTION,
                    "the service " + call.service() + " has no action '" + call.action() + "'"
                            + SdkOperation.closest(service.get(), call.action())
                                    .map(a -> "; there is '" + a + "'")
                                    .orElse(""));
        }
    }

    private void checkLambdaArguments() {
        if (!task.get("Arguments").path("FunctionName").isTextual()) {
            task.refuse("Arguments.FunctionName", Rules.MISSING, "lambda:invoke needs a FunctionName");
        }
        JsonNode payload = task.get("Arguments").path("Payload");
        if (payload.isNumber() || payload.isBoolean()) {
            task.refuse("Arguments.Payload", Rules.VALUE, "Payload must be an object, not the literal " + payload);
        }
        task.get("Arguments").fieldNames().forEachRemaining(field -> {
            if (!LAMBDA_ARGUMENTS.contains(field)) {
                task.refuse(
                        "Arguments." + field,
                        Rules.FIELD,
                        "lambda:invoke takes FunctionName and Payload here, not " + field);
            }
        });
    }
}
