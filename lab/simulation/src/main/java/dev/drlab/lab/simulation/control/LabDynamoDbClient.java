package dev.drlab.lab.simulation.control;

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

/**
 * A {@link ControlStore} as the SDK's client, in process. Hand it out behind
 * {@link dev.drlab.lab.simulation.aws.fault.FaultyDynamoDb} so that it goes dark with its region.
 */
public final class LabDynamoDbClient implements DynamoDbClient {
    private final ControlStore store;

    /** A client of {@code store}. */
    public LabDynamoDbClient(ControlStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return store.get(request);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return store.put(request);
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return store.update(request);
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return store.delete(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: the store outlives its clients. */
    @Override
    public void close() {}
}
