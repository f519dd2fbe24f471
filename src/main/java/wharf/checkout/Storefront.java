package wharf.checkout;

import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Cursor;
import wharf.platform.Sql;
import wharf.shared.ItemId;

/** What a shop sells: active items that are shipped and have a price in its currency, with what is left of them. */
@Component
class Storefront {
    private static final String GOODS = """
            select i.id, i.sku, i.name, coalesce(p.amount_minor, 0) as price_minor,
                   coalesce(case i.kind
                     when 'KIT' then (
                       select min(greatest(coalesce(c.on_hand - c.reserved, 0), 0) / k.quantity)
                       from kit_component k
                       left join item_stock c on c.item_id = k.component_id
                       where k.kit_id = i.id)
                     else greatest(s.on_hand - s.reserved, 0)
                   end, 0) as available
            from item i
            %s join lateral (
              select amount_minor
              from item_price
              where item_id = i.id
              and currency = :currency
              and valid_from <= :now
              order by valid_from desc
              limit 1) p on true
            left join item_stock s on s.item_id = i.id
            """;
    private static final String LIST = GOODS.formatted("inner") + """
            where i.merchant_id = :merchant
            and i.active
            and i.kind in ('PHYSICAL', 'KIT')
            and (:sku::text is null or i.sku = :sku)
            and (:text::text is null or position(lower(:text) in lower(i.name || ' ' || i.sku)) > 0)
            and (:name::text is null or (i.name, i.id) > (:name, :id))
            order by i.name, i.id
            limit :limit
            """;
    private static final String ONE = GOODS.formatted("inner") + """
            where i.id = :item
            and i.merchant_id = :merchant
            and i.active
            and i.kind in ('PHYSICAL', 'KIT')
            """;
    private static final String SOME = GOODS.formatted("left") + """
            where i.id = any(:items)
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    Storefront(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What is sold, by name. */
    @Transactional(readOnly = true)
    public List<Goods> list(Shop shop, @Nullable String text, @Nullable Cursor after, int limit) {
        return list(shop, null, text, after, limit);
    }

    /** One thing that is sold; empty when the shop does not sell it. */
    @Transactional(readOnly = true)
    public java.util.Optional<Goods> one(Shop shop, String sku) {
        return list(shop, sku, null, null, 1).stream().findFirst();
    }

    /** As {@link #one(Shop, String)}. */
    @Transactional(readOnly = true)
    public java.util.Optional<Goods> one(Shop shop, ItemId item) {
        return jdbc.sql(ONE)
                .param("merchant", shop.merchant().value())
                .param("currency", shop.currency())
                .param("now", Sql.timestamp(clock.instant()))
                .param("item", item.value())
                .query(Goods.class)
                .optional();
    }

    private List<Goods> list(
            Shop shop, @Nullable String sku, @Nullable String text, @Nullable Cursor after, int limit) {
        boolean any = text == null || text.isBlank();
        return jdbc.sql(LIST)
                .param("merchant", shop.merchant().value())
                .param("currency", shop.currency())
                .param("now", Sql.timestamp(clock.instant()))
                .param("sku", sku)
                .param("text", any || text == null ? null : text.strip())
                .param("name", after == null ? null : after.text(0))
                .param("id", after == null ? null : after.uuid(1), Types.OTHER)
                .param("limit", limit)
                .query(Goods.class)
                .list();
    }

    /** What is left of these items, sold here or not. */
    @Transactional(readOnly = true)
    public Map<UUID, Goods> left(Shop shop, Collection<ItemId> items) {
        return jdbc
                .sql(SOME)
                .param("items", Sql.ids(items))
                .param("currency", shop.currency())
                .param("now", Sql.timestamp(clock.instant()))
                .query(Goods.class)
                .list()
                .stream()
                .collect(Collectors.toMap(Goods::id, Function.identity()));
    }
}
