package dev.drlab.contract.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The item as it lies in control tables that are in use: its names and kinds cannot change. */
class LockItemTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_123L);

    @Test
    void readsWhoHoldsIt() {
        assertThat(LockItem.of(Map.of(
                        "pk", fromS("lock"),
                        "lockOwner", fromS("run-1"),
                        "verb", fromS("activate"),
                        "heartbeat", fromN("1700000000123"))))
                .contains(new LockItem("run-1", "activate", NOW));
        assertThat(LockItem.key()).isEqualTo(Map.of("pk", fromS("lock")));
        assertThat(LockItem.time(NOW)).isEqualTo(fromN("1700000000123"));
    }

    @Test
    void noItemAndNoOwnerAreNobody() {
        assertThat(LockItem.of(null)).isEmpty();
        assertThat(LockItem.of(Map.of())).isEmpty();
        assertThat(LockItem.of(Map.of("pk", fromS("lock")))).isEmpty();
    }
}
