package wharf.demo.people;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.springframework.stereotype.Component;
import wharf.platform.BusinessClock;

/** What the simulated people of this node did lately, one line each, for whoever watches. Safe for many threads. */
@Component
public class Diary {
    private static final int KEPT = 100;

    private final BusinessClock clock;
    private final Deque<Entry> entries = new ArrayDeque<>();

    Diary(BusinessClock clock) {
        this.clock = clock;
    }

    /** @param what a sentence without its subject: {@code picked 3 lines} */
    public record Entry(Instant at, String who, String what) {}

    void note(String who, String what) {
        var entry = new Entry(clock.instant(), who, what);
        synchronized (entries) {
            entries.addFirst(entry);
            if (entries.size() > KEPT) entries.removeLast();
        }
    }

    /** The newest first. */
    public List<Entry> latest(int most) {
        synchronized (entries) {
            return entries.stream().limit(most).toList();
        }
    }
}
