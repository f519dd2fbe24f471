package wharf.walking;

import java.util.List;

/** Orders picked on one tour. */
public record Batch<S>(List<Load<S>> loads) {
    public Batch {
        loads = List.copyOf(loads);
    }

    /** All stops of all orders. */
    public List<S> stops() {
        return loads.stream().flatMap(load -> load.stops().stream()).toList();
    }

    /** Capacity taken. */
    public int size() {
        return loads.stream().mapToInt(Load::size).sum();
    }
}
