package dev.drlab.region;

import java.util.Objects;

/**
 * Who calls AWS.
 *
 * @param account 12 digits
 * @param arn of the user or of the role's session
 */
public record Identity(String account, String arn) {
    /** @throws NullPointerException if a component is null */
    public Identity {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(arn, "arn");
    }
}
