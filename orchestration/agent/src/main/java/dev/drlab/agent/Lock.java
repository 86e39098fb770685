package dev.drlab.agent;

import dev.drlab.contract.authority.ControlTableNames;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The lock of one region: one state machine at a time acts on it. Item: key {@code pk = "lock"}; {@code lockOwner},
 * {@code verb} (S), {@code heartbeat} (N, milliseconds since 1970).
 */
final class Lock {
    private static final Map<String, AttributeValue> KEY =
            Map.of(ControlTableNames.KEY, AttributeValue.fromS(ControlTableNames.LOCK));

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
                .key(KEY)
                .updateExpression("SET lockOwner = :owner, verb = :verb, heartbeat = :now");
        Map<String, AttributeValue> values = Map.of(
                ":owner", AttributeValue.fromS(owner),
                ":verb", AttributeValue.fromS(verb),
                ":now", millis(now));
        if (force) {
            client.updateItem(request.expressionAttributeValues(values).build());
            return;
        }
        Map<String, AttributeValue> conditional = new HashMap<>(values);
        conditional.put(":expired", millis(now.minus(lease)));
        request.expressionAttributeValues(conditional)
                .conditionExpression("attribute_not_exists(pk) OR lockOwner = :owner OR heartbeat < :expired")
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        try {
            client.updateItem(request.build());
        } catch (ConditionalCheckFailedException e) {
            throw held(e.item(), lease, now);
        }
    }

    /** Releases the lock if {@code owner} holds it; otherwise does nothing. */
    void release(String owner) {
        try {
            client.deleteItem(DeleteItemRequest.builder()
                    .tableName(tableName)
                    .key(KEY)
                    .conditionExpression("lockOwner = :owner")
                    .expressionAttributeValues(Map.of(":owner", AttributeValue.fromS(owner)))
                    .build());
        } catch (ConditionalCheckFailedException e) {
            // Already released, or taken over after its heartbeat expired: not ours to remove.
        }
    }

    private static AgentException.Locked held(Map<String, AttributeValue> item, Duration lease, Instant now) {
        if (item == null || !item.containsKey("lockOwner")) {
            return new AgentException.Locked("another execution holds the lock; try again when it has ended");
        }
        Instant heartbeat =
                Instant.ofEpochMilli(Long.parseLong(item.get("heartbeat").n()));
        long left = Math.max(0, Duration.between(now, heartbeat.plus(lease)).toSeconds() + 1);
        return new AgentException.Locked(
                item.get("verb").s() + " '" + item.get("lockOwner").s()
                        + "' holds the lock; if it is dead, the lock falls free in " + left + " s, or use force");
    }

    private static AttributeValue millis(Instant instant) {
        return AttributeValue.fromN(Long.toString(instant.toEpochMilli()));
    }
}
