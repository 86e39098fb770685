package dev.drlab.lab.simulation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drlab.lab.simulation.network.balancer.Balancer;
import dev.drlab.lab.simulation.network.health.ProbeSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LinkTest {
    private Network network;
    private Link link;
    private Peers target;

    @BeforeEach
    void open() throws IOException {
        network = new Network();
        link = network.peering();
        target = new Peers();
    }

    @AfterEach
    void close() throws IOException {
        network.close();
        target.close();
    }

    @Test
    void carriesBytesBothWaysAndKeepsAHalfClosedConnection() throws Exception {
        Relay relay = relay();
        try (Socket client = Peers.connect(relay.port());
                Socket server = target.take()) {
            client.getOutputStream().write("question".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            assertThat(server.getInputStream().readAllBytes()).asString().isEqualTo("question");
            server.getOutputStream().write("answer".getBytes(StandardCharsets.UTF_8));
            server.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("answer");
        }
        await().until(() -> relay.openConnections() == 0);
    }

    @Test
    void carriesMuchDataIntactToASlowReader() throws Exception {
        byte[] data = random(8 * 1024 * 1024);
        Relay relay = relay();
        try (Socket client = Peers.connect(relay.port());
                Socket server = target.take()) {
            CompletableFuture<Void> sent = send(client, data);
            assertThat(server.getInputStream().readNBytes(1000)).isEqualTo(Arrays.copyOf(data, 1000));
            byte[] rest = server.getInputStream().readNBytes(data.length - 1000);
            assertThat(Arrays.equals(rest, Arrays.copyOfRange(data, 1000, data.length)))
                    .isTrue();
            sent.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void delaysEachWayByTheLatency() throws Exception {
        link.latencyMillis(40);
        Relay relay = relay();
        long connecting = System.nanoTime();
        try (Socket client = Peers.connect(relay.port())) {
            client.getOutputStream().write(1);
            try (Socket server = target.take()) {
                assertThat(millisSince(connecting))
                        .as("the handshake's first way")
                        .isBetween(39L, 500L);
                assertThat(server.getInputStream().read()).isEqualTo(1);
                assertThat(millisSince(connecting))
                        .as("handshake and first byte")
                        .isBetween(119L, 900L);
                long asked = System.nanoTime();
                client.getOutputStream().write(2);
                assertThat(server.getInputStream().read()).isEqualTo(2);
                assertThat(millisSince(asked)).as("one way").isBetween(39L, 500L);
                server.getOutputStream().write(3);
                assertThat(client.getInputStream().read()).isEqualTo(3);
                assertThat(millisSince(asked)).as("round trip").isBetween(79L, 700L);
                long closed = System.nanoTime();
                server.close();
                assertThat(client.getInputStream().read()).isEqualTo(-1);
                assertThat(millisSince(closed)).as("end of stream").isBetween(39L, 500L);
            }
        }
    }

    @Test
    void aStalledRelayIsSilentWhileTheLinkGoesOn() throws Exception {
        Relay stalled = relay();
        Relay other = relay();
        try (Socket client = Peers.connect(stalled.port());
                Socket server = target.take();
                Socket otherClient = Peers.connect(other.port());
                Socket otherServer = target.take()) {
            stalled.stall();
            client.getOutputStream().write(1);
            otherClient.getOutputStream().write(2);
            assertThat(otherServer.getInputStream().read()).isEqualTo(2);
            server.setSoTimeout(200);
            assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            stalled.resume();
            server.setSoTimeout(5000);
            assertThat(server.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void aLatencyDoesNotLimitThroughput() throws Exception {
        link.latencyMillis(20);
        byte[] data = random(4 * 1024 * 1024);
        Relay relay = relay();
        try (Socket client = Peers.connect(relay.port());
                Socket server = target.take()) {
            long started = System.nanoTime();
            CompletableFuture<Void> sent = send(client, data);
            assertThat(Arrays.equals(server.getInputStream().readNBytes(data.length), data))
                    .isTrue();
            // 64 chunks of 64 KiB one after the other would take at least 1280 ms.
            assertThat(millisSince(started)).isBetween(20L, 640L);
            sent.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void aBandwidthIsSharedByTheConnectionsInOneDirection() throws Exception {
        link.bandwidthBytesPerSecond(1_000_000);
        byte[] data = random(250_000);
        Relay relay = relay();
        try (Socket one = Peers.connect(relay.port());
                Socket oneServer = target.take();
                Socket two = Peers.connect(relay.port());
                Socket twoServer = target.take()) {
            long started = System.nanoTime();
            CompletableFuture<Void> sentOne = send(one, data);
            CompletableFuture<Void> sentTwo = send(two, data);
            CompletableFuture<byte[]> readTwo = read(twoServer, data.length);
            assertThat(Arrays.equals(read(oneServer, data.length).get(5, TimeUnit.SECONDS), data))
                    .isTrue();
            assertThat(Arrays.equals(readTwo.get(5, TimeUnit.SECONDS), data)).isTrue();
            assertThat(millisSince(started)).isBetween(450L, 3000L);
            sentOne.get(5, TimeUnit.SECONDS);
            sentTwo.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void aCutConnectionIsSilentAndGoesOnWhenTheLinkHeals() throws Exception {
        byte[] data = random(3 * 1024 * 1024);
        link.latencyMillis(5);
        link.bandwidthBytesPerSecond(2 * 1024 * 1024); // so that the cut comes while most is still to be sent
        Relay relay = relay();
        try (Socket client = Peers.connect(relay.port());
                Socket server = target.take()) {
            client.getOutputStream().write(data, 0, 1000);
            assertThat(server.getInputStream().readNBytes(1000)).isEqualTo(Arrays.copyOf(data, 1000));
            CompletableFuture<Void> sent = send(client, Arrays.copyOfRange(data, 1000, data.length));
            byte[] some = server.getInputStream().readNBytes(5000);
            link.cut();
            server.setSoTimeout(300);
            byte[] buffered = readUntilSilent(server);
            assertThat(buffered.length).isLessThan(data.length - 6000);
            server.getOutputStream().write(7);
            client.setSoTimeout(200);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            link.heal();
            server.setSoTimeout(5000);
            byte[] rest = server.getInputStream().readNBytes(data.length - 6000 - buffered.length);
            byte[] all = new byte[data.length];
            System.arraycopy(data, 0, all, 0, 1000);
            System.arraycopy(some, 0, all, 1000, 5000);
            System.arraycopy(buffered, 0, all, 6000, buffered.length);
            System.arraycopy(rest, 0, all, 6000 + buffered.length, rest.length);
            assertThat(Arrays.equals(all, data)).isTrue();
            client.setSoTimeout(5000);
            assertThat(client.getInputStream().read()).isEqualTo(7);
            sent.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void theEndOfAPeerIsNotSeenThroughACutLink() throws Exception {
        Relay relay = relay();
        try (Socket client = Peers.connect(relay.port())) {
            Socket server = target.take();
            link.cut();
            server.close();
            client.setSoTimeout(200);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            link.heal();
            client.setSoTimeout(5000);
            assertThat(Peers.ends(client)).isTrue();
        }
    }

    @Test
    void aNewConnectionOverACutLinkWaitsForTheHeal() throws Exception {
        Relay relay = relay();
        link.cut();
        try (Socket patient = Peers.connect(relay.port())) {
            patient.getOutputStream().write("late".getBytes(StandardCharsets.UTF_8));
            assertThat(target.nothingArrivesWithin(200)).isTrue();
            link.heal();
            assertThat(target.take().getInputStream().readNBytes(4)).asString().isEqualTo("late");
        }
    }

    @Test
    void aRequestWhoseClientGaveUpDuringTheCutIsNotDelivered() throws Exception {
        Relay relay = relay();
        link.cut();
        try (Socket impatient = Peers.connect(relay.port())) {
            impatient.getOutputStream().write("never".getBytes(StandardCharsets.UTF_8));
        }
        await().until(() -> relay.openConnections() == 0);
        link.heal();
        assertThat(target.nothingArrivesWithin(200)).isTrue();
    }

    @Test
    void aCutMayResetInstead() throws Exception {
        Relay relay = relay();
        try (Socket client = Peers.connect(relay.port());
                Socket server = target.take()) {
            link.cut(CutMode.RESET);
            assertThat(Peers.ends(client)).isTrue();
            assertThat(Peers.ends(server)).isTrue();
            try (Socket refused = Peers.connect(relay.port())) {
                assertThat(Peers.ends(refused)).isTrue();
            }
            link.heal();
            try (Socket again = Peers.connect(relay.port())) {
                assertThat(target.take().isConnected()).isTrue();
                assertThat(again.isConnected()).isTrue();
            }
        }
    }

    @Test
    void aRefusingTargetEndsTheConnectionAtOnce() throws Exception {
        int closedPort;
        try (Peers gone = new Peers()) {
            closedPort = gone.port();
        }
        AtomicInteger asked = new AtomicInteger();
        Relay relay = link.relay("a", "b", 0, () -> {
            asked.incrementAndGet();
            return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), closedPort));
        });
        try (Socket client = Peers.connect(relay.port())) {
            assertThat(Peers.ends(client)).isTrue();
        }
        assertThat(asked).as("targets that were tried").hasValue(1);
        assertThat(relay.openConnections()).isZero();
    }

    @Test
    void aTargetMayBeAbsentAndMove() throws Exception {
        AtomicReference<Optional<InetSocketAddress>> place = new AtomicReference<>(Optional.empty());
        Relay relay = link.relay("a", "b", 0, place::get);
        try (Socket refused = Peers.connect(relay.port())) {
            assertThat(Peers.ends(refused)).isTrue();
        }
        place.set(target.address());
        try (Socket client = Peers.connect(relay.port());
                Socket server = target.take()) {
            client.getOutputStream().write(9);
            assertThat(server.getInputStream().read()).isEqualTo(9);
        }
    }

    @Test
    void aDarkRegionRefusesOnEveryLink() throws Exception {
        Relay relay = relay();
        Relay elsewhere = network.control().relay("b", "a", 0, target::address);
        try (Socket client = Peers.connect(relay.port());
                Socket server = target.take();
                Socket other = Peers.connect(elsewhere.port());
                Socket otherServer = target.take()) {
            network.lose("b");
            assertThat(Peers.ends(client)).isTrue();
            assertThat(Peers.ends(server)).isTrue();
            try (Socket refused = Peers.connect(relay.port())) {
                assertThat(Peers.ends(refused)).isTrue();
            }
            other.getOutputStream().write(1);
            assertThat(otherServer.getInputStream().read()).isEqualTo(1);
            network.restore("b");
            try (Socket again = Peers.connect(relay.port());
                    Socket againServer = target.take()) {
                again.getOutputStream().write(2);
                assertThat(againServer.getInputStream().read()).isEqualTo(2);
            }
        }
    }

    @Test
    void aBrokenPeerBreaksTheOtherSide() throws Exception {
        Relay relay = relay();
        try (Socket client = Peers.connect(relay.port())) {
            Socket server = target.take();
            server.setSoLinger(true, 0);
            server.close();
            assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("reset");
        }
        await().until(() -> relay.openConnections() == 0);
    }

    @Test
    void aBusyPortIsNamed() {
        assertThatThrownBy(() -> link.relay("a", "b", target.port(), target::address))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("the peering relay to b cannot listen on 127.0.0.1:" + target.port())
                .hasMessageContaining("choose another");
    }

    @Test
    void thePortOfAClosedRelayIsFreeOnReturn() throws Exception {
        for (int i = 0; i < 50; i++) {
            Relay relay = relay();
            try (Socket client = Peers.connect(relay.port());
                    Socket server = target.take()) {
                relay.close();
                try (ServerSocket free = new ServerSocket()) {
                    free.bind(relay.address());
                    assertThat(free.isBound()).isTrue();
                }
                assertThat(Peers.ends(client)).isTrue();
                assertThat(Peers.ends(server)).isTrue();
            }
        }
    }

    @Test
    void partsMayBeClosedAfterTheirNetwork() throws IOException {
        Relay relay = relay();
        Balancer stopped = network.balancer("b", 0, new ProbeSettings(1000, 3, 100));
        stopped.stop();
        network.close();
        relay.close();
        stopped.close();
        for (int port : new int[] {relay.port(), stopped.port()}) {
            try (ServerSocket free = new ServerSocket()) {
                free.setReuseAddress(false);
                free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                assertThat(free.isBound()).as("the port is free again").isTrue();
            }
        }
        assertThatThrownBy(this::relay).hasMessageContaining("the lab's network is closed");
    }

    @Test
    void refusesValuesThatMakeNoSense() {
        assertThatThrownBy(() -> link.latencyMillis(-1)).hasMessageContaining("link peering: latency of -1 ms");
        assertThatThrownBy(() -> link.bandwidthBytesPerSecond(-1)).hasMessageContaining("-1 bytes/s");
        assertThatThrownBy(() -> network.link("moon")).hasMessageContaining("no link is called 'moon'");
    }

    private Relay relay() throws IOException {
        return link.relay("a", "b", 0, target::address);
    }

    private static CompletableFuture<Void> send(Socket socket, byte[] data) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        OutputStream out = socket.getOutputStream();
                        out.write(data);
                        out.flush();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                command -> new Thread(command, "test-sender").start());
    }

    private static CompletableFuture<byte[]> read(Socket socket, int count) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return socket.getInputStream().readNBytes(count);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                command -> new Thread(command, "test-reader").start());
    }

    private static byte[] readUntilSilent(Socket socket) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        try {
            while (true) {
                int count = socket.getInputStream().read(buffer);
                read.write(buffer, 0, count);
            }
        } catch (SocketTimeoutException e) {
            return read.toByteArray();
        }
    }

    private static byte[] random(int size) {
        byte[] data = new byte[size];
        new Random(42).nextBytes(data);
        return data;
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
