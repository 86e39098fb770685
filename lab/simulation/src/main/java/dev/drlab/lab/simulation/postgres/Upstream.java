package dev.drlab.lab.simulation.postgres;

import java.util.Objects;

/**
 * Where a replica gets its WAL from.
 *
 * @param host and {@code port}: where it connects to; a link's relay, when the primary is in another region
 * @param password of the replication role
 * @param slot the physical replication slot on the primary; lower-case letters, digits and underscores
 * @param applicationName how the primary's {@code pg_stat_replication} calls the replica
 */
public record Upstream(String host, int port, String password, String slot, String applicationName) {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException for a slot name that PostgreSQL would refuse, or a port out of range
     */
    public Upstream {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(applicationName, "applicationName");
        if (!slot.matches("[a-z0-9_]{1,63}")) {
            throw new IllegalArgumentException(
                    "'" + slot + "' is no slot name: use at most 63 lower-case letters, digits and underscores");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
    }

    /** The value of {@code primary_conninfo}, not yet quoted for the configuration file. */
    String connectionInfo() {
        return "host=" + quote(host) + " port=" + port + " user=" + DatabaseSetup.REPLICATION_ROLE + " password="
                + quote(password) + " application_name=" + quote(applicationName) + " sslmode=disable";
    }

    private static String quote(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
