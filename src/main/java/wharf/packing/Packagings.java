package wharf.packing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import wharf.packing.carton.Carton;
import wharf.packing.carton.Dunnage;
import wharf.packing.carton.PackItem;
import wharf.packing.carton.PackingCosts;
import wharf.shared.Money;
import wharf.shared.Refusal;

/** What the packer holds in the hand, by its code. */
@Component
class Packagings {
    private final CartonTypes types;
    private final int tolerancePercent;
    private final int toleranceGrams;

    Packagings(
            CartonTypes types,
            @Value("${wharf.packing.weight-tolerance-percent:5}") int tolerancePercent,
            @Value("${wharf.packing.weight-tolerance-grams:60}") int toleranceGrams) {
        this.types = types;
        this.tolerancePercent = tolerancePercent;
        this.toleranceGrams = toleranceGrams;
    }

    Packaging choose(String code, List<PackItem> goods) {
        var type = code.equals(Carton.OWN) ? null : known(code);
        var carton = type == null ? own(goods) : type.carton(Carton.UNLIMITED);
        var dunnage = Dunnage.of(carton, goods, PackingCosts.PAPER);
        long grams = goods.stream().mapToLong(PackItem::totalGrams).sum()
                + carton.emptyGrams()
                + dunnage.grams(PackingCosts.PAPER);
        int expected = Math.toIntExact(Math.min(Integer.MAX_VALUE, grams));
        int tolerance = Math.max(toleranceGrams, Math.toIntExact((long) expected * tolerancePercent / 100));
        return new Packaging(carton, goods, dunnage, expected, tolerance, material(type, dunnage));
    }

    /** Fill and wrap are priced in US cents; with a carton bought in another currency they are left out, as there is no rate. */
    private static Money material(@Nullable CartonType type, Dunnage dunnage) {
        var filling = Money.of(
                dunnage.fillLitres() * PackingCosts.PAPER.litreMinor()
                        + dunnage.wraps() * PackingCosts.PAPER.wrapMinor(),
                "USD");
        if (type == null) return filling;
        return type.cost().currency().equals("USD") ? type.cost().plus(filling) : type.cost();
    }

    private CartonType known(String code) {
        return types.find(code)
                .orElseThrow(() -> Refusal.invalid(
                        "unknown-carton",
                        "carton",
                        code,
                        "No carton has this code; scan the code printed on the carton."));
    }

    private static Carton own(List<PackItem> goods) {
        if (goods.size() != 1 || goods.getFirst().quantity() != 1)
            throw Refusal.conflict(
                    "not-alone",
                    "carton",
                    Carton.OWN,
                    "Only a single unit can ship in its own packaging; choose a carton.");
        return Carton.own(goods.getFirst());
    }
}
