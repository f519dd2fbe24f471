package wharf.demo;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import wharf.geography.Address;

/** What is ordered in the demo's past, and by whom. */
final class HistoryBasket {
    private static final List<String> FIRST = words(
            "Ana Ben Chloe Daniel Emma Farid Grace Henry Iris Jorge Karen Liam Mia Noah Olivia Paul Quinn Rosa Sam Tara Uma Victor Wendy Yara Zoe Marcus Nadia Owen Priya Rafael Sofia Theo Valeria Will");
    private static final List<String> LAST = words(
            "Castillo Archer Nguyen Ortiz Fisher Rahman Lee Walker Rivera Price Foster Johansson Begay Reed Schmidt Murphy Delgado Whitaker Singh Patel Stone Cho Bloom Haddad Carter Okafor Lindgren Moreau Santos Kim Weber Alvarez Brooks Tanaka");

    private final SplittableRandom random;

    HistoryBasket(SplittableRandom random) {
        this.random = random;
    }

    /** A line of an order: an item, or a set with its parts and how many of each. */
    record Wanted(String sku, List<DemoItem> parts, List<Integer> counts, long price, int quantity) {}

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" "));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> T weighted(List<T> of, ToIntFunction<T> weight) {
        int at = random.nextInt(of.stream().mapToInt(weight).sum());
        for (var one : of) {
            at -= weight.applyAsInt(one);
            if (at < 0) return one;
        }
        return of.getLast();
    }

    List<Wanted> of(DemoMerchant merchant) {
        double size = random.nextDouble();
        int lines = size < 0.52 ? 1 : size < 0.8 ? 2 : size < 0.94 ? 3 : 4;
        var wanted = new LinkedHashMap<String, Wanted>();
        for (int i = 0; i < lines; i++) {
            double many = random.nextDouble();
            int quantity = many < 0.8 ? 1 : many < 0.95 ? 2 : 3;
            boolean set = random.nextDouble() < 0.045;
            if (set) {
                var kit = weighted(merchant.sets(), DemoMerchant.Kit::demand);
                var parts = kit.item().components();
                if (parts == null) continue;
                wanted.putIfAbsent(
                        kit.item().sku(),
                        new Wanted(
                                kit.item().sku(),
                                parts.stream()
                                        .map(part -> merchant.item(part.sku()))
                                        .toList(),
                                parts.stream().map(part -> part.quantity()).toList(),
                                merchant.price(kit.item().sku()),
                                1));
            } else {
                var item = weighted(merchant.items(), DemoItem::demand);
                wanted.putIfAbsent(
                        item.sku(), new Wanted(item.sku(), List.of(item), List.of(1), item.price(), quantity));
            }
        }
        return List.copyOf(wanted.values());
    }

    Address buyer() {
        var places = DemoBuyer.all();
        var first = one(FIRST);
        var last = one(LAST);
        // Most of what is sold goes to the United States, which come first in the list.
        var place = random.nextDouble() < 0.87 ? places.get(random.nextInt(26)) : places.get(26 + random.nextInt(11));
        return new Address(
                first + " " + last,
                null,
                place.line1(),
                random.nextDouble() < 0.3 ? "Apt " + (1 + random.nextInt(40)) : null,
                place.city(),
                place.region(),
                place.postcode(),
                place.country(),
                place.phone(),
                (first + "." + last).toLowerCase(Locale.ROOT) + "@shopper.example");
    }
}
