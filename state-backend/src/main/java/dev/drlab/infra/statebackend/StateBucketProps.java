package dev.drlab.infra.statebackend;

import dev.drlab.infra.common.Require;

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
        Require.text("name", name);
        Require.prefixed("kmsAlias", kmsAlias, "alias/");
        Require.text("partition", partition);
        Require.text("accountId", accountId);
        Require.between("noncurrentDays", noncurrentDays, 1, 3650);
    }
}
