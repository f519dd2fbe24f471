package wharf.demo;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import wharf.catalog.NewItem;

/**
 * One client of the demo's operator with what it sells. All are invented; sizes and weights are those of such goods, and stand in the tables of
 * {@code resources/demo}.
 */
record DemoMerchant(
        String code, String name, String color, List<DemoItem> items, List<Kit> sets, Map<String, DemoItem> bySku) {
    /** Several items sold as one. */
    record Kit(String merchant, NewItem item, DemoPicture picture, int demand) {
        static Kit of(NamedCsvRecord row) {
            var parts = Arrays.stream(row.getField("parts").split(" "))
                    .map(part -> part.split("\\*"))
                    .map(part -> new NewItem.Component(part[0], Integer.parseInt(part[1])))
                    .toList();
            return new Kit(
                    row.getField("merchant"),
                    NewItem.kit(row.getField("sku"), row.getField("name"), parts),
                    DemoPicture.of(row),
                    Integer.parseInt(row.getField("demand")));
        }
    }

    static final DemoMerchant CORAL = read("coral-bay-demo", "Coral Bay Skincare (demo)", "#c2410c", "coral-bay.csv");
    static final DemoMerchant SAGUARO = read("saguaro-demo", "Saguaro Outdoor (demo)", "#15803d", "saguaro.csv");
    static final DemoMerchant SABAL = read("sabal-demo", "Sabal Coffee & Kitchen (demo)", "#7c2d12", "sabal.csv");
    static final List<DemoMerchant> ALL = List.of(CORAL, SAGUARO, SABAL);

    private static DemoMerchant read(String code, String name, String color, String table) {
        var items = DemoTable.rows(table, DemoItem::of);
        var sets = DemoTable.rows("kits.csv", Kit::of).stream()
                .filter(kit -> kit.merchant().equals(code))
                .toList();
        return new DemoMerchant(
                code,
                name,
                color,
                items,
                sets,
                items.stream().collect(Collectors.toMap(DemoItem::sku, Function.identity())));
    }

    List<NewItem> kits() {
        return sets.stream().map(Kit::item).toList();
    }

    /** What can be ordered without waiting for it. */
    List<DemoItem> plentiful() {
        return items.stream()
                .filter(item -> !item.is(DemoItem.Care.NEARLY_GONE))
                .toList();
    }

    DemoItem item(String sku) {
        var item = bySku.get(sku);
        if (item == null) throw new IllegalArgumentException(sku);
        return item;
    }

    /** What a kit costs is what is in it, less a tenth. */
    long price(String sku) {
        return kits().stream()
                .filter(kit -> kit.sku().equals(sku))
                .findFirst()
                .map(this::kitPrice)
                .orElseGet(() -> item(sku).price());
    }

    private long kitPrice(NewItem kit) {
        long parts = Objects.requireNonNull(kit.components()).stream()
                .mapToLong(part -> item(part.sku()).price() * part.quantity())
                .sum();
        return parts * 9 / 10;
    }
}
