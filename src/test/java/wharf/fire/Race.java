package wharf.fire;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import wharf.shared.Refusal;

/** Runs things at the same instant. What a client may be told is an answer or a {@link Refusal}; anything else, a deadlock say, fails the test. */
final class Race {
    private Race() {}

    /** What came of one racer: an answer, or the refusal. */
    record Outcome<T>(@Nullable T answer, @Nullable Refusal refusal) {
        boolean isRefused() {
            return refusal != null;
        }

        T get() {
            if (answer == null) throw new AssertionError("refused", refusal);
            return answer;
        }
    }

    /** The outcomes in the order of the racers. */
    static <T> List<Outcome<T>> of(List<Callable<T>> racers) {
        var start = new CountDownLatch(1);
        var outcomes = new ArrayList<Outcome<T>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = racers.stream()
                    .map(racer -> threads.submit(() -> {
                        start.await();
                        return outcome(racer);
                    }))
                    .toList();
            start.countDown();
            for (var one : running) outcomes.add(one.get());
        } catch (Exception fault) {
            throw new AssertionError("a racer was told a fault", fault);
        }
        return outcomes;
    }

    /** Two at once. */
    @SafeVarargs
    static List<Outcome<Object>> between(Callable<Object>... racers) {
        return of(List.of(racers));
    }

    private static <T> Outcome<T> outcome(Callable<T> racer) throws Exception {
        try {
            return new Outcome<>(racer.call(), null);
        } catch (Refusal refusal) {
            return new Outcome<>(null, refusal);
        }
    }
}
