package wharf.demo;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import wharf.catalog.Handling;
import wharf.catalog.Item;
import wharf.catalog.ItemInstruction;
import wharf.catalog.NewItem;

/**
 * One row of the demo's catalogue: price and cost in US cents, weight in grams, sides in millimetres.
 *
 * @param demand how often it is bought, 0 to 100
 * @param pack units in a case of its supplier
 */
record DemoItem(
        String sku,
        String name,
        String category,
        long price,
        long cost,
        int grams,
        int length,
        int width,
        int height,
        Set<Care> care,
        String hsCode,
        String origin,
        DemoPicture picture,
        int demand,
        String supplier,
        int pack) {
    /** What is special about it. */
    enum Care {
        LOT,
        FRAGILE,
        LIQUID,
        HAZMAT,
        UPRIGHT,
        ALONE,
        EAST_ONLY,
        WEST_ONLY,
        NEARLY_GONE
    }

    static DemoItem of(NamedCsvRecord row) {
        var care = EnumSet.noneOf(Care.class);
        Arrays.stream(row.getField("care").split(" "))
                .filter(word -> !word.isBlank())
                .forEach(word -> care.add(Care.valueOf(word)));
        return new DemoItem(
                row.getField("sku"),
                row.getField("name"),
                row.getField("category"),
                Long.parseLong(row.getField("price")),
                Long.parseLong(row.getField("cost")),
                number(row, "grams"),
                number(row, "length"),
                number(row, "width"),
                number(row, "height"),
                care,
                row.getField("hs"),
                row.getField("origin"),
                DemoPicture.of(row),
                number(row, "demand"),
                row.getField("supplier"),
                number(row, "pack"));
    }

    private static int number(NamedCsvRecord row, String column) {
        return Integer.parseInt(row.getField(column));
    }

    boolean is(Care one) {
        return care.contains(one);
    }

    NewItem toNewItem(int number) {
        var handling = new Handling(
                is(Care.LOT),
                false,
                is(Care.FRAGILE),
                is(Care.LIQUID),
                is(Care.HAZMAT),
                is(Care.UPRIGHT),
                is(Care.ALONE));
        var item = new NewItem(
                        sku,
                        name,
                        Item.Kind.PHYSICAL,
                        grams,
                        length,
                        width,
                        height,
                        handling,
                        price,
                        hsCode,
                        origin,
                        null,
                        null,
                        null)
                .withBarcodes(Gtin.demo(number));
        return is(Care.FRAGILE)
                ? item.withInstruction(new ItemInstruction(
                        ItemInstruction.Type.ACKNOWLEDGE, "Glass or ceramic: wrap each piece in two sheets."))
                : item;
    }
}
