package dev.drlab.contract.authority;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Who holds the lock of a region, which lets one state machine at a time act on it. Item of the control table: key {@code pk =
 * "lock"}; {@code lockOwner}, {@code verb} (S), {@code heartbeat} (N, milliseconds since 1970). The agent writes it,
 * readiness reads it.
 *
 * @param owner the execution's name
 * @param verb what it runs: {@code activate} or {@code reprotect}
 * @param heartbeat when it last showed that it is at work, in milliseconds
 */
public record LockItem(String owner, String verb, Instant heartbeat) {
    /** The attribute of {@link #owner}. */
    public static final String OWNER = "lockOwner";
    /** The attribute of {@link #verb}. */
    public static final String VERB = "verb";
    /** The attribute of {@link #heartbeat}. */
    public static final String HEARTBEAT = "heartbeat";

    /** The item's key. */
    public static Map<String, AttributeValue> key() {
        return Map.of(ControlTableNames.KEY, AttributeValue.fromS(ControlTableNames.LOCK));
    }

    /** Reads an item as DynamoDB gives it; empty when there is none, or none with an owner. */
    public static Optional<LockItem> of(Map<String, AttributeValue> item) {
        return item == null || !item.containsKey(OWNER)
                ? Optional.empty()
                : Optional.of(new LockItem(
                        item.get(OWNER).s(),
                        item.get(VERB).s(),
                        Instant.ofEpochMilli(Long.parseLong(item.get(HEARTBEAT).n()))));
    }

    /** A time as the item has it. */
    public static AttributeValue time(Instant at) {
        return AttributeValue.fromN(Long.toString(at.toEpochMilli()));
    }
}
