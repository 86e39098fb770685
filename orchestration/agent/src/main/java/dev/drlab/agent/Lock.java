package dev.drlab.agent;

import dev.drlab.contract.authority.ControlTableNames;
import dev.drlab.contract.authority.LockItem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The lock of one region: one state machine at a time acts on it. The item in the control table is a {@link LockItem}. */
final class Lock {
    private final DynamoDbClient client;
    private final String tableName;

    Lock(DynamoDbClient client, String tableName) {
        this.client = client;
        this.tableName = tableName;
    }

    /**
     * Takes the lock, or refreshes its heartbeat when {@code owner} holds it already. Takes it over from another owner
     * only when that one's heartbeat is older than {@code lease}, or with {@code force}.
     *
     * @throws AgentException.Locked naming the owner, its verb and when the lock falls free
     */
    void take(String owner, String verb, Duration lease, boolean force, Instant now) {
        UpdateItemRequest.Builder request = UpdateItemRequest.builder()
                .tableName(tableName)
                .key(LockItem.key())
                .updateExpression("SET " + LockItem.OWNER + " = :owner, " + LockItem.VERB + " = :verb, "
                        + LockItem.HEARTBEAT + " = :now");
        Map<String, AttributeValue> values = Map.of(
                ":owner", AttributeValue.fromS(owner),
                ":verb", AttributeValue.fromS(verb),
                ":now", LockItem.time(now));
        if (force) {
            client.updateItem(request.expressionAttributeValues(values).build());
            return;
        }
        Map<String, AttributeValue> conditional = new HashMap<>(values);
        conditional.put(":expired", LockItem.time(now.minus(lease)));
        request.expressionAttributeValues(conditional)
                .conditionExpression("attribute_not_exists(" + ControlTableNames.KEY + ") OR " + LockItem.OWNER
                        + " = :owner OR " + LockItem.HEARTBEAT + " < :expired")
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        try {
            client.updateItem(request.build());
        } catch (ConditionalCheckFailedException e) {
            throw held(LockItem.of(e.item()), lease, now);
        }
    }

    /** Releases the lock if {@code owner} holds it; otherwise does nothing. */
    void release(String owner) {
        try {
            client.deleteItem(DeleteItemRequest.builder()
                    .tableName(tableName)
                    .key(LockItem.key())
                    .conditionExpression(LockItem.OWNER + " = :owner")
                    .expressionAttributeValues(Map.of(":owner", AttributeValue.fromS(owner)))
                    .build());
        } catch (ConditionalCheckFailedException e) {
            // Already released, or taken over after its heartbeat expired: not ours to remove.
        }
    }

    private static AgentException.Locked held(Optional<LockItem> item, Duration lease, Instant now) {
        if (item.isEmpty()) {
            return new AgentException.Locked("another execution holds the lock; try again when it has ended");
        }
        LockItem holder = item.get();
        long left = Math.max(
                0, Duration.between(now, holder.heartbeat().plus(lease)).toSeconds() + 1);
        return new AgentException.Locked(holder.verb() + " '" + holder.owner()
                + "' holds the lock; if it is dead, the lock falls free in " + left + " s, or use force");
    }
}
