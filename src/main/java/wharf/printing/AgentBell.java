package wharf.printing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Wakes the agents that wait at this node when there may be something for them; on other nodes they look by themselves. */
@Component
public class AgentBell implements SmartLifecycle {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ringing = lock.newCondition();
    private volatile long rung;
    private volatile boolean running;

    /** There may be something to fetch. */
    public void ring() {
        lock.lock();
        try {
            rung++;
            ringing.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often it rang. Ask before you look whether there is something, so that a ring in between is not missed. */
    public long rung() {
        return rung;
    }

    /**
     * Waits for the bell, at most this long.
     *
     * @param before what {@link #rung()} said before the look; if it rang since, there is no wait
     * @return false when the node is about to stop, so that nobody should wait any more
     */
    public boolean await(long before, Duration longest) {
        lock.lock();
        try {
            if (running && rung == before) ringing.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
        return running;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        ring();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
