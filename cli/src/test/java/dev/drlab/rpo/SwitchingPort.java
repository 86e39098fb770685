package dev.drlab.rpo;

import dev.drlab.contract.threads.DaemonThreads;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** An address that leads to one server, and later to another, as a virtual one does. */
final class SwitchingPort implements Closeable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private volatile int target;

    SwitchingPort(int target) throws IOException {
        this.target = target;
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** New connections lead there. */
    void switchTo(int port) {
        target = port;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException closed) {
                // the end of the test
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            daemon(() -> pump(client, server));
            daemon(() -> pump(server, client));
        } catch (IOException nobodyListens) {
            client.close();
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
        } catch (IOException gone) {
            // one end has gone, and takes the other with it
        }
    }

    private static void daemon(Runnable work) {
        DaemonThreads.start("switching-port", work);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
