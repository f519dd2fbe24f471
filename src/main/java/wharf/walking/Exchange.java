package wharf.walking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Makes batches better by moving one order to another batch or exchanging two orders, as long as that shortens the
 * tours (the neighbourhoods of Henn and Wäscher, EJOR 222(3), 2012).
 */
final class Exchange<S> {
    /** Each pass looks at every move once; few instances still improve after the fifth. */
    private static final int MOST_PASSES = 20;

    private final List<Walked<S>> tours = new ArrayList<>();
    private final int capacity;
    private final ToLongFunction<List<S>> length;

    private record Walked<S>(Batch<S> batch, long length) {}

    Exchange(List<Batch<S>> batches, int capacity, ToLongFunction<List<S>> length) {
        this.capacity = capacity;
        this.length = length;
        batches.forEach(batch -> tours.add(tour(batch.loads())));
    }

    List<Batch<S>> batches() {
        for (var pass = 0; pass < MOST_PASSES && improvesOnce(); pass++) {
            tours.removeIf(tour -> tour.batch().loads().isEmpty());
        }
        tours.removeIf(tour -> tour.batch().loads().isEmpty());
        return tours.stream().map(Walked::batch).toList();
    }

    private boolean improvesOnce() {
        var improved = false;
        for (var i = 0; i < tours.size(); i++) {
            for (var j = 0; j < tours.size(); j++) {
                if (i != j) {
                    improved |= moveAny(i, j);
                    improved |= i < j && swapAny(i, j);
                }
            }
        }
        return improved;
    }

    private boolean moveAny(int from, int to) {
        var improved = false;
        for (var load : tours.get(from).batch().loads()) {
            if (tours.get(to).batch().size() + load.size() <= capacity) {
                improved |= replaceIfShorter(
                        from,
                        without(from, load),
                        to,
                        with(tours.get(to).batch().loads(), load));
            }
        }
        return improved;
    }

    private boolean swapAny(int i, int j) {
        for (var a : tours.get(i).batch().loads()) {
            for (var b : tours.get(j).batch().loads()) {
                var fits = tours.get(i).batch().size() - a.size() + b.size() <= capacity
                        && tours.get(j).batch().size() - b.size() + a.size() <= capacity;
                if (fits && replaceIfShorter(i, with(without(i, a), b), j, with(without(j, b), a))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean replaceIfShorter(int i, List<Load<S>> newI, int j, List<Load<S>> newJ) {
        var before = tours.get(i).length() + tours.get(j).length();
        var tourI = tour(newI);
        if (tourI.length() >= before) {
            return false;
        }
        var tourJ = tour(newJ);
        if (tourI.length() + tourJ.length() >= before) {
            return false;
        }
        tours.set(i, tourI);
        tours.set(j, tourJ);
        return true;
    }

    private List<Load<S>> without(int tour, Load<S> load) {
        var rest = new ArrayList<>(tours.get(tour).batch().loads());
        rest.remove(load);
        return rest;
    }

    private static <S> List<Load<S>> with(List<Load<S>> loads, Load<S> load) {
        var more = new ArrayList<>(loads);
        more.add(load);
        return more;
    }

    private Walked<S> tour(List<Load<S>> loads) {
        var batch = new Batch<>(loads);
        return new Walked<>(batch, loads.isEmpty() ? 0 : length.applyAsLong(batch.stops()));
    }
}
