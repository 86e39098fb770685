package dev.drlab.infra.stacks.deploy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executors;

/**
 * Lambda's runtime for a handler, as a process with the function's environment. An exception becomes an error document
 * with the class's name (Lambda Developer Guide, "Lambda function errors in Java").
 */
final class FunctionProcess {
    private FunctionProcess() {}

    /** {@code arguments}: the file to which the port is written, and the handler's class. */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        RequestStreamHandler handler = Class.forName(arguments[1])
                .asSubclass(RequestStreamHandler.class)
                .getConstructor()
                .newInstance();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> answer(handler, exchange));
        server.start();
        Path port = Path.of(arguments[0]);
        Path written = port.resolveSibling(port.getFileName() + ".new");
        Files.writeString(written, Integer.toString(server.getAddress().getPort()));
        Files.move(written, port, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void answer(RequestStreamHandler handler, HttpExchange exchange) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        byte[] request = exchange.getRequestBody().readAllBytes();
        try {
            handler.handleRequest(new java.io.ByteArrayInputStream(request), output, null);
        } catch (RuntimeException e) {
            System.err.println(new String(request, StandardCharsets.UTF_8) + ": " + e);
            exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
            output.writeBytes(Json.MAPPER.writeValueAsBytes(Json.MAPPER
                    .createObjectNode()
                    .put("errorMessage", e.getMessage())
                    .put("errorType", e.getClass().getName())));
        }
        exchange.sendResponseHeaders(200, output.size());
        exchange.getResponseBody().write(output.toByteArray());
        exchange.close();
    }
}
