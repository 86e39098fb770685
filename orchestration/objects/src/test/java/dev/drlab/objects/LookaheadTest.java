package dev.drlab.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LookaheadTest {
    private final List<Integer> results = new ArrayList<>();

    @Test
    void resultsComeInTheOrderOfTheTasksWhicheverEndsFirst() throws Exception {
        CountDownLatch secondEnded = new CountDownLatch(1);
        try (Lookahead<Integer> lookahead = new Lookahead<>(2, 10, results::add)) {
            lookahead.add(() -> {
                secondEnded.await();
                return 1;
            });
            lookahead.add(() -> {
                secondEnded.countDown();
                return 2;
            });
            lookahead.finish();
        }
        assertThat(results).containsExactly(1, 2);
    }

    @Test
    void tasksAreWorkedAtOnce() throws Exception {
        CyclicBarrier all = new CyclicBarrier(4);
        try (Lookahead<Integer> lookahead = new Lookahead<>(4, 4, results::add)) {
            for (int i = 0; i < 4; i++) {
                lookahead.add(all::await); // returns once four of them wait
            }
            lookahead.finish();
        }
        assertThat(results).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void noMoreThanTheBoundAreHeld() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        try (Lookahead<Integer> lookahead = new Lookahead<>(2, 5, results::add)) {
            for (int i = 0; i < 100; i++) {
                lookahead.add(begun::incrementAndGet);
                assertThat(i + 1 - results.size()).isLessThanOrEqualTo(5);
            }
            lookahead.finish();
        }
        assertThat(results)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 100).boxed().toList());
    }

    @Test
    void whatATaskEndedWithIsThrownInItsTurn() throws Exception {
        try (Lookahead<Integer> lookahead = new Lookahead<>(2, 10, results::add)) {
            lookahead.add(() -> 1);
            lookahead.add(() -> {
                throw new RestoreException("no");
            });
            lookahead.add(() -> 3);
            assertThatThrownBy(lookahead::finish)
                    .isInstanceOf(RestoreException.class)
                    .hasMessage("no");
        }
        assertThat(results).containsExactly(1);
    }

    @Test
    void closingEndsWhatIsBeingWorked() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Lookahead<Integer> lookahead = new Lookahead<>(1, 10, results::add)) {
            lookahead.add(() -> {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
                return 1;
            });
            begun.await();
        }
        interrupted.await();
        assertThat(results).isEmpty();
    }
}
