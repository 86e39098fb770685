package dev.drlab.lab.authority;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A {@code POST /items} over a connection of its own that is all written before its answer is asked for: while the
 * service is paused, the request lies in the service's socket.
 */
final class RawPost implements AutoCloseable {
    private static final int LIMIT_MILLIS = 20_000;

    private final Socket socket;

    /** Connects and writes the whole request; the kernel takes both without the service's doing. */
    RawPost(int port, String value) throws IOException {
        socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), LIMIT_MILLIS);
        socket.setSoTimeout(LIMIT_MILLIS);
        String body = "{\"value\": \"" + value + "\"}";
        String request = "POST /items HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Waits for the whole answer, status line first. */
    String answer() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
