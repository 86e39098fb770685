package dev.drlab.lab.simulation.network.socket;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A port of 127.0.0.1 that is to be listened on, and how that is refused.
 *
 * @param name of the listener, for messages
 * @param number 0 for a free one
 */
public record ListenAddress(String name, int number) {
    /** Connections that wait to be accepted. */
    public static final int BACKLOG = 1024;

    /** @throws IllegalArgumentException if the number is not within 0 to 65535 */
    public ListenAddress {
        if (number < 0 || number > 65_535) {
            throw new IllegalArgumentException(name + ": port " + number + " is not within 0 to 65535");
        }
    }

    /** For the socket. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), number);
    }

    /** The exception that says that it could not be bound to, and the remedy. */
    public BindException refused(Throwable cause) {
        BindException named = new BindException(name + " cannot listen on 127.0.0.1:" + number + " ("
                + cause.getMessage() + "); stop what holds that port or choose another");
        named.initCause(cause);
        return named;
    }
}
