package dev.drlab.lab.simulation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.drlab.lab.simulation.network.balancer.Balancer;
import dev.drlab.lab.simulation.network.balancer.ClientLimits;
import dev.drlab.lab.simulation.network.health.ProbeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The balancer over plain sockets, with tasks that a test has in hand. */
@Timeout(60)
class BalancerTest {
    private static final ProbeSettings PROBES = new ProbeSettings(20, 2, 200);
    /** Nobody is asked, so that what a test sends is all that a task sees. */
    private static final ProbeSettings SELDOM = new ProbeSettings(60_000, 3, 1000);

    private static final String ASK = "GET /name HTTP/1.1\r\nHost: x\r\n\r\n";

    private Network network;
    private TestTask p1;
    private TestTask p2;

    @BeforeEach
    void open() throws IOException {
        network = new Network();
        p1 = new TestTask("p1");
        p2 = new TestTask("p2");
    }

    @AfterEach
    void close() {
        network.close();
        p1.close();
        p2.close();
    }

    @Test
    void theRequestsOfOneConnectionTakeTurns() throws IOException {
        try (Balancer balancer = balancer(p1.port(), p2.port());
                Client client = new Client(balancer.port())) {
            assertThat(names(client, 4)).containsExactlyInAnyOrder("p1", "p1", "p2", "p2");
        }
    }

    @Test
    void anUnhealthyTaskIsSkippedUnlessAllAre() throws IOException {
        try (Balancer balancer = balancer(p1.port(), p2.port());
                Client client = new Client(balancer.port())) {
            p1.healthz = 500;
            await().until(() -> balancer.healthyTargets().equals(List.of(p2.port())));
            assertThat(names(client, 3)).containsOnly("p2");
            p2.healthz = 500;
            await().until(() -> balancer.healthyTargets().isEmpty());
            assertThat(names(client, 4)).contains("p1", "p2");
        }
    }

    @Test
    void requestsThatComeBeforeTheAnswersAreAnsweredInOrder() throws IOException {
        try (Balancer balancer = balancer(p1.port());
                Client client = new Client(balancer.port())) {
            client.send(ASK + "GET /none HTTP/1.1\r\nHost: x\r\n\r\n" + ASK);
            assertThat(client.answer().status).isEqualTo(200);
            assertThat(client.answer().status).isEqualTo(404);
            assertThat(client.answer().body).isEqualTo("p1");
        }
    }

    @Test
    void aRemovedTaskAnswersWhatItHasAndGetsNoMore() throws Exception {
        try (Peers slow = new Peers();
                Balancer balancer = balancer(SELDOM, slow.port());
                Client waiting = new Client(balancer.port())) {
            slow.take().close(); // the one probe
            waiting.send(ASK);
            try (Socket task = slow.take()) {
                readHead(task.getInputStream());
                balancer.setTargets(List.of(p1.port()));
                try (Client other = new Client(balancer.port())) {
                    assertThat(names(other, 3)).containsOnly("p1");
                }
                task.getOutputStream().write(ok("late", ""));
                assertThat(waiting.answer().body).isEqualTo("late");
                assertThat(names(waiting, 2))
                        .as("the client's connection is kept")
                        .containsOnly("p1");
                assertThat(Peers.ends(task)).as("the task's is not").isTrue();
            }
        }
    }

    @Test
    void withoutTasksItSaysSoAndGoesOn() throws IOException {
        try (Balancer balancer = balancer();
                Client client = new Client(balancer.port())) {
            client.send("POST /items HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(client.answer().status).isEqualTo(503);
            balancer.setTargets(List.of(p1.port()));
            assertThat(names(client, 2)).containsOnly("p1");
        }
    }

    @Test
    void aTaskThatRefusesIsABadGateway() throws IOException {
        int gone = p2.port();
        p2.close();
        try (Balancer balancer = balancer(SELDOM, gone);
                Client client = new Client(balancer.port())) {
            client.send(ASK);
            assertThat(client.answer().status).isEqualTo(502);
            client.send(ASK);
            assertThat(client.answer().status).as("on the same connection").isEqualTo(502);
        }
    }

    @Test
    void aTaskThatEndsBeforeItAnsweredIsABadGateway() throws Exception {
        try (Peers dying = new Peers();
                Balancer balancer = balancer(SELDOM, dying.port());
                Client client = new Client(balancer.port())) {
            dying.take().close(); // the one probe
            client.send(ASK);
            try (Socket task = dying.take()) {
                readHead(task.getInputStream());
            }
            assertThat(client.answer().status).isEqualTo(502);
        }
    }

    @Test
    void anAnswerThatIsCutOffEndsTheClientsConnection() throws Exception {
        try (Peers dying = new Peers();
                Balancer balancer = balancer(SELDOM, dying.port());
                Client client = new Client(balancer.port())) {
            dying.take().close(); // the one probe
            client.send(ASK);
            try (Socket task = dying.take()) {
                readHead(task.getInputStream());
                task.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(client.endsBeforeAnAnswer()).isTrue();
        }
    }

    @Test
    void aTaskThatDoesNotAnswerIsAGatewayTimeout() throws Exception {
        ClientLimits limits = new ClientLimits(Duration.ofMinutes(1), Duration.ofMillis(300));
        try (Peers silent = new Peers();
                Balancer balancer = network.balancer("p", 0, SELDOM, limits)) {
            balancer.setTargets(List.of(silent.port()));
            silent.take().close(); // the one probe
            try (Client client = new Client(balancer.port())) {
                client.send(ASK);
                try (Socket task = silent.take()) {
                    assertThat(client.answer().status).isEqualTo(504);
                    readHead(task.getInputStream());
                    assertThat(Peers.ends(task)).as("the request is given up").isTrue();
                }
            }
            try (Client idle = new Client(balancer.port())) {
                assertThat(Peers.ends(idle.socket)).as("an idle connection").isTrue();
            }
        }
    }

    @Test
    void aConnectionOfTheAgeEndsWithItsNextAnswer() throws IOException {
        ClientLimits limits = new ClientLimits(Duration.ofMillis(200), Duration.ofMinutes(1));
        try (Balancer balancer = network.balancer("p", 0, PROBES, limits)) {
            balancer.setTargets(List.of(p1.port()));
            try (Client client = new Client(balancer.port())) {
                await().pollDelay(Duration.ofMillis(250)).until(() -> true); // its age is the matter here
                client.send(ASK);
                Answer last = client.answer();
                assertThat(last.status).isEqualTo(200);
                assertThat(last.closes).isTrue();
                assertThat(Peers.ends(client.socket)).isTrue();
            }
        }
    }

    @Test
    void whatIsNoHttpIsABadRequest() throws IOException {
        try (Balancer balancer = balancer(p1.port())) {
            for (String broken : List.of(
                    "hello\r\n\r\n",
                    "GET /name HTTP/9\r\n\r\n",
                    "POST /name HTTP/1.1\r\n" + "Transfer-Encoding: chunked\r\n\r\nzz\r\n")) {
                try (Client client = new Client(balancer.port())) {
                    client.send(broken);
                    assertThat(client.answer().status).as(broken).isEqualTo(400);
                    assertThat(Peers.ends(client.socket)).isTrue();
                }
            }
            try (Client client = new Client(balancer.port())) {
                client.send("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(client.answer().status).isEqualTo(414);
            }
        }
    }

    @Test
    void aClientThatLeavesEndsItsRequest() throws Exception {
        try (Peers slow = new Peers();
                Balancer balancer = balancer(SELDOM, slow.port())) {
            slow.take().close(); // the one probe
            Client leaving = new Client(balancer.port());
            leaving.send(ASK);
            try (Socket task = slow.take()) {
                readHead(task.getInputStream());
                leaving.close();
                assertThat(Peers.ends(task)).isTrue();
            }
        }
    }

    @Test
    void largeBodiesPassWholeInBothDirections() throws Exception {
        byte[] body = new byte[3 * 1024 * 1024];
        IntStream.range(0, body.length).forEach(i -> body[i] = (byte) (i * 31));
        try (Peers echo = new Peers();
                Balancer balancer = balancer(SELDOM, echo.port());
                Client client = new Client(balancer.port())) {
            echo.take().close(); // the one probe
            Thread sender = new Thread(() -> client.sendQuietly(body));
            sender.start();
            try (Socket task = echo.take()) {
                assertThat(readHead(task.getInputStream())).contains("content-length: " + body.length);
                byte[] received = task.getInputStream().readNBytes(body.length);
                sender.join();
                Thread answerer = new Thread(() -> answer(task, received));
                answerer.start();
                readHead(client.socket.getInputStream());
                assertThat(Arrays.equals(client.socket.getInputStream().readNBytes(body.length), body))
                        .isTrue();
                answerer.join();
            }
        }
    }

    @Test
    void headersBetweenNeighboursAreNotPassedOn() throws Exception {
        try (Peers task = new Peers();
                Balancer balancer = balancer(SELDOM, task.port());
                Client client = new Client(balancer.port())) {
            task.take().close(); // the one probe
            client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Kept: 1\r\n\r\n");
            try (Socket socket = task.take()) {
                assertThat(readHead(socket.getInputStream()))
                        .contains("x-kept: 1")
                        .doesNotContain("connection: close");
                socket.getOutputStream().write(ok("done", "Keep-Alive: timeout=5\r\n"));
                Answer answer = client.answer();
                assertThat(answer.closes).as("as the client asked").isTrue();
                assertThat(answer.head).doesNotContain("keep-alive");
            }
        }
    }

    @Test
    void limitsBelowAMillisecondAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientLimits(Duration.ZERO, Duration.ofSeconds(1)))
                .withMessageContaining("keepAlive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientLimits(Duration.ofSeconds(1), Duration.ofNanos(1)))
                .withMessageContaining("idle");
    }

    private Balancer balancer(Integer... ports) throws IOException {
        return balancer(PROBES, ports);
    }

    private Balancer balancer(ProbeSettings probes, Integer... ports) throws IOException {
        Balancer balancer = network.balancer("p", 0, probes);
        balancer.setTargets(List.of(ports));
        return balancer;
    }

    private static List<String> names(Client client, int count) throws IOException {
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            client.send(ASK);
            names[i] = client.answer().body;
        }
        return List.of(names);
    }

    private static byte[] ok(String body, String headers) {
        return ("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void answer(Socket task, byte[] body) {
        try {
            task.getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            task.getOutputStream().write(body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Up to and with the empty line, in lower case. */
    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("the connection ended behind: " + head);
            }
            head.append((char) read);
        }
        return head.toString().toLowerCase(Locale.ROOT);
    }

    private record Answer(int status, boolean closes, String body, String head) {}

    /** One connection. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;

        Client(int port) throws IOException {
            socket = Peers.connect(port);
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        void sendQuietly(byte[] body) {
            try {
                send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n");
                socket.getOutputStream().write(body);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        Answer answer() throws IOException {
            String head = readHead(socket.getInputStream());
            int at = head.indexOf("content-length: ");
            int length = Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at)));
            String body = new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
            return new Answer(Integer.parseInt(head.split(" ")[1]), head.contains("connection: close"), body, head);
        }

        boolean endsBeforeAnAnswer() {
            try {
                String body = answer().body;
                return body.length() < 9;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
