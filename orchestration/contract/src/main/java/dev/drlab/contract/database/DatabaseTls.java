package dev.drlab.contract.database;

import dev.drlab.contract.environment.EnvironmentReader;
import dev.drlab.contract.environment.Variables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How database connections are encrypted, as parameters of the JDBC URL: the server's certificate and host name are
 * verified ({@code sslmode=verify-full}), against the authorities of RDS or those of a file. A URL that sets
 * {@code sslmode} itself stays as it is. Source: pgJDBC documentation, "Using SSL".
 *
 * @param authorities a PEM file
 */
public record DatabaseTls(String authorities) {

    /** Takes the file from {@code DRLAB_DB_CA_FILE}, else {@link RdsAuthorities}; one that cannot be read is a problem. */
    public static DatabaseTls from(EnvironmentReader in) {
        Optional<String> file = in.optional(Variables.DB_CA_FILE);
        file.filter(f -> !Files.isReadable(Path.of(f)))
                .ifPresent(f -> in.problem(Variables.DB_CA_FILE + " is '" + f + "', which cannot be read"));
        return new DatabaseTls(file.orElseGet(() -> RdsAuthorities.file().toString()));
    }

    /** The URL with the parameters added. */
    public String applyTo(String url) {
        if (url.isEmpty() || url.contains("sslmode=")) {
            return url;
        }
        return url + (url.contains("?") ? "&" : "?") + "sslmode=verify-full&sslrootcert=" + authorities;
    }
}
