package dev.drlab.service.database;

import dev.drlab.service.request.RequestDeadline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets so many threads in at once; of the others, the one that came last goes first, and the one that has waited longest
 * is refused when too many wait. First come, first served would, under more load than can be carried, serve each request
 * just after its client has given up; this serves some in time.
 *
 * <p>Thread-safe.
 */
public final class AdmissionLimiter {
    private enum State {
        WAITING,
        ADMITTED,
        REFUSED
    }

    private final class Waiter {
        private final Condition changed = lock.newCondition();
        private State state = State.WAITING;

        private void become(State next) {
            state = next;
            changed.signal();
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiter> newestFirst = new ArrayDeque<>();
    private final int mostWaiting;
    private int free;

    /**
     * @param atOnce threads inside, 1 or more
     * @param mostWaiting threads that wait for a place, 0 or more
     */
    public AdmissionLimiter(int atOnce, int mostWaiting) {
        this.free = atOnce;
        this.mostWaiting = mostWaiting;
    }

    /**
     * True when the caller is in, and then has to {@link #leave}; waits for that no longer than {@code timeLimit}. An
     * interrupted thread stays interrupted and does not get in after a wait.
     */
    public boolean enter(RequestDeadline timeLimit) {
        lock.lock();
        try {
            if (free > 0) {
                free--;
                return true;
            }
            Waiter self = new Waiter();
            newestFirst.addFirst(self);
            if (newestFirst.size() > mostWaiting) {
                newestFirst.removeLast().become(State.REFUSED);
            }
            return await(self, timeLimit);
        } finally {
            lock.unlock();
        }
    }

    private boolean await(Waiter self, RequestDeadline timeLimit) {
        try {
            while (self.state == State.WAITING && !timeLimit.over()) {
                long ignored = self.changed.awaitNanos(timeLimit.leftNanos());
            }
        } catch (InterruptedException e) {
            if (self.state == State.ADMITTED) {
                leave();
            }
            Thread.currentThread().interrupt();
            return false;
        } finally {
            newestFirst.remove(self);
        }
        return self.state == State.ADMITTED;
    }

    /** Gives the place to the newest of those who wait. */
    public void leave() {
        lock.lock();
        try {
            Waiter next = newestFirst.pollFirst();
            if (next == null) {
                free++;
            } else {
                next.become(State.ADMITTED);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Threads that wait now. */
    int waiting() {
        lock.lock();
        try {
            return newestFirst.size();
        } finally {
            lock.unlock();
        }
    }
}
