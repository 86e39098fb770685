package dev.drlab.agent.lambda;

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
record Tls(Optional<String> authorities) {
    /** What is wrong with the file, if anything. */
    Optional<String> problem() {
        return authorities
                .filter(file -> !Files.isReadable(Path.of(file)))
                .map(file -> "DRLAB_DB_CA_FILE is '" + file + "', which cannot be read; see docs/agent.md");
    }

    /** The URL with the parameters added. */
    String applyTo(String url) {
        if (url.isEmpty() || url.contains("sslmode=")) {
            return url;
        }
        String parameters = authorities
                .map(file -> "sslmode=verify-full&sslrootcert=" + file)
                .orElse("sslmode=require");
        return url + (url.contains("?") ? "&" : "?") + parameters;
    }
}
