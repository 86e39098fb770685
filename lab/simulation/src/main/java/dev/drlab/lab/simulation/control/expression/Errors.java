package dev.drlab.lab.simulation.control.expression;

import dev.drlab.lab.simulation.aws.call.ServiceErrors;
import dev.drlab.refusals.DynamoDbRefusal;
import java.io.IOException;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** DynamoDB's refusals as the SDK throws them. */
public final class Errors {
    private static final String SERVICE = "DynamoDb";

    private Errors() {}

    /** {@code ValidationException}, status 400. */
    public static DynamoDbException validation(String message) {
        return (DynamoDbException)
                ServiceErrors.fill(DynamoDbException.builder(), SERVICE, 400, "ValidationException", message)
                        .build();
    }

    /** For what the table of refusals has, and the SDK has no class for. */
    public static DynamoDbException refused(DynamoDbRefusal refusal, String message) {
        return (DynamoDbException)
                ServiceErrors.fill(DynamoDbException.builder(), SERVICE, refusal.status(), refusal.code(), message)
                        .build();
    }

    static DynamoDbException invalid(String expressionKind, String why) {
        return validation("Invalid " + expressionKind + ": " + why);
    }

    /** For what DynamoDB takes and the lab does not. */
    public static DynamoDbException notModelled(String what) {
        return validation("the lab's control table does not model " + what);
    }

    /** @param target the request's {@code X-Amz-Target}, or null */
    public static DynamoDbException unknownOperation(String target) {
        return (DynamoDbException) ServiceErrors.fill(
                        DynamoDbException.builder(),
                        SERVICE,
                        400,
                        "UnknownOperationException",
                        "the lab's control endpoint does not model the operation " + target)
                .build();
    }

    /** @param item handed to the caller; empty for none */
    public static ConditionalCheckFailedException conditionFailed(Map<String, AttributeValue> item) {
        ConditionalCheckFailedException.Builder builder = ServiceErrors.fill(
                ConditionalCheckFailedException.builder(),
                SERVICE,
                DynamoDbRefusal.CONDITION_NOT_MET.status(),
                DynamoDbRefusal.CONDITION_NOT_MET.code(),
                "The conditional request failed");
        return item.isEmpty() ? builder.build() : builder.item(item).build();
    }

    /** {@code ResourceNotFoundException}: the lab has no such table. */
    public static ResourceNotFoundException tableNotFound() {
        return ServiceErrors.fill(
                        ResourceNotFoundException.builder(),
                        SERVICE,
                        DynamoDbRefusal.TABLE_NOT_FOUND.status(),
                        DynamoDbRefusal.TABLE_NOT_FOUND.code(),
                        "Requested resource not found")
                .build();
    }

    /** {@code InternalServerError}: the item could not be written to its file. */
    public static InternalServerErrorException notStored(IOException cause) {
        return ServiceErrors.fill(
                        InternalServerErrorException.builder(),
                        SERVICE,
                        500,
                        "InternalServerError",
                        "the control table's file could not be written: " + cause)
                .cause(cause)
                .build();
    }
}
