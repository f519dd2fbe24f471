package wharf.demo;

import static wharf.demo.DemoItem.Care.ALONE;
import static wharf.demo.DemoItem.Care.EAST_ONLY;
import static wharf.demo.DemoItem.Care.FRAGILE;
import static wharf.demo.DemoItem.Care.LIQUID;
import static wharf.demo.DemoItem.Care.LOT;
import static wharf.demo.DemoItem.Care.NEARLY_GONE;
import static wharf.demo.DemoItem.Care.UPRIGHT;
import static wharf.demo.DemoItem.Care.WEST_ONLY;

import java.util.List;
import wharf.catalog.NewItem;

/** One client of the demo's operator with what it sells. All are invented; sizes and weights are those of such goods. */
record DemoMerchant(String code, String name, String color, List<DemoItem> items, List<NewItem> kits) {
    static final DemoMerchant CORAL = new DemoMerchant(
            "coral-bay-demo",
            "Coral Bay Skincare (demo)",
            "#c2410c",
            List.of(
                    DemoItem.of(
                            "CB-SUN50-150", "Mineral sunscreen SPF 50, 150 ml", 2400, 186, 62, 38, 168, LOT, LIQUID),
                    DemoItem.of(
                            "CB-SUN30-150", "Mineral sunscreen SPF 30, 150 ml", 2200, 184, 62, 38, 168, LOT, LIQUID),
                    DemoItem.of("CB-AFTER-250", "After-sun gel with aloe, 250 ml", 1800, 284, 66, 66, 182, LOT, LIQUID),
                    DemoItem.of("CB-CLEAN-200", "Sea-foam cleanser, 200 ml", 2600, 238, 54, 54, 176, LOT, LIQUID),
                    DemoItem.of(
                            "CB-SERUM-30",
                            "Vitamin C serum, 30 ml glass",
                            4800,
                            112,
                            36,
                            36,
                            108,
                            LOT,
                            LIQUID,
                            FRAGILE),
                    DemoItem.of("CB-NIGHT-50", "Night cream, 50 ml glass jar", 5200, 198, 66, 66, 54, LOT, FRAGILE),
                    DemoItem.of("CB-DAY-50", "Day cream, 50 ml jar", 3900, 96, 62, 62, 52, LOT),
                    DemoItem.of("CB-TONER-200", "Rose toner, 200 ml", 2100, 236, 52, 52, 170, LOT, LIQUID, UPRIGHT),
                    DemoItem.of("CB-LIP-4", "Lip balm, coconut", 650, 11, 68, 20, 20),
                    DemoItem.of("CB-LIP-TIN", "Lip balm tin, mango", 800, 26, 48, 48, 16),
                    DemoItem.of("CB-MASK-5", "Sheet masks, pack of 5", 1900, 168, 180, 130, 18),
                    DemoItem.of("CB-SOAP-120", "Bar soap, sea salt", 900, 128, 86, 56, 28),
                    DemoItem.of("CB-SOAP-3", "Bar soaps, set of 3", 2400, 402, 178, 90, 32),
                    DemoItem.of("CB-SCRUB-300", "Sugar scrub, 300 g", 2800, 368, 84, 84, 74, LOT),
                    DemoItem.of(
                            "CB-OIL-100",
                            "Body oil, 100 ml glass",
                            3400,
                            226,
                            48,
                            48,
                            142,
                            LOT,
                            LIQUID,
                            FRAGILE,
                            UPRIGHT),
                    DemoItem.of("CB-HAND-75", "Hand cream, 75 ml tube", 1400, 88, 52, 34, 148, LOT),
                    DemoItem.of("CB-BRUSH-D", "Dry brush, beech and sisal", 1600, 142, 128, 78, 46, EAST_ONLY),
                    DemoItem.of("CB-TOWEL-F", "Face towels, organic cotton, 3 pieces", 2200, 174, 210, 160, 40),
                    DemoItem.of("CB-BAG-C", "Cosmetic bag, waxed canvas", 2900, 154, 230, 150, 35),
                    DemoItem.of("CB-CANDLE", "Candle, salt and driftwood, 220 g", 3200, 486, 86, 86, 98, FRAGILE)),
            List.of(NewItem.kit(
                    "CB-KIT-BEACH",
                    "Beach day set",
                    List.of(
                            new NewItem.Component("CB-SUN50-150", 1),
                            new NewItem.Component("CB-AFTER-250", 1),
                            new NewItem.Component("CB-LIP-4", 2)))));

    static final DemoMerchant SAGUARO = new DemoMerchant(
            "saguaro-demo",
            "Saguaro Outdoor (demo)",
            "#15803d",
            List.of(
                    DemoItem.of("SG-TENT-2", "Tent, two persons", 24900, 2140, 460, 160, 150, ALONE),
                    DemoItem.of("SG-BAG-3S", "Sleeping bag, three seasons", 12900, 1380, 360, 220, 210, WEST_ONLY),
                    DemoItem.of("SG-PAD-R", "Sleeping pad, regular", 8900, 520, 260, 110, 110),
                    DemoItem.of("SG-PACK-28", "Day pack, 28 l", 11900, 980, 520, 300, 120),
                    DemoItem.of("SG-PACK-12", "Hydration pack, 12 l", 7900, 540, 430, 240, 70),
                    DemoItem.of("SG-STOVE", "Gas stove, folding", 4900, 96, 92, 64, 52),
                    DemoItem.of("SG-POT-900", "Titanium pot, 900 ml", 5400, 128, 122, 122, 108),
                    DemoItem.of("SG-SPORK", "Titanium spork", 1200, 18, 168, 38, 20),
                    DemoItem.of("SG-LAMP-400", "Head lamp, 400 lumens", 4400, 92, 110, 84, 62),
                    DemoItem.of("SG-BOTTLE-1", "Steel bottle, 1 l", 3600, 412, 92, 92, 268),
                    DemoItem.of("SG-BOTTLE-05", "Steel bottle, 0.5 l", 2800, 268, 74, 74, 218),
                    DemoItem.of("SG-FILTER", "Water filter, squeeze", 3900, 84, 198, 60, 58),
                    DemoItem.of("SG-POLES", "Trekking poles, pair", 9900, 512, 660, 90, 70),
                    DemoItem.of("SG-HAT-SUN", "Sun hat, wide brim", 3400, 108, 340, 320, 60),
                    DemoItem.of("SG-SOCK-M", "Merino socks, M", 2200, 72, 230, 95, 32),
                    DemoItem.of("SG-SOCK-L", "Merino socks, L", 2200, 78, 240, 98, 34),
                    DemoItem.of("SG-SHIRT-M", "Sun shirt, M", 5900, 186, 290, 230, 25),
                    DemoItem.of("SG-SHIRT-L", "Sun shirt, L", 5900, 198, 300, 240, 25),
                    DemoItem.of("SG-AID", "First-aid kit, weekend", 2900, 310, 180, 130, 60, LOT),
                    DemoItem.of("SG-COMPASS", "Sighting compass", 6200, 64, 108, 66, 20, NEARLY_GONE)),
            List.of(NewItem.kit(
                    "SG-KIT-COOK",
                    "Trail kitchen",
                    List.of(
                            new NewItem.Component("SG-STOVE", 1),
                            new NewItem.Component("SG-POT-900", 1),
                            new NewItem.Component("SG-SPORK", 2)))));

    static final DemoMerchant SABAL = new DemoMerchant(
            "sabal-demo",
            "Sabal Coffee & Kitchen (demo)",
            "#7c2d12",
            List.of(
                    DemoItem.of("SB-COF-HOUSE", "House blend, whole bean, 340 g", 1650, 362, 210, 85, 65, LOT),
                    DemoItem.of("SB-COF-DARK", "Dark roast, whole bean, 340 g", 1650, 362, 210, 85, 65, LOT),
                    DemoItem.of("SB-COF-ETH", "Ethiopia single origin, 250 g", 1950, 270, 190, 80, 60, LOT),
                    DemoItem.of("SB-COF-DECAF", "Decaf, ground, 340 g", 1700, 360, 210, 85, 65, LOT),
                    DemoItem.of(
                            "SB-COLD-1L", "Cold brew concentrate, 1 l", 2200, 1120, 82, 82, 258, LOT, LIQUID, UPRIGHT),
                    DemoItem.of(
                            "SB-SYRUP-V",
                            "Vanilla syrup, 375 ml glass",
                            1400,
                            742,
                            62,
                            62,
                            242,
                            LOT,
                            LIQUID,
                            FRAGILE,
                            UPRIGHT),
                    DemoItem.of("SB-MUG-STONE", "Stoneware mug, 350 ml", 1800, 412, 128, 98, 104, FRAGILE),
                    DemoItem.of("SB-MUG-SET4", "Stoneware mugs, set of 4", 6400, 1780, 270, 220, 120, FRAGILE),
                    DemoItem.of("SB-CUP-GLASS", "Double-wall glasses, pair", 2900, 338, 196, 102, 118, FRAGILE),
                    DemoItem.of("SB-DRIP-V", "Ceramic dripper", 2600, 396, 142, 122, 108, FRAGILE),
                    DemoItem.of("SB-FILT-100", "Paper filters, 100", 900, 134, 176, 130, 58),
                    DemoItem.of("SB-PRESS-1L", "French press, 1 l", 4900, 982, 190, 130, 240, FRAGILE, UPRIGHT),
                    DemoItem.of("SB-GRIND-H", "Hand grinder, steel burrs", 7900, 546, 198, 78, 72),
                    DemoItem.of("SB-KETTLE-G", "Gooseneck kettle, 1 l", 8900, 1240, 310, 200, 190, EAST_ONLY),
                    DemoItem.of("SB-SCALE", "Brew scale, 0.1 g", 4400, 438, 170, 148, 36),
                    DemoItem.of("SB-SPOON", "Scoop, walnut", 1500, 36, 162, 48, 30),
                    DemoItem.of("SB-CAN-500", "Storage canister, 500 g", 3400, 468, 124, 124, 176),
                    DemoItem.of("SB-APRON", "Barista apron, denim", 4200, 398, 300, 250, 40),
                    DemoItem.of("SB-TOWEL-K", "Tea towels, linen, pair", 2400, 212, 240, 180, 30),
                    DemoItem.of("SB-BOOK", "Brewing at home, paperback", 2500, 486, 234, 156, 20)),
            List.of());

    static final List<DemoMerchant> ALL = List.of(CORAL, SAGUARO, SABAL);

    DemoItem item(String sku) {
        return items.stream()
                .filter(item -> item.sku().equals(sku))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(sku));
    }

    /** What a kit costs is what is in it, less a tenth. */
    long price(String sku) {
        return kits.stream()
                .filter(kit -> kit.sku().equals(sku))
                .findFirst()
                .map(this::kitPrice)
                .orElseGet(() -> item(sku).price());
    }

    private long kitPrice(NewItem kit) {
        long parts = java.util.Objects.requireNonNull(kit.components()).stream()
                .mapToLong(part -> item(part.sku()).price() * part.quantity())
                .sum();
        return parts * 9 / 10;
    }
}
