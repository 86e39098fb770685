package dev.drlab.refusals;

/**
 * A row of the table: a call that AWS refuses, when, with which error, and where that is written. Each service has an enum
 * of its own; {@link RefusalTable} has them all. A row that no test trips fails the build, and
 * {@code docs/control-plane.md} shows exactly these rows.
 */
public sealed interface Refusal
        permits CloudWatchRefusal,
                DynamoDbRefusal,
                EcsRefusal,
                RdsRefusal,
                ScalingRefusal,
                SecretsManagerRefusal,
                SnsRefusal,
                SsmRefusal {
    /** Its name in the table, unlike that of every other row. */
    String name();

    /** The row of the table. */
    Row row();

    /** The error's code as it comes over the wire. */
    default String code() {
        return row().code();
    }

    /** The answer's HTTP status, 400 to 499. */
    default int status() {
        return row().status();
    }
}
