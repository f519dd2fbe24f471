package wharf.demo;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import wharf.catalog.Items;
import wharf.catalog.NewItem;
import wharf.catalog.NewPrice;
import wharf.catalog.Prices;
import wharf.checkout.ShopSettings;
import wharf.checkout.Shops;
import wharf.demo.DemoItem.Care;
import wharf.inventory.Condition;
import wharf.inventory.Receipt;
import wharf.inventory.Stock;
import wharf.merchant.Merchants;
import wharf.merchant.NewMerchant;
import wharf.platform.BusinessClock;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.warehouse.Bin;

/** Merchants, their items, and the stock in the bins of both sites. */
@Component
class DemoGoods {
    private static final int USUAL = 40;
    private static final int NEARLY_GONE = 3;

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

    /** Where shoppers see it. */
    @Component
    record Selling(Prices prices, Shops shops) {}

    private record Owned(MerchantId merchant, ItemId id, DemoItem item) {}

    void stockUp(DemoSites.Built east, DemoSites.Built west) {
        var all = new ArrayList<Owned>();
        for (var merchant : DemoMerchant.ALL) all.addAll(takeOn(merchant, all.size()));
        var receipts = new ArrayList<Receipt>();
        putAway(all.stream().filter(o -> !o.item().is(Care.WEST_ONLY)).toList(), east.bins(), 3, receipts);
        putAway(
                all.stream()
                        .filter(o -> !o.item().is(Care.EAST_ONLY) && !o.item().is(Care.NEARLY_GONE))
                        .toList(),
                west.bins(),
                2,
                receipts);
        stock.receive(receipts);
    }

    private List<Owned> takeOn(DemoMerchant merchant, int before) {
        var id = merchants.create(new NewMerchant(
                merchant.code(),
                merchant.name(),
                "USD",
                "orders@" + merchant.code() + ".example",
                "en",
                merchant.color(),
                false,
                true));
        var all = new ArrayList<NewItem>();
        for (var item : merchant.items()) all.add(item.toNewItem(before + all.size() + 1));
        var ids = items.put(id, all);
        items.put(id, merchant.kits());
        selling.prices().put(merchants.find(id).orElseThrow(), prices(merchant));
        selling.shops().set(id, new ShopSettings(true, null));
        return merchant.items().stream()
                .map(item -> new Owned(id, Objects.requireNonNull(ids.get(item.sku())), item))
                .toList();
    }

    private static List<NewPrice> prices(DemoMerchant merchant) {
        var prices = new ArrayList<NewPrice>();
        for (var item : merchant.items()) prices.add(new NewPrice(item.sku(), item.price(), null, null));
        for (var kit : merchant.kits()) prices.add(new NewPrice(kit.sku(), merchant.price(kit.sku()), null, null));
        return prices;
    }

    /** Two bins an item, spread over the whole site; the second one holds the younger lot. */
    private void putAway(List<Owned> goods, List<Bin> bins, int cases, List<Receipt> receipts) {
        int stride = bins.size() / (goods.size() * 2);
        for (int i = 0; i < goods.size(); i++) {
            for (int n = 0; n < 2; n++) {
                var bin = bins.get((n * goods.size() + i) * stride);
                var owned = goods.get(i);
                if (n == 1 && owned.item().is(Care.NEARLY_GONE)) continue;
                receipts.add(receipt(owned, bin, n, cases));
            }
        }
    }

    private Receipt receipt(Owned owned, Bin bin, int n, int cases) {
        boolean lots = owned.item().is(Care.LOT);
        var expires = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusMonths(n == 0 ? 5 : 14);
        return new Receipt(
                owned.merchant(),
                owned.id(),
                bin.place(),
                lots ? "L%s".formatted(expires.toString().replace("-", "").substring(2)) : "",
                lots ? expires : null,
                Condition.SELLABLE,
                owned.item().is(Care.NEARLY_GONE) ? NEARLY_GONE : USUAL * cases / (n + 1),
                Ids.next());
    }

    /** Whether the demo's merchants are here already. */
    boolean there() {
        return merchants.byCode(DemoMerchant.CORAL.code()).isPresent();
    }

    /** Whether nobody has begun to use this database. */
    boolean nobody() {
        return merchants.all().isEmpty();
    }

    Map<String, MerchantId> ids() {
        return merchants.all().stream()
                .collect(java.util.stream.Collectors.toMap(wharf.merchant.Merchant::code, wharf.merchant.Merchant::id));
    }
}
