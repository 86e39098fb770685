package dev.drlab.lab.verifier;

import dev.drlab.contract.threads.DaemonThreads;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a port of this machine, and cuts each connection that carries nothing for a time, as balancers do. */
final class IdleCutter implements Closeable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger cuts = new AtomicInteger();
    private final int port;
    private final int idleMillis;

    IdleCutter(int port, int idleMillis) throws IOException {
        this.port = port;
        this.idleMillis = idleMillis;
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Connections cut until now. */
    int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                client.setSoTimeout(idleMillis); // a server speaks when it is asked: the client's silence tells
                daemon(() -> pump(client, server, true));
                daemon(() -> pump(server, client, false));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void pump(Socket from, Socket to, boolean cutting) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                out.write(bytes, 0, length);
            }
        } catch (SocketTimeoutException idle) {
            cuts.addAndGet(cutting ? 1 : 0);
        } catch (IOException gone) {
            // one end has gone, and takes the other with it
        }
    }

    private static void daemon(Runnable work) {
        DaemonThreads.start("idle-cutter", work);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
