package wharf.demo.people;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What robots did: calls by step with the time they took, and the last ten thousand refusals, word by word. Safe for many threads. */
public final class Journal {
    private record Times(LongAdder calls, LongAdder nanos) {}

    private final Map<String, Times> times = new ConcurrentHashMap<>();
    private static final int MOST_REFUSALS = 10_000;

    private final ConcurrentLinkedQueue<String> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();

    void called(String step, long nanos) {
        var taken = times.computeIfAbsent(step, name -> new Times(new LongAdder(), new LongAdder()));
        taken.calls().increment();
        taken.nanos().add(nanos);
    }

    void refused(String what) {
        refusals.add(what);
        if (kept.incrementAndGet() > MOST_REFUSALS && refusals.poll() != null) kept.decrementAndGet();
    }

    /** What the API refused, oldest first. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Calls by step. */
    public Map<String, Long> calls() {
        var calls = new TreeMap<String, Long>();
        times.forEach((step, time) -> calls.put(step, time.calls().sum()));
        return calls;
    }

    /** Mean milliseconds a call, by step. */
    public Map<String, Double> meanMs() {
        var means = new TreeMap<String, Double>();
        times.forEach((step, time) -> means.put(
                step,
                Math.round(time.nanos().sum() / 1e4 / Math.max(1, time.calls().sum())) / 100.0));
        return means;
    }
}
