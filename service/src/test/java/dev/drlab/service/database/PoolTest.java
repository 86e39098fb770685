package dev.drlab.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.service.request.RequestDeadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pool of one connection whose database refuses every login. */
class PoolTest {
    private Pool pool;

    @BeforeEach
    void open() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "jdbc:postgresql://127.0.0.1:" + socket.getLocalPort() + "/drlab";
            pool = new Pool(new Role("nobody", url, "password"), 1);
        }
        pool.open();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void requestWithLittleTimeDoesNotWaitAsLongAsOneWithAll() {
        Duration little = timeOfRefusal(RequestDeadline.of(50));
        assertThat(little).isBetween(Duration.ofMillis(50), RequestDeadline.LONGEST.minusMillis(100));
    }

    @Test
    void requestWithAllItsTimeAsksUntilThatIsOver() {
        assertThat(timeOfRefusal(RequestDeadline.full()))
                .isGreaterThanOrEqualTo(RequestDeadline.LONGEST.minusMillis(1));
    }

    private Duration timeOfRefusal(RequestDeadline timeLimit) {
        long start = System.nanoTime();
        assertNoneToBeHad(timeLimit);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void turnIsGivenBackWhateverIsThrown() {
        AtomicInteger readings = new AtomicInteger();
        LongSupplier clockThatBreaks = () -> {
            if (readings.incrementAndGet() > 1) {
                throw new StackOverflowError("of the test");
            }
            return 0;
        };
        assertThatThrownBy(() -> pool.take(RequestDeadline.of(50, clockThatBreaks)))
                .isInstanceOf(StackOverflowError.class);
        assertNoneToBeHad(RequestDeadline.of(50));
    }

    /** As opposed to one that somebody else has. */
    private void assertNoneToBeHad(RequestDeadline timeLimit) {
        assertThatThrownBy(() -> pool.take(timeLimit).close())
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasMessageContaining("not available");
    }
}
