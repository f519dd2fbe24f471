package wharf.demo;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import wharf.catalog.Handling;
import wharf.catalog.Item;
import wharf.catalog.ItemInstruction;
import wharf.catalog.NewItem;

/** One row of the demo's catalogue: price in US cents, weight in grams, sides in millimetres. */
record DemoItem(String sku, String name, long price, int grams, int length, int width, int height, Set<Care> care) {
    /** What is special about it. */
    enum Care {
        LOT,
        FRAGILE,
        LIQUID,
        UPRIGHT,
        ALONE,
        EAST_ONLY,
        WEST_ONLY,
        NEARLY_GONE
    }

    static DemoItem of(
            String sku, String name, long price, int grams, int length, int width, int height, Care... care) {
        var set = EnumSet.noneOf(Care.class);
        set.addAll(List.of(care));
        return new DemoItem(sku, name, price, grams, length, width, height, set);
    }

    boolean is(Care one) {
        return care.contains(one);
    }

    NewItem toNewItem(int number) {
        var handling = new Handling(
                is(Care.LOT), false, is(Care.FRAGILE), is(Care.LIQUID), false, is(Care.UPRIGHT), is(Care.ALONE));
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
                        null,
                        "US",
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
