package dev.drlab.lab.simulation.network.health;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One HTTP GET over a connection of its own, as a health checker makes it. */
final class HttpProbe {
    /** The result of a probe. */
    record Result(boolean healthy, String detail) {}

    private final URI uri;
    private final int timeoutMillis;

    HttpProbe(URI uri, int timeoutMillis) {
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 1) {
            throw new IllegalArgumentException(
                    "health check address " + uri + " is not of the form http://host:port/path");
        }
        this.uri = uri;
        this.timeoutMillis = timeoutMillis;
    }

    /** Healthy if a status from 200 to 399 arrives in time. */
    Result probe() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), timeoutMillis);
            socket.getOutputStream().write(request());
            socket.setSoTimeout(remainingMillis(deadline));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 256)
                    .readLine();
            return judge(status);
        } catch (SocketTimeoutException e) {
            return new Result(false, "no answer within " + timeoutMillis + " ms");
        } catch (IOException e) {
            return new Result(false, String.valueOf(e.getMessage()));
        }
    }

    private byte[] request() {
        return ("GET " + uri.getRawPath() + " HTTP/1.1\r\nHost: " + uri.getHost() + ":" + uri.getPort()
                        + "\r\nUser-Agent: drlab-health-check\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static int remainingMillis(long deadline) {
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }

    private static Result judge(String statusLine) {
        if (statusLine == null) {
            return new Result(false, "the connection was closed without an answer");
        }
        String[] parts = statusLine.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-5][0-9][0-9]")) {
            return new Result(false, "not an HTTP answer: " + statusLine);
        }
        int status = Integer.parseInt(parts[1]);
        return new Result(status >= 200 && status < 400, "status " + status);
    }
}
