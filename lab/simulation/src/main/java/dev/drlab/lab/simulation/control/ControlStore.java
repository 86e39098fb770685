package dev.drlab.lab.simulation.control;

import dev.drlab.contract.authority.ControlTableNames;
import dev.drlab.lab.simulation.aws.call.ModelledMembers;
import dev.drlab.lab.simulation.aws.call.ServiceFailures;
import dev.drlab.lab.simulation.control.expression.Condition;
import dev.drlab.lab.simulation.control.expression.Errors;
import dev.drlab.lab.simulation.control.expression.Expressions;
import dev.drlab.lab.simulation.control.expression.Update;
import dev.drlab.lab.simulation.control.expression.Values;
import dev.drlab.refusals.DynamoDbRefusal;
import dev.drlab.refusals.model.RequestConstraints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * One table with the key {@code pk} (S), as DynamoDB would keep it: conditional single-item writes, one at a time, each
 * on disk before it is answered. Reads are always strongly consistent. Thread-safe.
 *
 * <p>Every operation throws {@code DynamoDbException} with code {@code ValidationException} for what DynamoDB refuses
 * and, by name, for what is not modelled; {@code ResourceNotFoundException} for another table;
 * {@code InternalServerErrorException} when the file cannot be written. A write whose condition does not hold throws
 * {@code ConditionalCheckFailedException} and changes nothing.
 */
public final class ControlStore {
    /** The key attribute. */
    public static final String KEY = ControlTableNames.KEY;

    private static final int MAX_KEY_BYTES = 2048;
    private static final int MAX_ITEM_BYTES = 400 * 1024;

    private static final Set<String> KEY_MEMBERS = Set.of("TableName", "Key");
    private static final Set<String> WRITE_MEMBERS = Set.of(
            "TableName",
            "ConditionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure");

    private static final RequestConstraints CONSTRAINTS = RequestConstraints.shipped();

    private final String tableName;
    private final ItemFile file;
    private final Object writing = new Object();
    private volatile Map<String, Map<String, AttributeValue>> items;

    private ControlStore(String tableName, ItemFile file) throws IOException {
        this.tableName = Objects.requireNonNull(tableName, "tableName");
        this.file = file;
        this.items = Map.copyOf(file.read());
    }

    /**
     * The table {@code tableName} with the items of {@code file}, which is made with its directory at need. One store at
     * a time may use a file.
     *
     * @throws IOException when the file cannot be read, or is no control table's
     */
    public static ControlStore open(String tableName, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return new ControlStore(tableName, new ItemFile(file));
    }

    /** The table's name. */
    public String tableName() {
        return tableName;
    }

    /** The item under the key; a response without item when there is none. */
    public GetItemResponse get(GetItemRequest request) {
        requireModelled("GetItem", request, union(KEY_MEMBERS, Set.of("ConsistentRead")));
        requireTable(request.tableName());
        Map<String, AttributeValue> item = items.get(key(request.key()));
        return item == null
                ? GetItemResponse.builder().build()
                : GetItemResponse.builder().item(item).build();
    }

    /** Replaces the item under its key if the condition holds. */
    public PutItemResponse put(PutItemRequest request) {
        requireModelled("PutItem", request, union(WRITE_MEMBERS, Set.of("Item")));
        requireTable(request.tableName());
        Map<String, AttributeValue> item = canonical(request.item());
        Expressions expressions = Expressions.of(
                request.conditionExpression(),
                null,
                request.expressionAttributeNames(),
                request.expressionAttributeValues());
        Returned returned = Returned.ofReplacement(request.returnValuesAsString());
        Change change = change(
                itemKey(item), expressions.condition(), request.returnValuesOnConditionCheckFailure(), old -> item);
        return PutItemResponse.builder()
                .attributes(returned.from(change, item.keySet()))
                .build();
    }

    /** Updates the item under the key, made at need, if the condition holds. */
    public UpdateItemResponse update(UpdateItemRequest request) {
        requireModelled("UpdateItem", request, union(KEY_MEMBERS, union(WRITE_MEMBERS, Set.of("UpdateExpression"))));
        requireTable(request.tableName());
        String key = key(request.key());
        Expressions expressions = Expressions.of(
                request.conditionExpression(),
                request.updateExpression(),
                request.expressionAttributeNames(),
                request.expressionAttributeValues());
        Update update = expressions.update();
        if (update.touched().contains(KEY)) {
            throw Errors.refused(
                    DynamoDbRefusal.KEY_CHANGED,
                    "One or more parameter values were invalid: Cannot update attribute " + KEY
                            + ". This attribute is part of the key");
        }
        Returned returned = Returned.ofUpdate(request.returnValuesAsString());
        Change change = change(
                key,
                expressions.condition(),
                request.returnValuesOnConditionCheckFailure(),
                old -> update.applyTo(old.isEmpty() ? Map.of(KEY, AttributeValue.fromS(key)) : old));
        return UpdateItemResponse.builder()
                .attributes(returned.from(change, update.touched()))
                .build();
    }

    /** Removes the item under the key, if there is one, if the condition holds. */
    public DeleteItemResponse delete(DeleteItemRequest request) {
        requireModelled("DeleteItem", request, union(KEY_MEMBERS, WRITE_MEMBERS));
        requireTable(request.tableName());
        Expressions expressions = Expressions.of(
                request.conditionExpression(),
                null,
                request.expressionAttributeNames(),
                request.expressionAttributeValues());
        Returned returned = Returned.ofReplacement(request.returnValuesAsString());
        Change change = change(
                key(request.key()),
                expressions.condition(),
                request.returnValuesOnConditionCheckFailure(),
                old -> Map.of());
        return DeleteItemResponse.builder()
                .attributes(returned.from(change, Set.of()))
                .build();
    }

    /** Makes one write: condition, file, memory, in that order, so that a failed write changes nothing. */
    private Change change(
            String key, Condition condition, ReturnValuesOnConditionCheckFailure onFailure, Rewrite rewrite) {
        synchronized (writing) {
            Map<String, AttributeValue> old = items.getOrDefault(key, Map.of());
            if (!condition.holds(old)) {
                throw Errors.conditionFailed(onFailure == ReturnValuesOnConditionCheckFailure.ALL_OLD ? old : Map.of());
            }
            Map<String, AttributeValue> changed = Map.copyOf(rewrite.of(old));
            requireSize(changed);
            Map<String, Map<String, AttributeValue>> next = new HashMap<>(items);
            if (changed.isEmpty()) {
                next.remove(key);
            } else {
                next.put(key, changed);
            }
            try {
                file.write(next);
            } catch (IOException e) {
                throw Errors.notStored(e);
            }
            items = Map.copyOf(next);
            return new Change(old, changed);
        }
    }

    private void requireTable(String name) {
        if (!name.equals(tableName)) {
            throw Errors.tableNotFound();
        }
    }

    /** The service's own model first, as DynamoDB does, then what the lab knows of the operation. */
    private static void requireModelled(String operation, SdkPojo request, Set<String> members) {
        List<String> violations = CONSTRAINTS.violations("DynamoDb", operation, request);
        if (!violations.isEmpty()) {
            throw ServiceFailures.invalid(DynamoDbClient.class, violations);
        }
        ModelledMembers.firstOther(request, members).ifPresent(member -> {
            throw Errors.notModelled(operation + " with " + member);
        });
    }

    private static String key(Map<String, AttributeValue> key) {
        AttributeValue value = key.get(KEY);
        if (key.size() != 1 || value == null || value.type() != AttributeValue.Type.S) {
            throw Errors.refused(DynamoDbRefusal.KEY_MISMATCH, "The provided key element does not match the schema");
        }
        return sound(value.s());
    }

    private static String itemKey(Map<String, AttributeValue> item) {
        AttributeValue value = item.get(KEY);
        if (value == null) {
            throw Errors.refused(
                    DynamoDbRefusal.KEY_MISSING,
                    "One or more parameter values were invalid: Missing the key " + KEY + " in the item");
        }
        if (value.type() != AttributeValue.Type.S) {
            throw Errors.refused(
                    DynamoDbRefusal.KEY_MISSING,
                    "One or more parameter values were invalid: Type mismatch for key " + KEY + " expected: S actual: "
                            + value.type());
        }
        return sound(value.s());
    }

    private static String sound(String key) {
        if (key.isEmpty()) {
            throw Errors.refused(
                    DynamoDbRefusal.EMPTY_KEY,
                    "One or more parameter values are not valid. The AttributeValue for a key attribute"
                            + " cannot contain an empty string value. Key: " + KEY);
        }
        if (Values.bytes(key) > MAX_KEY_BYTES) {
            throw Errors.refused(
                    DynamoDbRefusal.KEY_TOO_LONG,
                    "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of"
                            + " 2048 bytes");
        }
        return key;
    }

    private static void requireSize(Map<String, AttributeValue> item) {
        int bytes = item.entrySet().stream()
                .mapToInt(entry -> Values.bytes(entry.getKey()) + Values.bytes(entry.getValue()))
                .sum();
        if (bytes > MAX_ITEM_BYTES) {
            throw Errors.refused(DynamoDbRefusal.ITEM_TOO_LARGE, "Item size has exceeded the maximum allowed size");
        }
    }

    private static Map<String, AttributeValue> canonical(Map<String, AttributeValue> item) {
        item.forEach((name, value) -> Values.check("Item " + name, value));
        return item.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Values.canonical(entry.getValue())));
    }

    private static Set<String> union(Set<String> left, Set<String> right) {
        Set<String> both = new HashSet<>(left);
        both.addAll(right);
        return both;
    }

    @FunctionalInterface
    private interface Rewrite {
        /** The item to keep; empty to keep none. */
        Map<String, AttributeValue> of(Map<String, AttributeValue> old);
    }
}
