package dev.drlab.lab.simulation.process;

import dev.drlab.contract.host.ProcFs;
import dev.drlab.lab.simulation.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds TCP ports for servers on 127.0.0.1 that are stopped and started again on the same port. */
public final class LoopbackPort {
    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 65_535;
    private static final int ATTEMPTS = 200;

    private LoopbackPort() {}

    /**
     * A port that nobody listens on. It lies below the range from which the kernel takes the ports of outgoing
     * connections: otherwise one of the lab's own connections could sit on the port of a server that is down.
     *
     * @throws LabException when none was found
     */
    public static int free() {
        int end = ephemeralStart();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, end);
            if (isFree(port)) {
                return port;
            }
        }
        throw new LabException("found no free port between " + LOWEST + " and " + end + " on 127.0.0.1");
    }

    /** Whether a server could listen on {@code port} of 127.0.0.1 now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException busy) {
            return false;
        }
    }

    private static int ephemeralStart() {
        try {
            int start = ProcFs.firstEphemeralPort();
            return start > LOWEST + 1_000 ? start : HIGHEST + 1; // a machine that leaves no room below
        } catch (IOException e) {
            return 32_768; // Linux's default
        }
    }
}
