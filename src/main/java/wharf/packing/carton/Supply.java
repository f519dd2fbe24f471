package wharf.packing.carton;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Cartons at hand, counted down as a plan uses them. */
final class Supply {
    private final List<Carton> cartons;
    private final Map<String, Integer> used = new HashMap<>();

    Supply(List<Carton> cartons) {
        this.cartons = List.copyOf(cartons);
    }

    List<Carton> atHand() {
        return cartons.stream().filter(carton -> left(carton) > 0).toList();
    }

    int left(Carton carton) {
        if (carton.available() == Carton.UNLIMITED) return Carton.UNLIMITED;
        return carton.available() - Objects.requireNonNullElse(used.get(carton.code()), 0);
    }

    void use(List<PlannedParcel> parcels) {
        parcels.forEach(parcel -> used.merge(parcel.carton().code(), 1, Integer::sum));
    }

    Supply copy() {
        var copy = new Supply(cartons);
        copy.used.putAll(used);
        return copy;
    }

    void use(Carton carton, int pieces) {
        used.merge(carton.code(), pieces, Integer::sum);
    }
}
