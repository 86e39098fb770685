package dev.drlab.service;

import dev.drlab.contract.environment.Variables;
import dev.drlab.contract.service.Paths;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Asks the task in the same container whether it is alive, for the image's {@code HEALTHCHECK}: the image has no shell and no
 * HTTP client. Exits with 0 when {@code GET /healthz} answers 200, else with 1; the reason is on standard error.
 */
public final class HealthProbe {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);
    private static final String EVERY_ADDRESS = "0.0.0.0";

    private HealthProbe() {}

    /** Reads {@code DRLAB_HOST} and {@code DRLAB_PORT} as the task does. */
    public static void main(String[] args) {
        try {
            int status = status(url(System.getenv()));
            if (status != HttpURLConnection.HTTP_OK) {
                System.err.println(Paths.HEALTHZ + " answers " + status);
                System.exit(1);
            }
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(Paths.HEALTHZ + " does not answer: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Where the task with this environment answers; one that listens on every address is asked on the loopback interface.
     *
     * @throws IllegalArgumentException without a port
     */
    static URI url(Map<String, String> environment) {
        String host = environment.getOrDefault(Variables.HOST, EVERY_ADDRESS);
        String port = environment.get(Variables.PORT);
        if (port == null || port.isBlank()) {
            throw new IllegalArgumentException(Variables.PORT + " is not set; set it to the port of the task");
        }
        return URI.create("http://" + (host.equals(EVERY_ADDRESS) ? "127.0.0.1" : host) + ":" + port + Paths.HEALTHZ);
    }

    /** The answer to a GET, 5 s at most for each of connection and answer. */
    static int status(URI url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setConnectTimeout((int) TIME_LIMIT.toMillis());
        connection.setReadTimeout((int) TIME_LIMIT.toMillis());
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
