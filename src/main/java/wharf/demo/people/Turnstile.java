package wharf.demo.people;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Lets the calls of all simulated people through one after the other, with the pace's distance between them. Stops whoever waits when it is over. */
final class Turnstile {
    private final Supplier<Duration> distance;
    private long next = System.nanoTime();
    private volatile boolean closed;

    Turnstile(Supplier<Duration> distance) {
        this.distance = distance;
    }

    /** Nobody's turn comes any more. */
    static final class Closed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Closed() {
            super("the simulation has stopped", null, false, false);
        }
    }

    void await() {
        long turn;
        synchronized (this) {
            turn = Math.max(System.nanoTime(), next);
            next = turn + distance.get().toNanos();
        }
        pauseUntil(turn);
    }

    void pause(Duration time) {
        pauseUntil(System.nanoTime() + time.toNanos());
    }

    private void pauseUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            if (closed || Thread.currentThread().isInterrupted()) throw new Closed();
            LockSupport.parkNanos(Math.min(left, 200_000_000L));
        }
        if (closed) throw new Closed();
    }

    void close() {
        closed = true;
    }
}
