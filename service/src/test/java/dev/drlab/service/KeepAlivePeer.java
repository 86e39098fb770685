package dev.drlab.service;

import dev.drlab.contract.threads.DaemonThreads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Answers GET requests with 200, without a word on how long it keeps their connections, until told to close them. */
public final class KeepAlivePeer implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket socket;
    private final CountDownLatch missing;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    /** @param burst answers nothing before it has so many requests, each over a connection of its own */
    public KeepAlivePeer(int burst) throws IOException {
        socket = new ServerSocket(0, burst, InetAddress.getLoopbackAddress());
        missing = new CountDownLatch(burst);
        run(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** So many were made, the closed ones too. */
    public int connections() {
        return connections.size();
    }

    public void closeConnections() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket connection = socket.accept();
            connections.add(connection);
            run(() -> answer(connection));
        }
    }

    private void answer(Socket connection) throws IOException, InterruptedException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                missing.countDown();
                missing.await();
                connection.getOutputStream().write(ANSWER);
            }
        }
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static void run(Task task) {
        Thread thread = DaemonThreads.of("keeping-peer", () -> {
            try {
                task.run();
            } catch (IOException e) {
                // closed
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        closeConnections();
    }
}
