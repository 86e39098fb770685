package dev.drlab.lab.simulation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.simulation.network.balancer.Balancer;
import dev.drlab.lab.simulation.network.dns.FailoverRecord;
import dev.drlab.lab.simulation.network.dns.Resolver;
import dev.drlab.lab.simulation.network.health.ProbeSettings;
import dev.drlab.lab.simulation.network.health.ThresholdHealth;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FrontDoorTest {
    private static final ProbeSettings PROBES = new ProbeSettings(20, 2, 200);

    private final AtomicLong nanos = new AtomicLong();
    private final ThresholdHealth primaryHealth = new ThresholdHealth("h", 1, false);
    private Network network;
    private TestTask p1;
    private TestTask p2;
    private TestTask s1;
    private Balancer primary;
    private Balancer secondary;
    private FrontDoor door;

    @BeforeEach
    void open() throws IOException {
        network = new Network();
        p1 = new TestTask("p1");
        p2 = new TestTask("p2");
        s1 = new TestTask("s1");
        primary = network.balancer("p", 0, PROBES);
        primary.setTargets(List.of(p1.port(), p2.port()));
        secondary = network.balancer("s", 0, PROBES);
        secondary.setTargets(List.of(s1.port()));
        Relay toPrimary = network.internet().relay(Network.INTERNET, "p", 0, () -> Optional.of(primary.address()));
        Relay toSecondary = network.internet().relay(Network.INTERNET, "s", 0, () -> Optional.of(secondary.address()));
        Resolver resolver = new Resolver(new FailoverRecord("app", 1000, "p", primaryHealth, "s"), nanos::get);
        door = network.frontDoor(0, resolver, Map.of("p", toPrimary.address(), "s", toSecondary.address()));
    }

    @AfterEach
    void close() {
        primary.close();
        secondary.close();
        network.close();
        p1.close();
        p2.close();
        s1.close();
    }

    @Test
    void newConnectionsFollowTheRecordOnceItsTimeToLiveIsOverAndOldOnesStay() throws IOException {
        try (Client pinned = new Client(door.port())) {
            assertThat(pinned.askName()).startsWith("p");
            primaryHealth.observe(false, "down");
            try (Client cached = new Client(door.port())) {
                assertThat(cached.askName()).startsWith("p");
            }
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            try (Client fresh = new Client(door.port())) {
                assertThat(fresh.askName()).isEqualTo("s1");
            }
            assertThat(pinned.askName()).as("a kept-alive connection stays").startsWith("p");
        }
    }

    @Test
    void aDyingRegionBreaksItsConnectionsAndRefusesUntilItReturns() throws IOException {
        try (Client pinned = new Client(door.port())) {
            assertThat(pinned.askName()).startsWith("p");
            int port = primary.port();
            primary.stop();
            assertThat(primary.running()).isFalse();
            assertThatThrownBy(pinned::askName).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(ConnectException.class);
            try (ServerSocket other = new ServerSocket()) {
                other.setReuseAddress(false);
                assertThatThrownBy(() -> other.bind(primary.address()))
                        .as("the port is kept while stopped")
                        .isInstanceOf(BindException.class);
            }
            try (Client refused = new Client(door.port())) {
                assertThatThrownBy(refused::askName).isInstanceOf(IOException.class);
            }
            primary.start();
            assertThat(primary.port()).isEqualTo(port);
            try (Client again = new Client(door.port())) {
                assertThat(again.askName()).startsWith("p");
            }
        }
    }

    @Test
    void aBalancerMayBeStoppedAndStartedAtOnceAndRepeatedly() throws IOException {
        for (int i = 0; i < 20; i++) {
            primary.stop();
            primary.stop();
            primary.start();
            primary.start();
        }
        try (Client client = new Client(primary.port())) {
            assertThat(client.askName()).startsWith("p");
        }
    }

    /** One keep-alive connection. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Client(int port) throws IOException {
            socket = Peers.connect(port);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        String askName() throws IOException {
            socket.getOutputStream().write("GET /name HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            String line = in.readLine();
            int length = 0;
            while (line != null && !line.isEmpty()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
                line = in.readLine();
            }
            if (line == null) {
                throw new IOException("the connection ended");
            }
            char[] body = new char[length];
            assertThat(in.read(body)).isEqualTo(length);
            return new String(body);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
