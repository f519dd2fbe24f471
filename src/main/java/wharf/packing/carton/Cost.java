package wharf.packing.carton;

import java.util.List;

/** The parts of a parcel's landed cost, minor units. */
public record Cost(long cartonMinor, long freightMinor, long labourMinor, long materialMinor) {
    public static final Cost ZERO = new Cost(0, 0, 0, 0);

    static Cost of(Carton carton, List<PackItem> contents, PackRequest request) {
        var costs = request.costs();
        var dunnage = Dunnage.of(carton, contents, costs);
        long units = contents.stream().mapToLong(PackItem::quantity).sum();
        return new Cost(
                carton.costMinor(),
                request.freight().costMinor(carton.outer(), grossGrams(carton, contents, costs)),
                costs.parcelMinor() + costs.unitMinor() * units,
                dunnage.fillLitres() * costs.litreMinor() + dunnage.wraps() * costs.wrapMinor());
    }

    static int grossGrams(Carton carton, List<PackItem> contents, PackingCosts costs) {
        long goods = contents.stream().mapToLong(PackItem::totalGrams).sum();
        return Math.toIntExact(goods
                + carton.emptyGrams()
                + Dunnage.of(carton, contents, costs).grams(costs));
    }

    public long totalMinor() {
        return cartonMinor + freightMinor + labourMinor + materialMinor;
    }

    Cost plus(Cost other) {
        return new Cost(
                cartonMinor + other.cartonMinor,
                freightMinor + other.freightMinor,
                labourMinor + other.labourMinor,
                materialMinor + other.materialMinor);
    }
}
