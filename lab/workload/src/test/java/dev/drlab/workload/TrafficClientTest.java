package dev.drlab.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.drlab.contract.host.MonotonicClock;
import dev.drlab.lab.simulation.network.Network;
import dev.drlab.lab.simulation.network.Relay;
import dev.drlab.workload.history.AcknowledgedWrite;
import dev.drlab.workload.history.HttpLedger;
import dev.drlab.workload.http.HttpSender;
import dev.drlab.workload.http.KeepAliveSender;
import dev.drlab.workload.http.Reply;
import dev.drlab.workload.http.Result;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TrafficClientTest {
    private static final long LIMIT_MILLIS = 30_000;

    @TempDir
    Path folder;

    private TestService service;
    private Network network;
    private Relay door;

    @BeforeEach
    void open() throws Exception {
        service = new TestService();
        network = new Network();
        door = network.internet().relay(Network.INTERNET, "p", 0, () -> Optional.of(service.address()));
    }

    @AfterEach
    void close() {
        network.close();
        service.close();
    }

    @Test
    void everyAcknowledgedWriteIsInTheServiceAndTheLedgerFileMatchesMemory() throws Exception {
        // Fewer at a time than the server lets wait for a connection, and patient: a cold start is no failure here.
        TrafficClient client = start(new TrafficSettings(200, 100, 10_000, 150, 0));
        await().until(() -> client.ledger().acknowledgedCount() >= 200);
        client.close();

        List<AcknowledgedWrite> writes = client.ledger().acknowledged();
        assertThat(HttpLedger.read(client.ledger().file())).isEqualTo(writes);
        assertThat(writes).extracting(AcknowledgedWrite::key).doesNotHaveDuplicates();
        assertThat(writes).allSatisfy(write -> {
            assertThat(service.rows).containsEntry(write.id(), write.key());
            assertThat(write.ackNanos()).isGreaterThan(write.startNanos());
            assertThat(write.key()).startsWith(client.keyPrefix());
        });
        assertThat(writes).isSortedAccordingTo((a, b) -> Long.compare(a.ackNanos(), b.ackNanos()));
        TrafficStats stats = client.stats();
        assertThat(stats.failed()).as("%s", stats).isZero();
        assertThat(stats.writes()).containsEntry(Result.OK, (long) writes.size());
        assertThat(stats.reads().get(Result.OK)).isGreaterThan(50);
        assertThat(client.ledger().acceptedBy("p", 1)).hasSameSizeAs(writes);
        assertThat(client.ledger().acceptedBy("p", 2)).isEmpty();
        assertThat(new HashSet<>(service.keysSeen)).as("sent once each").hasSameSizeAs(service.keysSeen);
    }

    @Test
    void measuresAnOutageOfKnownLength() throws Exception {
        try (TrafficClient client = start(TrafficSettings.of(200, 100))) {
            await().until(() -> client.ledger().acknowledgedCount() >= 100);
            long before = System.nanoTime();
            network.lose("p");
            await().pollDelay(700, TimeUnit.MILLISECONDS).until(() -> true);
            network.restore("p");
            long after = System.nanoTime();
            await().until(() -> client.ledger().firstAcknowledged("p", after).isPresent());
            client.close();

            double dark = (after - before) / 1e9;
            TrafficStats stats = client.stats(
                    before - 200_000_000L,
                    client.ledger().acknowledged().stream()
                            .mapToLong(AcknowledgedWrite::ackNanos)
                            .max()
                            .orElseThrow());
            assertThat(stats.longestOutageSeconds()).isCloseTo(dark, within(0.6));
            assertThat(stats.longestWriteGapSeconds())
                    .isCloseTo(dark, within(0.6))
                    .isGreaterThan(dark - 0.02);
            assertThat(stats.writes().get(Result.CONNECTION_ERROR)).isGreaterThan(50);
            assertThat(client.availability())
                    .filteredOn(
                            bin -> bin.writesOk() + bin.readsOk() == 0 && bin.writesFailed() + bin.readsFailed() > 0)
                    .as("bins of 100 ms with failures only")
                    .hasSizeBetween(4, 9);
        }
    }

    @Test
    void aHangingServiceTimesOutAndTheScheduleGoesOn() throws Exception {
        TrafficSettings settings = new TrafficSettings(100, 0, 300, 20, 0);
        try (TrafficClient client = start(settings)) {
            await().until(() -> client.ledger().acknowledgedCount() >= 20);
            network.internet().cut();
            await().until(() -> client.stats().writes().getOrDefault(Result.TIMEOUT, 0L) >= 20);
            assertThat(client.stats().shed())
                    .as("more than 20 would have been in flight")
                    .isPositive();
            network.internet().heal();
            long healed = System.nanoTime();
            await().until(() -> client.ledger().firstAcknowledged("p", healed).isPresent());
        }
    }

    @Test
    void tellsAnUnknownOutcomeFromARefusal() throws Exception {
        try (TrafficClient client = start(TrafficSettings.of(100, 0))) {
            service.mode = TestService.Mode.UNAVAILABLE;
            await().until(() -> client.stats().writes().containsKey(Result.UNAVAILABLE));
            service.mode = TestService.Mode.OUTCOME_UNKNOWN;
            await().until(() -> client.stats().writes().containsKey(Result.OUTCOME_UNKNOWN));
            client.close();
            try (Stream<String> lines = Files.lines(client.ledger().file())) {
                assertThat(lines).anyMatch(line -> line.contains("\"result\":\"OUTCOME_UNKNOWN\""));
            }
        }
    }

    @Test
    void aConnectionThatIsTooOldIsReplaced() throws Exception {
        try (TrafficClient client = start(TrafficSettings.of(50, 0).withConnectionMillis(200))) {
            await().until(() -> client.ledger().acknowledgedCount() >= 60);
            assertThat(service.clientPorts.size())
                    .as("connections in 1.2 s or more")
                    .isGreaterThanOrEqualTo(4);
            assertThat(client.stats().failed()).isZero();
        }
    }

    @Test
    void aConnectionThatMayGrowOldCarriesEveryRequest() throws Exception {
        int requests = 60;
        try (HttpSender sender = new KeepAliveSender(
                service.uri(), LIMIT_MILLIS, TrafficSettings.of(50, 0).connectionMillis())) {
            for (int i = 0; i < requests; i++) {
                CompletableFuture<Reply> reply = new CompletableFuture<>();
                sender.write("key-" + i, "x", reply::complete);
                assertThat(reply.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS).result())
                        .isEqualTo(Result.OK);
            }
        }
        assertThat(service.keysSeen).hasSize(requests);
        assertThat(service.clientPorts).as("connections").hasSize(1);
    }

    @Test
    void aFailedWriteIsSentAgainUnderItsKeyOnlyIfAskedTo() throws Exception {
        service.mode = TestService.Mode.UNAVAILABLE;
        try (TrafficClient client = start(new TrafficSettings(5, 0, 1000, 8, 100))) {
            await().until(() -> client.stats().writes().getOrDefault(Result.UNAVAILABLE, 0L) >= 3);
            service.mode = TestService.Mode.SERVE;
            await().until(() -> service.keysSeen.contains(client.keyPrefix() + "1"));
        }
    }

    @Test
    void recoveryIsTheFirstWriteOfTheNewRegionThatCanBeReadBack() throws Exception {
        try (TrafficClient client = start(TrafficSettings.of(100, 20))) {
            await().until(() -> client.ledger().acknowledgedCount() >= 10);
            CompletableFuture<Recovery> recovery = client.recovery("s", System.nanoTime());
            await().pollDelay(100, TimeUnit.MILLISECONDS).until(() -> !recovery.isDone());
            service.mode = TestService.Mode.ACKNOWLEDGE_WITHOUT_KEEPING;
            service.region = "s";
            service.epoch = 2;
            await().until(() -> client.ledger().acceptedBy("s", 2).size() >= 5);
            assertThat(recovery).as("acknowledged, but the row is not there").isNotDone();
            service.mode = TestService.Mode.SERVE;
            Recovery seen = recovery.get(5, TimeUnit.SECONDS);
            assertThat(service.rows)
                    .containsEntry(seen.write().id(), seen.write().key());
            assertThat(seen.write().region()).isEqualTo("s");
            assertThat(seen.write().epoch()).isEqualTo(2);
            assertThat(seen.readBackNanos()).isGreaterThan(seen.write().ackNanos());
            assertThat(client.recovery("s", seen.write().startNanos()).get(5, TimeUnit.SECONDS))
                    .as("also when asked for later")
                    .extracting(Recovery::write)
                    .isEqualTo(seen.write());
        }
    }

    @Test
    void anOpenRecoveryIsCancelledWithTheClient() throws Exception {
        TrafficClient client = start(TrafficSettings.of(10, 0));
        CompletableFuture<Recovery> recovery = client.recovery("nowhere", System.nanoTime());
        client.close();
        assertThat(recovery).isCancelled();
        assertThat(client.recovery("nowhere", System.nanoTime())).isCancelled();
    }

    @Test
    void aFullDiskIsToldOnceAndTheTrafficGoesOn() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (TrafficClient client = TrafficClient.start(
                URI.create("http://127.0.0.1:" + door.port()),
                TrafficSettings.of(200, 10),
                MonotonicClock.start(),
                Path.of("/dev/full"),
                told::add)) {
            await().until(() -> !told.isEmpty());
            int before = client.ledger().acknowledgedCount();
            await().until(() -> client.ledger().acknowledgedCount() > before + 50);
            assertThat(client.ledger().failure()).isPresent();
        }
        assertThat(told).singleElement().asString().contains("the HTTP ledger /dev/full", "No space left on device");
    }

    @Test
    void onlyItsOwnerReadsTheLedger() throws Exception {
        try (TrafficClient client = start(TrafficSettings.of(10, 1))) {
            assertThat(Files.getPosixFilePermissions(client.ledger().file()))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> TrafficSettings.of(-1, 0)).hasMessageContaining("-1.0 writes per second");
        assertThatThrownBy(() -> new TrafficSettings(1, 1, 0, 1, 0)).hasMessageContaining("time-out of 0 ms");
        assertThatThrownBy(() -> TrafficSettings.of(1, 1).withGrowthPerSecond(0))
                .hasMessageContaining("growth of 0.0");
        assertThatThrownBy(() -> TrafficSettings.of(1, 1).withConnectionMillis(0))
                .hasMessageContaining("age of 0 ms");
        assertThatThrownBy(() -> TrafficClient.start(
                        URI.create("https://x"),
                        TrafficSettings.of(1, 1),
                        MonotonicClock.start(),
                        folder.resolve("none.jsonl")))
                .hasMessageContaining("http://host:port");
    }

    private TrafficClient start(TrafficSettings settings) throws Exception {
        return TrafficClient.start(
                URI.create("http://127.0.0.1:" + door.port()),
                settings,
                MonotonicClock.start(),
                folder.resolve("http-ledger.jsonl"));
    }
}
