package wharf.inventory;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.shared.MerchantId;

/**
 * The counters of promised against had, per item and per site. A decrease that would leave more promised than had takes promises back
 * first, lowest priority first.
 */
@Component
class StockCounters {
    private static final String ADD_ITEMS = """
            insert into item_stock (item_id, merchant_id)
            select *
            from unnest(:items, :merchants)
            order by 1
            on conflict do nothing
            """;
    private static final String ADD_SITES = """
            insert into site_stock (item_id, warehouse_id, merchant_id)
            select *
            from unnest(:items, :sites, :merchants)
            order by 1, 2
            on conflict do nothing
            """;
    private static final String CHANGE_ITEMS = """
            with locked as (
              select item_id from item_stock where item_id = any(:items) order by item_id for no key update
            )
            update item_stock s
            set on_hand = s.on_hand + d.on_hand, reserved = s.reserved + d.reserved
            from locked l
            join unnest(:items, :onHand, :reserved) as d (item, on_hand, reserved) on d.item = l.item_id
            where s.item_id = l.item_id
            """;
    private static final String CHANGE_SITES = """
            with d as (
              select * from unnest(:items, :sites, :onHand, :reserved) as d (item, site, on_hand, reserved)
            ), locked as (
              select s.item_id, s.warehouse_id
              from site_stock s
              where (s.item_id, s.warehouse_id) in (select item, site from d)
              order by s.item_id, s.warehouse_id
              for no key update
            )
            update site_stock s
            set on_hand = s.on_hand + d.on_hand, reserved = s.reserved + d.reserved
            from locked l
            join d on d.item = l.item_id and d.site = l.warehouse_id
            where s.item_id = l.item_id
            and s.warehouse_id = l.warehouse_id
            """;

    private final JdbcClient jdbc;
    private final Promises promises;

    StockCounters(JdbcClient jdbc, Promises promises) {
        this.jdbc = jdbc;
        this.promises = promises;
    }

    record SiteKey(UUID item, UUID site) {
        static final Comparator<SiteKey> ORDER =
                Comparator.comparing(SiteKey::item).thenComparing(SiteKey::site);
    }

    /** Net change of one key. */
    static final class Net {
        final MerchantId merchant;
        long onHand;
        long reserved;

        Net(MerchantId merchant) {
            this.merchant = merchant;
        }

        boolean none() {
            return onHand == 0 && reserved == 0;
        }

        boolean mayOverpromise() {
            return onHand < reserved;
        }
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void apply(List<StockChange> changes) {
        var items = new TreeMap<UUID, Net>();
        var sites = new TreeMap<SiteKey, Net>(SiteKey.ORDER);
        for (var change : changes) {
            add(items.computeIfAbsent(change.item().value(), item -> new Net(change.merchant())), change);
            add(
                    sites.computeIfAbsent(
                            new SiteKey(change.item().value(), change.site().value()), k -> new Net(change.merchant())),
                    change);
        }
        items.values().removeIf(Net::none);
        sites.values().removeIf(Net::none);
        if (sites.isEmpty()) return;
        ensureRows(items, sites);
        promises.takeBack(items, sites);
        changeItems(items);
        changeSites(sites);
    }

    private static void add(Net net, StockChange change) {
        net.onHand += change.onHand();
        net.reserved += change.reserved();
    }

    private void ensureRows(Map<UUID, Net> items, Map<SiteKey, Net> sites) {
        if (items.values().stream().anyMatch(net -> net.onHand > 0)) {
            jdbc.sql(ADD_ITEMS)
                    .param("items", Sql.uuids(items.keySet()))
                    .param(
                            "merchants",
                            Sql.ids(items.values().stream()
                                    .map(net -> net.merchant)
                                    .toList()))
                    .update();
        }
        if (sites.values().stream().anyMatch(net -> net.onHand > 0)) {
            jdbc.sql(ADD_SITES)
                    .param(
                            "items",
                            Sql.uuids(sites.keySet().stream().map(SiteKey::item).toList()))
                    .param(
                            "sites",
                            Sql.uuids(sites.keySet().stream().map(SiteKey::site).toList()))
                    .param(
                            "merchants",
                            Sql.ids(sites.values().stream()
                                    .map(net -> net.merchant)
                                    .toList()))
                    .update();
        }
    }

    private void changeItems(Map<UUID, Net> items) {
        if (items.isEmpty()) return;
        jdbc.sql(CHANGE_ITEMS)
                .param("items", Sql.uuids(items.keySet()))
                .param(
                        "onHand",
                        Sql.longs(items.values().stream().map(net -> net.onHand).toList()))
                .param(
                        "reserved",
                        Sql.longs(
                                items.values().stream().map(net -> net.reserved).toList()))
                .update();
    }

    private void changeSites(Map<SiteKey, Net> sites) {
        jdbc.sql(CHANGE_SITES)
                .param(
                        "items",
                        Sql.uuids(sites.keySet().stream().map(SiteKey::item).toList()))
                .param(
                        "sites",
                        Sql.uuids(sites.keySet().stream().map(SiteKey::site).toList()))
                .param(
                        "onHand",
                        Sql.longs(sites.values().stream().map(net -> net.onHand).toList()))
                .param(
                        "reserved",
                        Sql.longs(
                                sites.values().stream().map(net -> net.reserved).toList()))
                .update();
    }
}
