package dev.drlab.verifier.database;

import java.util.Objects;
import java.util.Optional;

/**
 * A database role and how it authenticates.
 *
 * @param user the role's name
 * @param password its password; empty lets the driver look in the pgpass file
 */
public record Login(String user, Optional<String> password) {
    /** Checks that the role has a name. */
    public Login {
        Objects.requireNonNull(password, "password");
        if (user == null || user.isBlank()) {
            throw new IllegalArgumentException("a login needs the name of a role");
        }
    }

    /** A role with its password. */
    public static Login of(String user, String password) {
        return new Login(user, Optional.of(password));
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}
