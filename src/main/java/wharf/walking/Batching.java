package wharf.walking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Puts orders together into tours within a picker's capacity. An order larger than the capacity gets a batch of its
 * own: it has to be picked anyway.
 */
public final class Batching {
    private Batching() {}

    /** In the given order, a new batch whenever the next one does not fit. What the others are measured against. */
    public static <S> List<Batch<S>> firstCome(List<Load<S>> loads, int capacity) {
        var batches = new ArrayList<Batch<S>>();
        var open = new ArrayList<Load<S>>();
        var used = 0L;
        for (var load : loads) {
            if (!open.isEmpty() && used + load.size() > capacity) {
                batches.add(new Batch<>(open));
                open.clear();
                used = 0;
            }
            open.add(load);
            used += load.size();
        }
        if (!open.isEmpty()) {
            batches.add(new Batch<>(open));
        }
        return batches;
    }

    /**
     * Savings, recomputed after every merge: Clarke and Wright (Operations Research 12(4), 1964) as variant C&W(ii) of
     * de Koster, van der Poort and Wolters (IJPR 37(7), 1999). Asks for about 1.5 n² tour lengths; for thousands of
     * orders call it for a few hundred at a time.
     *
     * @param length of the tour over the stops, for instance {@code stops -> Routing.OPTIMAL.lengthMm(layout, stops)}
     */
    public static <S> List<Batch<S>> savings(List<Load<S>> loads, int capacity, ToLongFunction<List<S>> length) {
        return new Savings<>(loads, capacity, length).batches();
    }

    /**
     * {@link #savings}, then orders moved and exchanged between batches while that shortens the tours: never longer,
     * a few per cent shorter as a rule, for several times the computing.
     */
    public static <S> List<Batch<S>> savingsAndExchange(
            List<Load<S>> loads, int capacity, ToLongFunction<List<S>> length) {
        return new Exchange<>(savings(loads, capacity, length), capacity, length).batches();
    }
}
