package dev.drlab.breakglass;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabInternals;
import dev.drlab.lab.simulation.aws.call.Arns;
import dev.drlab.region.Cloud;
import dev.drlab.region.CloudRegion;
import dev.drlab.region.Identity;
import dev.drlab.statemachine.aws.AwsClients;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** A running lab's regions, each agent behind a Lambda client that answers as Lambda does for a Java function. */
final class LabCloud implements Cloud {
    private static final ObjectMapper JSON = Json.mapper();

    private final Lab lab;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private volatile Consumer<String> afterAction = action -> {};

    LabCloud(Lab lab) {
        this.lab = lab;
    }

    /** Called with an action's name after it took effect and before its answer is on its way. */
    void afterAction(Consumer<String> listener) {
        afterAction = listener;
    }

    /** The names of the errors that functions ended with. */
    List<String> errors() {
        return errors;
    }

    @Override
    public CloudRegion region(String name) {
        return new CloudRegion() {
            @Override
            public Identity identity() {
                return new Identity(Arns.ACCOUNT, "arn:aws:iam::" + Arns.ACCOUNT + ":user/lab");
            }

            @Override
            public void onCredentialsRefused(Consumer<String> listener) {
                // a lab has none
            }

            @Override
            public AwsClients clients() {
                return LabInternals.clients(lab, name);
            }

            @Override
            public LambdaClient lambda() {
                return new FakeLambda(request -> invoke(name, request));
            }

            @Override
            public void close() {
                // the lab's own
            }
        };
    }

    private InvokeResponse invoke(String region, InvokeRequest request) {
        JsonNode payload = parse(request.payload().asUtf8String());
        InvokeResponse response;
        try {
            response =
                    FakeLambda.answer(LabInternals.agent(lab, region, payload).toString());
        } catch (RuntimeException e) {
            errors.add(e.getClass().getName());
            ObjectNode document = JSON.createObjectNode()
                    .put("errorMessage", e.getMessage())
                    .put("errorType", e.getClass().getName());
            document.putArray("stackTrace");
            response = FakeLambda.failure(document.toString());
        }
        afterAction.accept(payload.path("action").asText());
        return response;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
