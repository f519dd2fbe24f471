package wharf.demo;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import wharf.catalog.Items;
import wharf.catalog.NewItem;
import wharf.catalog.NewPrice;
import wharf.catalog.Pictures;
import wharf.catalog.Prices;
import wharf.checkout.ShopSettings;
import wharf.checkout.Shops;
import wharf.demo.DemoItem.Care;
import wharf.inventory.Condition;
import wharf.inventory.Receipt;
import wharf.inventory.Stock;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.merchant.NewMerchant;
import wharf.platform.BusinessClock;
import wharf.restock.Purchasing;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;
import wharf.warehouse.Bin;

/** Merchants, their items with pictures and suppliers, and the stock in the bins of both sites. */
@Component
class DemoGoods {
    private static final int NEARLY_GONE = 3;
    private static final int LEAST = 18;
    /** Units that are sold on a day, all items together; what stands in the bins is measured by it. */
    private static final int SOLD_A_DAY = 125;

    private static final int USUAL_DAYS = 62;
    private static final int FEW_DAYS = 9;
    private static final int TOO_MANY_DAYS = 420;
    /** Bins up to here are reached without a ladder. */
    private static final int LOW_LEVEL = 2;

    private final Merchants merchants;
    private final Items items;
    private final Stock stock;
    private final Selling selling;
    private final BusinessClock clock;

    DemoGoods(Merchants merchants, Items items, Stock stock, Selling selling, BusinessClock clock) {
        this.merchants = merchants;
        this.items = items;
        this.stock = stock;
        this.selling = selling;
        this.clock = clock;
    }

    /** How it looks and where shoppers see it; and where it comes from. */
    @Component
    record Selling(Prices prices, Shops shops, Pictures pictures, Purchasing purchasing) {}

    private record Owned(MerchantId merchant, ItemId id, DemoItem item) {}

    void stockUp(DemoSites.Built east, DemoSites.Built west) {
        var all = new ArrayList<Owned>();
        for (var merchant : DemoMerchant.ALL) all.addAll(takeOn(merchant, all.size()));
        var receipts = new ArrayList<Receipt>();
        putAway(all.stream().filter(o -> !o.item().is(Care.WEST_ONLY)).toList(), east.bins(), 6, receipts);
        putAway(
                all.stream()
                        .filter(o -> !o.item().is(Care.EAST_ONLY) && !o.item().is(Care.NEARLY_GONE))
                        .toList(),
                west.bins(),
                4,
                receipts);
        stock.receive(receipts);
        for (var merchant : DemoMerchant.ALL) onTheWay(merchant, all, east.id());
    }

    private List<Owned> takeOn(DemoMerchant merchant, int before) {
        // After a reset the merchant is there still: others know it by its id.
        var id = merchants.byCode(merchant.code()).map(Merchant::id).orElseGet(() -> create(merchant));
        var all = new ArrayList<NewItem>();
        for (var item : merchant.items()) all.add(item.toNewItem(before + all.size() + 1));
        var ids = new LinkedHashMap<>(items.put(id, all));
        ids.putAll(items.put(id, merchant.kits()));
        show(merchant, merchants.find(id).orElseThrow(), ids);
        selling.purchasing().terms(id, terms(merchant), "USD");
        return merchant.items().stream()
                .map(item -> new Owned(id, Objects.requireNonNull(ids.get(item.sku())), item))
                .toList();
    }

    private MerchantId create(DemoMerchant merchant) {
        return merchants.create(new NewMerchant(
                merchant.code(),
                merchant.name(),
                "USD",
                "orders@" + merchant.code() + ".example",
                "en",
                merchant.color(),
                false,
                true));
    }

    private void show(DemoMerchant demo, Merchant merchant, Map<String, ItemId> ids) {
        selling.prices().put(merchant, prices(demo));
        selling.shops().set(merchant.id(), new ShopSettings(true, null));
        for (var item : demo.items())
            draw(merchant, Objects.requireNonNull(ids.get(item.sku())), item.picture(), item.name());
        for (var kit : demo.sets())
            draw(
                    merchant,
                    Objects.requireNonNull(ids.get(kit.item().sku())),
                    kit.picture(),
                    kit.item().name());
    }

    private void draw(Merchant merchant, ItemId item, DemoPicture picture, String name) {
        selling.pictures().drawn(merchant.id(), item, picture.svg(name, merchant.brandColor()));
    }

    private static List<NewPrice> prices(DemoMerchant merchant) {
        var prices = new ArrayList<NewPrice>();
        for (var item : merchant.items()) prices.add(new NewPrice(item.sku(), item.price(), null, null));
        for (var kit : merchant.kits()) prices.add(new NewPrice(kit.sku(), merchant.price(kit.sku()), null, null));
        return prices;
    }

    private static String terms(DemoMerchant merchant) {
        var suppliers = DemoSupplier.of(merchant.code());
        return merchant.items().stream()
                .map(item -> Objects.requireNonNull(suppliers.get(item.supplier()), item.supplier())
                        .row(item))
                .collect(Collectors.joining("\n", DemoSupplier.HEADER + "\n", "\n"));
    }

    /** What sells most stands low and near the desk; the second bin, higher up, holds the younger lot. */
    private void putAway(List<Owned> goods, List<Bin> bins, int share, List<Receipt> receipts) {
        var sorted = goods.stream()
                .sorted(Comparator.comparingInt((Owned o) -> o.item().demand()).reversed())
                .toList();
        var near =
                bins.stream().sorted(Comparator.comparingInt(DemoGoods::effort)).toList();
        var low = near.stream().filter(bin -> bin.level() <= LOW_LEVEL).iterator();
        var high = near.stream().filter(bin -> bin.level() > LOW_LEVEL).iterator();
        double all = goods.stream().mapToInt(o -> o.item().demand()).sum();
        for (var owned : sorted) {
            long units = Math.max(
                    LEAST, Math.round(owned.item().demand() / all * SOLD_A_DAY * days(owned.item()) * share / 10));
            receipts.add(
                    receipt(owned, low.next(), 0, owned.item().is(Care.NEARLY_GONE) ? NEARLY_GONE : units - units / 3));
            if (!owned.item().is(Care.NEARLY_GONE)) receipts.add(receipt(owned, high.next(), 1, units / 3));
        }
    }

    private static int effort(Bin bin) {
        return bin.xMm() + bin.yMm() + (bin.level() - 1) * 1500;
    }

    /** Most have two months of stock, some are running out, of some there is far too much; always the same ones. */
    private static int days(DemoItem item) {
        return switch (Math.floorMod(item.sku().hashCode(), 12)) {
            case 0 -> FEW_DAYS;
            case 1 -> TOO_MANY_DAYS;
            default -> USUAL_DAYS + Math.floorMod(item.sku().hashCode(), 37);
        };
    }

    private Receipt receipt(Owned owned, Bin bin, int n, long units) {
        boolean lots = owned.item().is(Care.LOT);
        var expires = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusMonths(n == 0 ? 5 : 14);
        return new Receipt(
                owned.merchant(),
                owned.id(),
                bin.place(),
                lots ? "L%s".formatted(expires.toString().replace("-", "").substring(2)) : "",
                lots ? expires : null,
                Condition.SELLABLE,
                (int) units,
                Ids.next());
    }

    /** Two cases of some of what is running out are ordered already. */
    private void onTheWay(DemoMerchant merchant, List<Owned> all, WarehouseId site) {
        var few =
                merchant.items().stream().filter(item -> days(item) == FEW_DAYS).toList();
        if (few.isEmpty()) return;
        var supplier = few.getFirst().supplier();
        var units = new LinkedHashMap<String, Integer>();
        few.stream()
                .filter(item -> item.supplier().equals(supplier))
                .limit(3)
                .forEach(item -> units.put(item.sku(), 2 * item.pack()));
        var owner = all.stream()
                .filter(owned -> owned.item().equals(few.getFirst()))
                .findFirst()
                .orElseThrow()
                .merchant();
        var request = UUID.nameUUIDFromBytes(("demo:" + merchant.code()).getBytes(StandardCharsets.UTF_8));
        selling.purchasing().order(owner, site.value(), units, request);
    }

    /** Whether the demo's merchants are here already. */
    boolean there() {
        return merchants.byCode(DemoMerchant.CORAL.code()).isPresent();
    }

    /** Whether nobody has begun to use this database. */
    boolean nobody() {
        return merchants.all().isEmpty();
    }

    /** Names of merchants that somebody has added to the demo. */
    List<String> others() {
        var ours = DemoMerchant.ALL.stream().map(DemoMerchant::code).toList();
        return merchants.all().stream()
                .filter(merchant -> !ours.contains(merchant.code()))
                .map(Merchant::name)
                .toList();
    }

    Map<String, MerchantId> ids() {
        return merchants.all().stream().collect(Collectors.toMap(Merchant::code, Merchant::id));
    }
}
