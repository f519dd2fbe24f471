package wharf.catalog;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.merchant.Merchant;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** What items are sold for, by currency and day. Of several prices the one that began last counts. */
@Service
public class Prices {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    private static final String PUT = """
            insert into item_price (merchant_id, item_id, currency, valid_from, amount_minor)
            select :merchant, p.item, p.currency, p.valid_from, p.amount
            from unnest(:items, :currencies, :from, :amounts) as p (item, currency, valid_from, amount)
            on conflict (item_id, currency, valid_from) do update
            set amount_minor = excluded.amount_minor
            """;
    private static final String VALID = """
            select distinct on (p.item_id) p.item_id, i.sku, p.currency, p.amount_minor, p.valid_from
            from item_price p
            join item i on i.id = p.item_id
            where p.item_id = any(:items)
            and p.currency = :currency
            and p.valid_from <= :now
            order by p.item_id, p.valid_from desc
            """;
    private static final String HISTORY = """
            select p.item_id, i.sku, p.currency, p.amount_minor, p.valid_from
            from item_price p
            join item i on i.id = p.item_id
            where i.merchant_id = :merchant
            and i.sku = :sku
            order by p.valid_from desc, p.currency
            limit 200
            """;
    private static final RowMapper<Price> ROW = (row, n) -> new Price(
            new ItemId(row.getObject("item_id", UUID.class)),
            row.getString("sku"),
            row.getString("currency"),
            row.getLong("amount_minor"),
            row.getObject("valid_from", OffsetDateTime.class).toInstant());

    private final JdbcClient jdbc;
    private final Items items;
    private final BusinessClock clock;

    Prices(JdbcClient jdbc, Items items, BusinessClock clock) {
        this.jdbc = jdbc;
        this.items = items;
        this.clock = clock;
    }

    /** Sets prices of a merchant's items, all or none; refuses SKUs there are not, with the path of each. */
    @Transactional
    public void put(Merchant merchant, List<NewPrice> given) {
        if (given.isEmpty()) return;
        var known = items.bySku(
                merchant.id(), given.stream().map(NewPrice::sku).distinct().toList());
        refuse(given, known);
        var now = clock.instant();
        var keys = new java.util.LinkedHashMap<List<Object>, NewPrice>();
        for (var price : given) keys.put(List.of(price.sku(), currency(price, merchant), from(price, now)), price);
        var prices = new ArrayList<>(keys.values());
        jdbc.sql(PUT)
                .param("merchant", merchant.id().value())
                .param(
                        "items",
                        Sql.ids(prices.stream()
                                .map(p -> Objects.requireNonNull(known.get(p.sku()))
                                        .id())
                                .toList()))
                .param(
                        "currencies",
                        Sql.texts(
                                prices.stream().map(p -> currency(p, merchant)).toList()))
                .param(
                        "from",
                        Sql.instants(prices.stream().map(p -> from(p, now)).toList()))
                .param(
                        "amounts",
                        Sql.longs(prices.stream().map(NewPrice::amountMinor).toList()))
                .update();
    }

    private static void refuse(List<NewPrice> given, Map<String, Item> known) {
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < given.size(); i++) {
            var price = given.get(i);
            var path = "prices[" + i + "]";
            if (!known.containsKey(price.sku()))
                problems.add(Problem.of(
                        "unknown-sku",
                        path + ".sku",
                        price.sku(),
                        "This merchant has no item with this SKU; create the item or correct the SKU."));
            if (price.currency() != null && isUnknown(price.currency()))
                problems.add(Problem.of(
                        "unknown-currency",
                        path + ".currency",
                        price.currency(),
                        "Give an ISO 4217 code such as USD."));
            var from = price.validFrom();
            if (from != null && (from.isBefore(EARLIEST) || from.isAfter(LATEST)))
                problems.add(Problem.of(
                        "out-of-range", path + ".validFrom", from, "Give an instant between the years 2000 and 2100."));
        }
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
    }

    private static boolean isUnknown(String currency) {
        return java.util.Currency.getAvailableCurrencies().stream()
                .noneMatch(known -> known.getCurrencyCode().equals(currency));
    }

    private static String currency(NewPrice price, Merchant merchant) {
        return price.currency() == null ? merchant.currency() : price.currency();
    }

    private static Instant from(NewPrice price, Instant now) {
        return price.validFrom() == null ? now : price.validFrom();
    }

    /** The prices of these items that hold now in that currency; items without one are absent. */
    @Transactional(readOnly = true)
    public Map<ItemId, Price> of(Collection<ItemId> wanted, String currency) {
        return jdbc
                .sql(VALID)
                .param("items", Sql.ids(wanted))
                .param("currency", currency)
                .param("now", Sql.timestamp(clock.instant()))
                .query(ROW)
                .list()
                .stream()
                .collect(Collectors.toMap(Price::item, Function.identity()));
    }

    /** Past, present and future prices of one item, the latest to begin first; at most 200. */
    @Transactional(readOnly = true)
    public List<Price> history(MerchantId merchant, @Nullable String sku) {
        return jdbc.sql(HISTORY)
                .param("merchant", merchant.value())
                .param("sku", sku)
                .query(ROW)
                .list();
    }
}
