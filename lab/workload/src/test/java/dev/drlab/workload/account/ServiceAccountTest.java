package dev.drlab.workload.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.drlab.contract.host.MonotonicClock;
import dev.drlab.report.Report;
import dev.drlab.workload.Recovery;
import dev.drlab.workload.ServiceRecovery;
import dev.drlab.workload.TrafficClient;
import dev.drlab.workload.TrafficSettings;
import dev.drlab.workload.history.AcknowledgedWrite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A time that ends before it begins is a fault of the run, and no time of 0 that meets every target. */
class ServiceAccountTest {
    @TempDir
    private Path folder;

    private final MonotonicClock clock = MonotonicClock.start();
    private HttpServer nobody;
    private TrafficClient traffic;

    @BeforeEach
    void start() throws IOException {
        nobody = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        nobody.start();
        traffic = TrafficClient.start(
                URI.create("http://127.0.0.1:" + nobody.getAddress().getPort()),
                TrafficSettings.of(10, 1),
                clock,
                folder.resolve("ledger"));
    }

    @AfterEach
    void end() throws IOException {
        traffic.close();
        nobody.stop(0);
    }

    @Test
    void aRecoveryBeforeItsEventIsNotJudged() {
        long event = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); // as a stepped wall clock would have it
        ServiceAccount account = account(event, System.nanoTime());

        assertThatThrownBy(() -> account.fullRecovery(0)).hasMessageContaining("cannot be judged");
    }

    @Test
    void theClientsTimesAreThoseOfTheRunsClock() {
        long event = System.nanoTime();

        assertThat(traffic.at(event)).isEqualTo(clock.at(event));
        assertThat(account(event, event + TimeUnit.SECONDS.toNanos(2))
                        .fullRecovery(0)
                        .seconds())
                .isEqualTo(2);
    }

    private ServiceAccount account(long event, long back) {
        Instant at = clock.at(back);
        AcknowledgedWrite write = new AcknowledgedWrite("key", 1, "r", 2, 201, back, back, at, at);
        ServiceRecovery service = new ServiceRecovery(
                OptionalLong.of(back),
                OptionalLong.of(back),
                OptionalLong.of(back),
                Math.max(event, back) + TimeUnit.SECONDS.toNanos(5));
        Move move = new Move(
                "failover",
                Report.Mode.UNPLANNED,
                "r",
                clock.at(event),
                true,
                Optional.of(new Recovery(write, back, at)),
                Optional.of(service),
                clock.at(service.judgedUntilNanos()));
        return new ServiceAccount(
                traffic,
                List.of(move),
                ServiceTargets.usual(),
                Duration.ofMinutes(30),
                Duration.ZERO,
                "p",
                System.nanoTime(),
                System.nanoTime());
    }
}
