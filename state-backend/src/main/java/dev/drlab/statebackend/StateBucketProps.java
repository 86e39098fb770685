package dev.drlab.statebackend;

/**
 * @param name of the bucket
 * @param kmsAlias alias of the bucket's own key, with the prefix {@code alias/}
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param accountId account, or a token of it
 * @param noncurrentDays days that replaced states are kept, 1 to 3650
 */
public record StateBucketProps(String name, String kmsAlias, String partition, String accountId, int noncurrentDays) {
    /** @throws IllegalArgumentException if a part is empty, malformed or out of range */
    public StateBucketProps {
        text("name", name);
        alias("kmsAlias", kmsAlias);
        text("partition", partition);
        text("accountId", accountId);
        if (noncurrentDays < 1 || noncurrentDays > 3650) {
            throw new IllegalArgumentException("noncurrentDays is " + noncurrentDays + ": it must be from 1 to 3650");
        }
    }

    static String text(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is \"" + value + "\": it must not be empty");
        }
        return value;
    }

    static String alias(String name, String value) {
        if (!text(name, value).startsWith("alias/")) {
            throw new IllegalArgumentException(name + " is \"" + value + "\": it must begin with alias/");
        }
        return value;
    }
}
