package dev.drlab.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drlab.service.request.RequestDeadline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionLimiterTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AdmissionLimiter turn = new AdmissionLimiter(1, 2);
    private final List<Integer> entered = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void theOneThatCameLastGoesFirst() throws Exception {
        assertThat(turn.enter(RequestDeadline.full())).isTrue();
        CompletableFuture<Boolean> first = waiter(1);
        CompletableFuture<Boolean> second = waiter(2);
        turn.leave();
        assertThat(outcome(second)).isTrue();
        turn.leave();
        assertThat(outcome(first)).isTrue();
        assertThat(entered).containsExactly(2, 1);
        turn.leave();
        assertThat(turn.enter(RequestDeadline.of(0)))
                .as("nobody is left in or waiting")
                .isTrue();
    }

    @Test
    void theOneThatWaitedLongestIsRefusedWhenTooManyWait() throws Exception {
        assertThat(turn.enter(RequestDeadline.full())).isTrue();
        CompletableFuture<Boolean> first = waiter(1);
        CompletableFuture<Boolean> second = waiter(2);
        CompletableFuture<Boolean> third = CompletableFuture.supplyAsync(() -> entersAs(3), threads);
        assertThat(outcome(first)).isFalse();
        turn.leave();
        assertThat(outcome(third)).isTrue();
        turn.leave();
        assertThat(outcome(second)).isTrue();
    }

    @Test
    void nobodyWaitsLongerThanItsTimeLimit() throws Exception {
        assertThat(turn.enter(RequestDeadline.full())).isTrue();
        assertThat(turn.enter(RequestDeadline.of(20))).isFalse();
        assertThat(turn.waiting()).isZero();
        turn.leave();
        assertThat(turn.enter(RequestDeadline.of(0))).isTrue();
    }

    @Test
    void anInterruptedThreadTakesNoPlace() throws Exception {
        assertThat(turn.enter(RequestDeadline.full())).isTrue();
        CompletableFuture<Boolean> interrupted = waiter(1);
        threads.shutdownNow();
        assertThat(outcome(interrupted)).isFalse();
        turn.leave();
        assertThat(turn.enter(RequestDeadline.of(0))).isTrue();
    }

    /** Returns when it waits. */
    private CompletableFuture<Boolean> waiter(int number) {
        int before = turn.waiting();
        CompletableFuture<Boolean> outcome = CompletableFuture.supplyAsync(() -> entersAs(number), threads);
        await().until(() -> turn.waiting() == before + 1);
        return outcome;
    }

    private boolean entersAs(int number) {
        boolean in = turn.enter(RequestDeadline.full());
        if (in) {
            entered.add(number); // one at a time
        }
        return in;
    }

    private static boolean outcome(CompletableFuture<Boolean> future) throws Exception {
        try {
            return future.get(5, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
