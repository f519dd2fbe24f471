package wharf.order;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import wharf.platform.Pressure;
import wharf.platform.Traces;
import wharf.shared.Problem;

/**
 * Lets concurrent requests share one transaction and one durable commit. A committer takes what has gathered while the last batch was being
 * written; nothing waits for company, so that a lone order is written at once. The queue is bounded: beyond it requests are told to come
 * back. A second committer helps when more is waiting than one can take at once.
 */
@Component
class GroupCommit implements SmartLifecycle, Pressure {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final IntakeResult BUSY = new IntakeResult.Refused(
            IntakeResult.Reason.BUSY,
            List.of(Problem.of(
                    "busy",
                    "",
                    null,
                    "More orders are arriving than can be written now; send this one again in a second.")));

    /**
     * With so many orders waiting a second batch is written beside the first, while that one waits for the disk. With fewer it would only make
     * the batches smaller, and what a batch costs be shared by fewer.
     */
    private static final int HELP_NEEDED = 16;

    /** So many orders at once are a rush, and it counts as going on until this long after the last such batch. */
    private static final int RUSH = 4;

    private static final long RUSH_LASTS_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final OrderWriter writer;
    private final int batchSize;
    private final ArrayBlockingQueue<Waiting> queue;
    private final DistributionSummary batches;
    private final Timer commits;
    private final Traces traces;
    private final List<Thread> committers = new ArrayList<>();
    private final java.util.concurrent.Semaphore helpNeeded = new java.util.concurrent.Semaphore(0);
    private volatile boolean running;
    private volatile long lastRush = System.nanoTime() - RUSH_LASTS_NANOS;

    GroupCommit(
            OrderWriter writer,
            @Value("${wharf.intake.batch:64}") int batchSize,
            @Value("${wharf.intake.queue:4096}") int queueSize,
            MeterRegistry meters,
            Traces traces) {
        this.writer = writer;
        this.traces = traces;
        this.batchSize = batchSize;
        this.queue = new ArrayBlockingQueue<>(queueSize);
        this.batches = DistributionSummary.builder("wharf.intake.batch")
                .description("Orders that shared a commit")
                .register(meters);
        this.commits = Timer.builder("wharf.intake.commit")
                .description("Writing a batch of orders, durable commit included")
                .register(meters);
        Gauge.builder("wharf.intake.waiting", queue, ArrayBlockingQueue::size)
                .description("Orders waiting for a commit")
                .register(meters);
    }

    private record Waiting(
            Draft draft,
            CompletableFuture<IntakeResult> result,
            @Nullable String cause) {}

    /** Hands a draft in; the result arrives when it is durable or refused. */
    CompletableFuture<IntakeResult> submit(Draft draft) {
        var waiting = new Waiting(draft, new CompletableFuture<>(), traces.current());
        if (!running || !queue.offer(waiting)) return CompletableFuture.completedFuture(BUSY);
        if (queue.size() >= HELP_NEEDED) helpNeeded.release();
        return waiting.result();
    }

    /** Orders share transactions: they come faster than one at a time can be written. */
    @Override
    public boolean isHigh() {
        return System.nanoTime() - lastRush < RUSH_LASTS_NANOS;
    }

    @Override
    public void start() {
        running = true;
        committers.add(Thread.ofPlatform().name("intake-0").start(this::commitAlways));
        committers.add(Thread.ofPlatform().name("intake-1").start(this::commitWhenNeeded));
    }

    private void commitAlways() {
        while (running || !queue.isEmpty()) {
            try {
                Optional.ofNullable(queue.poll(100, TimeUnit.MILLISECONDS)).ifPresent(this::commit);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void commitWhenNeeded() {
        while (running) {
            try {
                if (!helpNeeded.tryAcquire(100, TimeUnit.MILLISECONDS)) continue;
                helpNeeded.drainPermits();
                while (queue.size() >= HELP_NEEDED)
                    Optional.ofNullable(queue.poll()).ifPresent(this::commit);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void commit(Waiting first) {
        var batch = new ArrayList<Waiting>(batchSize);
        batch.add(first);
        queue.drainTo(batch, batchSize - 1);
        if (batch.size() >= RUSH) lastRush = System.nanoTime();
        try {
            long begun = System.nanoTime();
            var results = traces.over(
                    "intake batch",
                    batch,
                    Waiting::cause,
                    () -> writer.write(batch.stream().map(Waiting::draft).toList()));
            commits.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            batches.record(batch.size());
            for (int i = 0; i < batch.size(); i++) batch.get(i).result().complete(results.get(i));
        } catch (RuntimeException | Error fault) {
            LOG.error("a batch of {} orders failed", batch.size(), fault);
            batch.forEach(waiting -> waiting.result().completeExceptionally(fault));
        }
    }

    @Override
    public void stop() {
        running = false;
        for (var committer : committers) {
            try {
                committer.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        committers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
