package dev.drlab.contract.authority;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One region's control table, as the guard and the agent see it. Every write is conditional and answers whether its
 * condition held; reads are strongly consistent. Every method throws the SDK's
 * {@link software.amazon.awssdk.core.exception.SdkException} when the table cannot be reached; a write that failed so
 * may still have taken effect.
 *
 * <p>Item: key {@code pk = "authority"}; {@code epoch} (N), {@code region} (S), {@code confirmedAt} (N, milliseconds
 * since 1970), while drained {@code drainToken} (S) and {@code drainDeadline} (N, milliseconds since 1970), and where a
 * hand-over made it {@code handedOverBy} (S), the token of the drain that it ended.
 */
public final class ControlTable {
    private final DynamoDbClient client;
    private final String tableName;

    /** A view of the table {@code tableName} that {@code client} reaches; the client stays the caller's to close. */
    public ControlTable(DynamoDbClient client, String tableName) {
        this.client = Objects.requireNonNull(client, "client");
        this.tableName = Objects.requireNonNull(tableName, "tableName");
    }

    /** The record, or empty when none was ever written. */
    public Optional<AuthorityRecord> read() {
        Map<String, AttributeValue> item = client.getItem(GetItemRequest.builder()
                        .tableName(tableName)
                        .key(key())
                        .consistentRead(true)
                        .build())
                .item();
        return item == null || !item.containsKey("epoch") ? Optional.empty() : Optional.of(decode(item));
    }

    /**
     * Writes {@code next} if its epoch is above the present one. Writing the same epoch and region again succeeds, so a
     * write whose answer was lost can be repeated.
     */
    public boolean raise(AuthorityRecord next) {
        return update(
                "SET epoch = :next, #region = :region, confirmedAt = :now REMOVE drainToken, drainDeadline, handedOverBy",
                "attribute_not_exists(pk) OR epoch < :next OR (epoch = :next AND #region = :region)",
                Map.of(
                        ":next", number(next.epoch()),
                        ":region", AttributeValue.fromS(next.region()),
                        ":now", number(next.confirmedAt().toEpochMilli())),
                true);
    }

    /** Sets a drain if the epoch is still {@code epoch} and no other token holds one. */
    public boolean drain(long epoch, Drain drain) {
        return update(
                "SET drainToken = :token, drainDeadline = :deadline",
                "epoch = :epoch AND (attribute_not_exists(drainToken) OR drainToken = :token)",
                Map.of(
                        ":epoch", number(epoch),
                        ":token", AttributeValue.fromS(drain.token()),
                        ":deadline", number(drain.deadline().toEpochMilli())),
                false);
    }

    /**
     * As {@link #drain}, or in place of a drain that the same execution set before: one that is resumed sets its drain again.
     *
     * @param owner the execution, whose {@link Drain#by drain} it is
     */
    public boolean drainAgain(long epoch, Drain drain, String owner) {
        return update(
                "SET drainToken = :token, drainDeadline = :deadline",
                "epoch = :epoch AND (attribute_not_exists(drainToken) OR begins_with(drainToken, :owners))",
                Map.of(
                        ":epoch", number(epoch),
                        ":token", AttributeValue.fromS(drain.token()),
                        ":deadline", number(drain.deadline().toEpochMilli()),
                        ":owners", AttributeValue.fromS(Drain.prefixOf(owner))),
                false);
    }

    /** Removes the drain if the epoch is still {@code epoch} and {@code token} holds it. */
    public boolean undrain(long epoch, String token) {
        return update(
                "REMOVE drainToken, drainDeadline",
                "epoch = :epoch AND drainToken = :token",
                Map.of(":epoch", number(epoch), ":token", AttributeValue.fromS(token)),
                false);
    }

    /**
     * The point of no return of a switchover: gives authority to {@code next} if the epoch is still {@code epoch} and
     * {@code token} still drains it.
     */
    public boolean handOver(long epoch, String token, AuthorityRecord next) {
        return update(
                "SET epoch = :next, #region = :region, confirmedAt = :now, handedOverBy = :token"
                        + " REMOVE drainToken, drainDeadline",
                "epoch = :epoch AND drainToken = :token",
                Map.of(
                        ":epoch", number(epoch),
                        ":token", AttributeValue.fromS(token),
                        ":next", number(next.epoch()),
                        ":region", AttributeValue.fromS(next.region()),
                        ":now", number(next.confirmedAt().toEpochMilli())),
                true);
    }

    /** Notes that {@code region} was active at {@code at}, if it still holds {@code epoch}. */
    public boolean confirm(long epoch, String region, Instant at) {
        return update(
                "SET confirmedAt = :now",
                "epoch = :epoch AND #region = :region",
                Map.of(
                        ":epoch", number(epoch),
                        ":region", AttributeValue.fromS(region),
                        ":now", number(at.toEpochMilli())),
                true);
    }

    private boolean update(String update, String condition, Map<String, AttributeValue> values, boolean namesRegion) {
        UpdateItemRequest.Builder request = UpdateItemRequest.builder()
                .tableName(tableName)
                .key(key())
                .updateExpression(update)
                .conditionExpression(condition)
                .expressionAttributeValues(values);
        if (namesRegion) { // "region" is a reserved word of DynamoDB
            request.expressionAttributeNames(Map.of("#region", "region"));
        }
        try {
            client.updateItem(request.build());
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private static AuthorityRecord decode(Map<String, AttributeValue> item) {
        Optional<Drain> drain = item.containsKey("drainToken")
                ? Optional.of(new Drain(item.get("drainToken").s(), instant(item.get("drainDeadline"))))
                : Optional.empty();
        return new AuthorityRecord(
                Long.parseLong(item.get("epoch").n()),
                item.get("region").s(),
                instant(item.get("confirmedAt")),
                drain,
                Optional.ofNullable(item.get("handedOverBy")).map(AttributeValue::s));
    }

    private static Map<String, AttributeValue> key() {
        return Map.of(ControlTableNames.KEY, AttributeValue.fromS(ControlTableNames.AUTHORITY));
    }

    private static Instant instant(AttributeValue millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis.n()));
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
