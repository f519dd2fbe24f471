package wharf.platform;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import wharf.shared.Refusal;

/**
 * Keeps this node's background work still for a moment: rounds and jobs under way end first, none begins. Other nodes go on; what must not
 * meet them holds locks in the database as well. Work of many pieces asks between two of them whether to go on, and gives way there to
 * callers who queue for an answer.
 */
@Component
public class WorkPause {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_MILLIS = 50;

    private final ReentrantReadWriteLock rounds = new ReentrantReadWriteLock(true);
    private final ObjectProvider<Scheduler> scheduler;
    private final Supplier<List<Pressure>> pressures;
    private final AtomicInteger toBeStill = new AtomicInteger();

    WorkPause(ObjectProvider<Scheduler> scheduler, ObjectProvider<Pressure> pressures) {
        this.scheduler = scheduler;
        // Asked for late: whoever is under pressure may need this first.
        this.pressures = SingletonSupplier.of(() -> pressures.stream().toList());
    }

    /** A round of work, unless all is to be still; then it waits. */
    public int round(IntSupplier round) {
        rounds.readLock().lock();
        try {
            return round.getAsInt();
        } finally {
            rounds.readLock().unlock();
        }
    }

    /** Whether callers queue for an answer right now. */
    boolean isRush() {
        return pressures.get().stream().anyMatch(Pressure::isHigh);
    }

    /**
     * Waits while callers queue for an answer, but no longer than {@code most}: work in the background slows down and never stops.
     *
     * @return whether nobody is waiting: no callers, and nobody who wants it still here
     */
    public boolean giveWay(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (isRush()) {
            if (System.nanoTime() > end
                    || toBeStill.get() > 0
                    || Thread.currentThread().isInterrupted()) return false;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS));
        }
        return toBeStill.get() == 0;
    }

    /** Does something while nothing else is done in the background here. Refuses when work under way does not end in half a minute. */
    public <T> T still(Supplier<T> something) {
        toBeStill.incrementAndGet();
        try {
            return alone(something);
        } finally {
            toBeStill.decrementAndGet();
        }
    }

    private <T> T alone(Supplier<T> something) {
        try {
            if (!rounds.writeLock().tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) throw busy();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            scheduler.ifAvailable(Scheduler::pause);
            awaitJobs();
            return something.get();
        } finally {
            scheduler.ifAvailable(Scheduler::resume);
            rounds.writeLock().unlock();
        }
    }

    private void awaitJobs() {
        var jobs = scheduler.getIfAvailable();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (jobs != null && !jobs.getCurrentlyExecuting().isEmpty()) {
            if (System.nanoTime() > end) throw busy();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS));
        }
    }

    private static Refusal busy() {
        return Refusal.conflict("busy", "Work under way has not ended in half a minute; try again.");
    }
}
