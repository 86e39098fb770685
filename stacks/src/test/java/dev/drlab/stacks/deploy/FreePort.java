package dev.drlab.stacks.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of the loopback address. */
final class FreePort {
    private FreePort() {}

    /** One that nobody listens on. */
    static int next() throws IOException {
        try (ServerSocket socket = open()) {
            return socket.getLocalPort();
        }
    }

    /** Two different ones: asked for one after the other, they may be the same. */
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
