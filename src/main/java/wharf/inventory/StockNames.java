package wharf.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.catalog.Item;
import wharf.catalog.Items;
import wharf.merchant.Merchants;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** Turns the names in requests about stock (merchant, warehouse, place, SKU) into what they mean, set-wise. */
@Component
class StockNames {
    private final Merchants merchants;
    private final Items items;
    private final SiteNames sites;
    private final StockPlaces places;

    StockNames(Merchants merchants, Items items, SiteNames sites, StockPlaces places) {
        this.merchants = merchants;
        this.items = items;
        this.sites = sites;
        this.places = places;
    }

    /**
     * The names in one row of a request.
     *
     * @param path where the row stands in the request
     * @param places code by the field it was given in
     */
    record Names(
            String path,
            @Nullable String merchant,
            String sku,
            String warehouse,
            Map<String, String> places,
            @Nullable String lot) {}

    /** What they mean. */
    record Meant(Item item, Map<String, PlaceRef> places) {
        PlaceRef place(String field) {
            return Objects.requireNonNull(places.get(field));
        }
    }

    /** In the order given. Refuses with the path of every name that means nothing, and of every lot that is missing or out of place. */
    @Transactional(readOnly = true)
    public List<Meant> resolve(List<Names> rows) {
        var owners = owners(rows);
        var known = new Known(
                owners,
                itemsOf(rows, owners),
                sites.named(rows.stream().map(Names::warehouse).distinct().toList()),
                new HashMap<>());
        placesOf(rows, known);
        var problems = new ArrayList<Problem>();
        var meant = rows.stream().map(row -> meant(row, known, problems)).toList();
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        return meant.stream().map(Objects::requireNonNull).toList();
    }

    private record Known(
            Map<String, MerchantId> owners,
            Map<MerchantId, Map<String, Item>> items,
            Map<String, WarehouseId> sites,
            Map<WarehouseId, Map<String, PlaceRef>> places) {}

    private Map<String, MerchantId> owners(List<Names> rows) {
        return rows.stream()
                .map(StockNames::owner)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), merchants::requested));
    }

    private static String owner(Names row) {
        return row.merchant() == null ? "" : row.merchant();
    }

    private Map<MerchantId, Map<String, Item>> itemsOf(List<Names> rows, Map<String, MerchantId> owners) {
        var skus = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> Objects.requireNonNull(owners.get(owner(row))),
                        Collectors.mapping(Names::sku, Collectors.toSet())));
        var found = new HashMap<MerchantId, Map<String, Item>>();
        skus.forEach((merchant, wanted) -> found.put(merchant, items.bySku(merchant, wanted)));
        return found;
    }

    private void placesOf(List<Names> rows, Known known) {
        rows.stream()
                .filter(row -> known.sites().containsKey(row.warehouse()))
                .collect(Collectors.groupingBy(
                        row -> Objects.requireNonNull(known.sites().get(row.warehouse())),
                        Collectors.flatMapping(row -> row.places().values().stream(), Collectors.toSet())))
                .forEach((site, codes) -> known.places().put(site, places.find(site, codes)));
    }

    private static @Nullable Meant meant(Names row, Known known, List<Problem> problems) {
        int before = problems.size();
        var item = item(row, known, problems);
        var places = places(row, known, problems);
        return problems.size() > before || item == null ? null : new Meant(item, places);
    }

    private static @Nullable Item item(Names row, Known known, List<Problem> problems) {
        var merchant = Objects.requireNonNull(known.owners().get(owner(row)));
        var item = known.items().getOrDefault(merchant, Map.of()).get(row.sku());
        if (item == null || item.kind() != Item.Kind.PHYSICAL) {
            problems.add(Problem.of(
                    "unknown-sku",
                    row.path() + ".sku",
                    row.sku(),
                    "This merchant has no physical item with this SKU; create the item or correct the SKU."));
            return null;
        }
        lot(row, item, problems);
        return item;
    }

    private static void lot(Names row, Item item, List<Problem> problems) {
        boolean given = row.lot() != null && !row.lot().isEmpty();
        if (given == item.handling().lotTracked()) return;
        problems.add(Problem.of(
                given ? "lot-not-tracked" : "missing",
                row.path() + ".lot",
                row.lot(),
                given
                        ? "This item is not kept by lot; leave the lot out."
                        : "This item is kept by lot; name the lot."));
    }

    private static Map<String, PlaceRef> places(Names row, Known known, List<Problem> problems) {
        var site = known.sites().get(row.warehouse());
        var found = new HashMap<String, PlaceRef>();
        if (site == null) {
            problems.add(Problem.of(
                    "unknown-warehouse",
                    row.path() + ".warehouse",
                    row.warehouse(),
                    "There is no warehouse with this code or id."));
            return found;
        }
        var here = known.places().getOrDefault(site, Map.of());
        row.places().forEach((field, code) -> {
            var place = here.get(code);
            if (place == null)
                problems.add(Problem.of(
                        "unknown-place",
                        row.path() + "." + field,
                        code,
                        "No bin or container of this warehouse has this code; create it or check the label."));
            else found.put(field, place);
        });
        return found;
    }
}
