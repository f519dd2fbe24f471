package wharf.walking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Merges, again and again, the two batches whose common tour saves most. Ties go to the orders that came first. */
final class Savings<S> {
    private static final long DOES_NOT_FIT = -1;

    private final List<Batch<S>> clusters = new ArrayList<>();
    private final long[] sizes;
    private final long[] lengths;
    private final boolean[] merged;

    /** Saving of merging i with j &gt; i. */
    private final long[][] savings;

    /** For every i the best partner j &gt; i, or −1. */
    private final int[] partner;

    private final long capacity;
    private final ToLongFunction<List<S>> length;

    Savings(List<Load<S>> loads, int capacity, ToLongFunction<List<S>> length) {
        this.capacity = capacity;
        this.length = length;
        var n = loads.size();
        sizes = new long[n];
        lengths = new long[n];
        merged = new boolean[n];
        savings = new long[n][n];
        partner = new int[n];
        for (var i = 0; i < n; i++) {
            clusters.add(new Batch<>(List.of(loads.get(i))));
            sizes[i] = loads.get(i).size();
            lengths[i] = length.applyAsLong(loads.get(i).stops());
        }
        for (var i = 0; i < n; i++) {
            for (var j = i + 1; j < n; j++) {
                savings[i][j] = saving(i, j);
            }
            choosePartner(i);
        }
    }

    List<Batch<S>> batches() {
        for (var i = best(); i >= 0; i = best()) {
            merge(i, partner[i]);
        }
        var left = new ArrayList<Batch<S>>();
        for (var i = 0; i < merged.length; i++) {
            if (!merged[i]) {
                left.add(clusters.get(i));
            }
        }
        return left;
    }

    private long saving(int i, int j) {
        if (sizes[i] + sizes[j] > capacity) {
            return DOES_NOT_FIT;
        }
        return lengths[i] + lengths[j] - length.applyAsLong(union(i, j));
    }

    private List<S> union(int i, int j) {
        var a = clusters.get(i).stops();
        var b = clusters.get(j).stops();
        var all = new ArrayList<S>(a.size() + b.size());
        all.addAll(a);
        all.addAll(b);
        return all;
    }

    private int best() {
        var best = -1;
        for (var i = 0; i < partner.length; i++) {
            if (!merged[i] && partner[i] >= 0 && (best < 0 || savings[i][partner[i]] > savings[best][partner[best]])) {
                best = i;
            }
        }
        return best;
    }

    private void merge(int i, int j) {
        lengths[i] += lengths[j] - savings[i][j];
        sizes[i] += sizes[j];
        var loads = new ArrayList<>(clusters.get(i).loads());
        loads.addAll(clusters.get(j).loads());
        clusters.set(i, new Batch<>(loads));
        merged[j] = true;
        for (var k = 0; k < merged.length; k++) {
            if (!merged[k] && k != i) {
                savings[Math.min(i, k)][Math.max(i, k)] = saving(Math.min(i, k), Math.max(i, k));
            }
        }
        for (var k = 0; k < merged.length; k++) {
            if (!merged[k] && (k <= i || partner[k] == j)) {
                choosePartner(k);
            }
        }
    }

    private void choosePartner(int i) {
        partner[i] = -1;
        for (var j = i + 1; j < merged.length; j++) {
            var gain = savings[i][j];
            if (!merged[j] && gain > 0 && (partner[i] < 0 || gain > savings[i][partner[i]])) {
                partner[i] = j;
            }
        }
    }
}
