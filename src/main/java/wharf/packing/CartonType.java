package wharf.packing;

import wharf.packing.carton.Carton;
import wharf.shared.Dimensions;
import wharf.shared.Money;

/**
 * Packaging the operator has.
 *
 * @param maxGrams the most a packed parcel of it may weigh, packaging included
 * @param cost of one piece
 */
public record CartonType(
        String code,
        String name,
        Carton.Kind kind,
        Dimensions inner,
        Dimensions outer,
        int emptyGrams,
        int maxGrams,
        Money cost,
        boolean active) {

    Carton carton(int available) {
        return new Carton(code, kind, inner, outer, emptyGrams, maxGrams, cost.minor(), available);
    }
}
