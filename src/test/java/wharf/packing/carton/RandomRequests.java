package wharf.packing.carton;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import wharf.shared.Dimensions;

/** Seeded generator of requests of every shape: tiny and huge items, odd costs, scarce cartons. */
final class RandomRequests {
    private final Random random;

    RandomRequests(long seed) {
        this.random = new Random(seed);
    }

    PackRequest next() {
        var items = new ArrayList<PackItem>();
        int kinds = 1 + random.nextInt(6);
        for (int i = 0; i < kinds; i++) items.add(item("item-" + i));
        var cartons = new ArrayList<Carton>();
        int suite = random.nextInt(6);
        for (int i = 0; i < suite; i++) cartons.add(carton("carton-" + i));
        Freight freight = (outer, grams) -> 500 + outer.volumeMm3() / 5_000_000 * 40 + grams / 500 * 30;
        return new PackRequest(items, cartons, freight, PackingCosts.PAPER, Duration.ofMillis(500));
    }

    private PackItem item(String key) {
        var size = new Dimensions(side(5, 400), side(5, 300), side(2, 200));
        int quantity = random.nextInt(10) == 0 ? 1 + random.nextInt(400) : 1 + random.nextInt(4);
        return new PackItem(key, size, random.nextInt(3000), quantity, care());
    }

    private Set<Care> care() {
        var care = EnumSet.noneOf(Care.class);
        for (var one : Care.values()) if (random.nextInt(6) == 0) care.add(one);
        return care;
    }

    private Carton carton(String code) {
        var inner = new Dimensions(side(80, 600), side(80, 500), side(10, 400));
        var outer = new Dimensions(inner.lengthMm() + 6, inner.widthMm() + 6, inner.heightMm() + 6);
        int empty = 20 + random.nextInt(500);
        int available = random.nextInt(4) == 0 ? random.nextInt(3) : Carton.UNLIMITED;
        var kind = List.of(Carton.Kind.BOX, Carton.Kind.MAILER, Carton.Kind.BAG).get(random.nextInt(3));
        return new Carton(
                code,
                kind,
                inner,
                outer,
                empty,
                empty + 500 + random.nextInt(25_000),
                20 + random.nextInt(300),
                available);
    }

    private int side(int from, int to) {
        return from + random.nextInt(to - from);
    }
}
