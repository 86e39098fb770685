package dev.drlab.infra.stacks.deploy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The AWS emulator, <a href="https://docs.getmoto.org/">moto</a>, as a process on a free port. */
final class MotoServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final URI uri;

    private MotoServer(ChildProcess process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Starts {@code moto_server} from the PATH; its log goes to a file in the directory. */
    static MotoServer start(Path directory) throws IOException {
        return start(directory, Map.of());
    }

    /** Starts it with additional environment variables. */
    static MotoServer start(Path directory, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        // AWS's managed policies are loaded, and certificates are issued after 1 s.
        environment.put("MOTO_IAM_LOAD_MANAGED_POLICIES", "true");
        environment.put("MOTO_ACM_VALIDATION_WAIT", "1");
        int port = FreePort.next();
        Path log = directory.resolve("moto.log");
        ChildProcess process = ChildProcess.start(
                List.of("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port)), directory, environment, log);
        MotoServer server = new MotoServer(process, URI.create("http://127.0.0.1:" + port));
        try {
            Awaitility.await("moto_server answers, see " + log)
                    .atMost(START)
                    .until(() -> !process.isAlive() || server.answers());
            if (!process.isAlive()) {
                throw new IOException("moto_server ended at once: " + Files.readString(log));
            }
            return server;
        } catch (RuntimeException | IOException e) {
            process.close();
            throw e;
        }
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }

    private boolean answers() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) uri.resolve("/moto-api/").toURL().openConnection();
        try {
            return connection.getResponseCode() < 500;
        } catch (SocketException e) {
            return false;
        } finally {
            connection.disconnect();
        }
    }
}
