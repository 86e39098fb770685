package dev.drlab.verifier.database;

import java.util.Objects;

/**
 * One of the two databases of a run. Which one is the writer is found out from the databases, not from their order.
 *
 * @param name how reports call it, such as a region
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}, without credentials
 * @param writer the role that inserts and deletes canaries
 * @param reader the role that looks at either database; apart from the writer, because a drain closes that one
 */
public record Endpoint(String name, String jdbcUrl, Login writer, Login reader) {
    /** Checks that it is a PostgreSQL URL. */
    public Endpoint {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(writer, "writer");
        Objects.requireNonNull(reader, "reader");
        if (jdbcUrl == null || !jdbcUrl.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "endpoint " + name + ": the URL must start with jdbc:postgresql: but is " + jdbcUrl);
        }
    }
}
