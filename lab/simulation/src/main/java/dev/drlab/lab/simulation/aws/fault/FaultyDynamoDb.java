package dev.drlab.lab.simulation.aws.fault;

import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** DynamoDB behind a {@link FaultInjector}: the operations that the lab models, see the package. */
public final class FaultyDynamoDb implements DynamoDbClient {
    private final FaultInjector faults;
    private final DynamoDbClient dynamoDb;

    /** {@code dynamoDb} behind {@code faults}. */
    public FaultyDynamoDb(FaultInjector faults, DynamoDbClient dynamoDb) {
        this.faults = Objects.requireNonNull(faults, "faults");
        this.dynamoDb = Objects.requireNonNull(dynamoDb, "dynamoDb");
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return faults.call(DynamoDbClient.class, "getItem", request, dynamoDb::getItem);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return faults.call(DynamoDbClient.class, "putItem", request, dynamoDb::putItem);
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return faults.call(DynamoDbClient.class, "updateItem", request, dynamoDb::updateItem);
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return faults.call(DynamoDbClient.class, "deleteItem", request, dynamoDb::deleteItem);
    }

    @Override
    public String serviceName() {
        return dynamoDb.serviceName();
    }

    @Override
    public void close() {
        dynamoDb.close();
    }
}
