package dev.drlab.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How database connections are encrypted, as parameters of the JDBC URL. With a file of certificate authorities the
 * server's certificate and host name are verified ({@code sslmode=verify-full}); without one the connection is
 * encrypted but the server's identity is not checked ({@code sslmode=require}). A URL that sets {@code sslmode} itself
 * stays as it is. Source: pgJDBC documentation, "Using SSL"; RDS certificates are not in the JDK's trust store.
 *
 * @param authorities a PEM file, such as the RDS bundle global-bundle.pem
 */
public record DatabaseTls(Optional<String> authorities) {
    private static final String VARIABLE = "DRLAB_DB_CA_FILE";

    /** Takes the file from {@code DRLAB_DB_CA_FILE}; one that cannot be read is a problem. */
    public static DatabaseTls from(EnvironmentReader in) {
        Optional<String> file = in.optional(VARIABLE);
        file.filter(f -> !Files.isReadable(Path.of(f)))
                .ifPresent(f -> in.problem(VARIABLE + " is '" + f + "', which cannot be read"));
        return new DatabaseTls(file);
    }

    /** The URL with the parameters added. */
    public String applyTo(String url) {
        if (url.isEmpty() || url.contains("sslmode=")) {
            return url;
        }
        String parameters = authorities
                .map(file -> "sslmode=verify-full&sslrootcert=" + file)
                .orElse("sslmode=require");
        return url + (url.contains("?") ? "&" : "?") + parameters;
    }
}
