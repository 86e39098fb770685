package dev.drlab.infra.stacks.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Free ports of the loopback address. */
final class FreePort {
    private FreePort() {}

    /** A port on which nothing listens. */
    static int next() throws IOException {
        try (ServerSocket socket = open()) {
            return socket.getLocalPort();
        }
    }

    /** Two different free ports: two separate calls may return the same one. */
    static int[] two() throws IOException {
        try (ServerSocket one = open();
                ServerSocket other = open()) {
            return new int[] {one.getLocalPort(), other.getLocalPort()};
        }
    }

    private static ServerSocket open() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
