package dev.drlab.lab.simulation.aws;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Stands in for a service task: answers every request with 200, or ends at once when told to fail. */
final class HealthyServer {
    private HealthyServer() {}

    /** Listens on the port in {@code TEST_PORT}; ends with 1 if the file in {@code TEST_FAIL} exists. */
    public static void main(String[] arguments) throws IOException {
        if (new java.io.File(System.getenv("TEST_FAIL")).exists()) {
            System.err.println("told to fail");
            System.exit(1);
        }
        int port = Integer.parseInt(System.getenv("TEST_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }
}
