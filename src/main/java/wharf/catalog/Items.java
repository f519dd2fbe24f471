package wharf.catalog;

import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Cursor;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.platform.Turn;
import wharf.shared.Dimensions;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** The items in the caller's scope. */
@Service
public class Items {
    private static final String SELECT = """
            select i.id, i.merchant_id, i.sku, i.name, i.kind, i.weight_grams, i.length_mm, i.width_mm, i.height_mm, i.lot_tracked,
                   i.serial_tracked, i.fragile, i.liquid, i.hazmat, i.keep_upright, i.ships_alone, i.value_minor, m.currency,
                   i.instruction_type, i.instruction, i.active
            from item i
            join merchant m on m.id = i.merchant_id
            """;
    private static final String PUT = """
            insert into item (id, merchant_id, sku, name, kind, weight_grams, length_mm, width_mm, height_mm, lot_tracked, serial_tracked,
                              fragile, liquid, hazmat, keep_upright, ships_alone, value_minor, hs_code, origin_country, instruction_type,
                              instruction, created_at)
            select n.id, :merchant, n.sku, n.name, n.kind, n.weight, n.length, n.width, n.height, n.lots, n.serials, n.fragile, n.liquid,
                   n.hazmat, n.upright, n.alone, n.value, n.hs, n.origin, n.instruction_type, n.instruction, :now
            from unnest(:ids, :skus, :names, :kinds, :weights, :lengths, :widths, :heights, :lots, :serials, :fragile, :liquid, :hazmat,
                        :upright, :alone, :values, :hs, :origins, :instructionTypes, :instructions)
              as n (id, sku, name, kind, weight, length, width, height, lots, serials, fragile, liquid, hazmat, upright, alone, value, hs,
                    origin, instruction_type, instruction)
            on conflict (merchant_id, sku) do update
            set name = excluded.name, kind = excluded.kind, weight_grams = excluded.weight_grams, length_mm = excluded.length_mm,
                width_mm = excluded.width_mm, height_mm = excluded.height_mm, lot_tracked = excluded.lot_tracked,
                serial_tracked = excluded.serial_tracked, fragile = excluded.fragile, liquid = excluded.liquid, hazmat = excluded.hazmat,
                keep_upright = excluded.keep_upright, ships_alone = excluded.ships_alone, value_minor = excluded.value_minor,
                hs_code = excluded.hs_code, origin_country = excluded.origin_country, instruction_type = excluded.instruction_type,
                instruction = excluded.instruction, version = item.version + 1
            where item.kind = excluded.kind
            returning id, sku
            """;
    private static final String PUT_BARCODES = """
            insert into barcode (merchant_id, code, item_id, units)
            select :merchant, b.code, b.item, b.units
            from unnest(:codes, :items, :units) as b (code, item, units)
            on conflict (merchant_id, code) do update
            set units = excluded.units
            where barcode.item_id = excluded.item_id
            """;
    private static final String RESOLVE = """
            select b.item_id, b.merchant_id, b.units
            from barcode b
            where b.code = :code
            union
            select i.id, i.merchant_id, 1
            from item i
            where i.sku = :code
            and i.kind = 'PHYSICAL'
            """;
    private static final String LIST = """
            where (:merchant::uuid is null or i.merchant_id = :merchant)
            and (:sku::text is null or (i.sku, i.id) %1$s (:sku, :id))
            order by i.sku %2$s, i.id %2$s
            limit :limit
            """;
    private static final String ONWARD = SELECT + LIST.formatted(">", "asc");
    private static final String BACK = SELECT + LIST.formatted("<", "desc");
    private static final String FOUND = """
            where i.id in (select item_search(:text, :merchant, false, :sku, :id, %s, :limit))
            order by i.sku %2$s, i.id %2$s
            """;
    private static final String FOUND_ONWARD = SELECT + FOUND.formatted("false", "asc");
    private static final String FOUND_BACK = SELECT + FOUND.formatted("true", "desc");
    private static final String BARCODES = "select code, units from barcode where item_id = :item order by code";
    private static final RowMapper<Item> ROW = (row, n) -> new Item(
            new ItemId(row.getObject("id", UUID.class)),
            new MerchantId(row.getObject("merchant_id", UUID.class)),
            row.getString("sku"),
            row.getString("name"),
            Item.Kind.valueOf(row.getString("kind")),
            row.getInt("weight_grams"),
            row.getObject("length_mm") == null
                    ? null
                    : new Dimensions(row.getInt("length_mm"), row.getInt("width_mm"), row.getInt("height_mm")),
            new Handling(
                    row.getBoolean("lot_tracked"),
                    row.getBoolean("serial_tracked"),
                    row.getBoolean("fragile"),
                    row.getBoolean("liquid"),
                    row.getBoolean("hazmat"),
                    row.getBoolean("keep_upright"),
                    row.getBoolean("ships_alone")),
            row.getObject("value_minor") == null
                    ? null
                    : Money.of(row.getLong("value_minor"), row.getString("currency")),
            row.getString("instruction") == null
                    ? null
                    : new ItemInstruction(
                            ItemInstruction.Type.valueOf(row.getString("instruction_type")),
                            row.getString("instruction")),
            row.getBoolean("active"));

    private static final String CHANGE = """
            insert into catalog_version (merchant_id, version)
            values (:merchant, 1)
            on conflict (merchant_id) do update
            set version = catalog_version.version + 1
            """;

    private final JdbcClient jdbc;
    private final Kits kits;
    private final Facts facts;
    private final BusinessClock clock;

    Items(JdbcClient jdbc, Kits kits, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.kits = kits;
        this.facts = facts;
        this.clock = clock;
    }

    /** A code and how many units it means. */
    public record Barcode(String code, int units) {}

    @Transactional(readOnly = true)
    public Map<ItemId, Item> find(Collection<ItemId> ids) {
        return jdbc.sql(SELECT + "where i.id = any(:ids)").param("ids", Sql.ids(ids)).query(ROW).list().stream()
                .collect(Collectors.toMap(Item::id, Function.identity()));
    }

    @Transactional(readOnly = true)
    public Map<String, Item> bySku(MerchantId merchant, Collection<String> skus) {
        return jdbc
                .sql(SELECT + "where i.merchant_id = :merchant and i.sku = any(:skus)")
                .param("merchant", merchant.value())
                .param("skus", Sql.texts(skus))
                .query(ROW)
                .list()
                .stream()
                .collect(Collectors.toMap(Item::sku, Function.identity()));
    }

    /** What a scanned barcode or typed SKU may mean, within the caller's scope; empty when it means nothing. */
    @Transactional(readOnly = true)
    public List<Scanned> resolve(String code) {
        return jdbc.sql(RESOLVE)
                .param("code", code)
                .query((row, n) -> new Scanned(
                        new ItemId(row.getObject("item_id", UUID.class)),
                        new MerchantId(row.getObject("merchant_id", UUID.class)),
                        row.getInt("units")))
                .list();
    }

    /**
     * Items by SKU.
     *
     * @param text part of the SKU or name; null or blank for any
     * @param turn after or before which (SKU, id) to read; in reading order
     */
    @Transactional(readOnly = true)
    public List<Item> list(@Nullable MerchantId merchant, @Nullable String text, Turn turn, int limit) {
        var from = turn.from();
        var sought = text == null ? "" : text.strip();
        boolean any = sought.isEmpty();
        var sql = any ? (turn.back() ? BACK : ONWARD) : (turn.back() ? FOUND_BACK : FOUND_ONWARD);
        var query = jdbc.sql(sql)
                .param("merchant", merchant == null ? null : merchant.value(), Types.OTHER)
                .param("sku", from == null ? null : from.text(0))
                .param("id", from == null ? null : from.uuid(1), Types.OTHER)
                .param("limit", limit);
        return (any ? query : query.param("text", sought)).query(ROW).list();
    }

    /** Where a list goes on after, or back before, the item. */
    public static String cursor(Item item) {
        return Cursor.encode(item.sku(), item.id());
    }

    /** The codes that mean the item. */
    @Transactional(readOnly = true)
    public List<Barcode> barcodes(ItemId item) {
        return jdbc.sql(BARCODES)
                .param("item", item.value())
                .query(Barcode.class)
                .list();
    }

    /** Rises with every change of the merchant's items and kits; 0 while there was none. */
    @Transactional(readOnly = true)
    public long version(MerchantId merchant) {
        return jdbc.sql("select version from catalog_version where merchant_id = :merchant")
                .param("merchant", merchant.value())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Creates or replaces items by SKU, all or none; returns their ids by SKU. Refuses with the path of each bad field. */
    @Transactional
    public Map<String, ItemId> put(MerchantId merchant, List<NewItem> given) {
        if (given.isEmpty()) return Map.of();
        NewItemRules.check(given);
        // First of all, so that two calls about the same merchant wait here and nowhere else.
        jdbc.sql(CHANGE).param("merchant", merchant.value()).update();
        // Two calls about the same items must not wait for each other.
        var items = given.stream().sorted(Comparator.comparing(NewItem::sku)).toList();
        var ids = upsert(merchant, items);
        putBarcodes(merchant, items, ids);
        kits.put(merchant, items, ids, this::bySku);
        facts.record(items.stream().map(item -> fact(merchant, ids, item)).toList());
        return ids;
    }

    private Fact fact(MerchantId merchant, Map<String, ItemId> ids, NewItem item) {
        var id = java.util.Objects.requireNonNull(ids.get(item.sku())).value();
        return Fact.of(merchant, id, "item", id, "item.put", clock.instant()).with(Map.of("sku", item.sku()));
    }

    private Map<String, ItemId> upsert(MerchantId merchant, List<NewItem> items) {
        var handling = items.stream()
                .map(item -> item.handling() == null ? Handling.PLAIN : item.handling())
                .toList();
        var ids = new HashMap<String, ItemId>();
        jdbc.sql(PUT)
                .param("merchant", merchant.value())
                .param("now", Sql.timestamp(clock.instant()))
                .param(
                        "ids",
                        Sql.uuids(items.stream()
                                .map(item -> ItemId.next().value())
                                .toList()))
                .param("skus", Sql.texts(items.stream().map(NewItem::sku).toList()))
                .param("names", Sql.texts(items.stream().map(NewItem::name).toList()))
                .param(
                        "kinds",
                        Sql.texts(items.stream()
                                .map(item -> item.kindOrPhysical().name())
                                .toList()))
                .param(
                        "weights",
                        Sql.ints(items.stream().map(NewItem::weightGrams).toList()))
                .param("lengths", Sql.ints(items.stream().map(NewItem::lengthMm).toList()))
                .param("widths", Sql.ints(items.stream().map(NewItem::widthMm).toList()))
                .param("heights", Sql.ints(items.stream().map(NewItem::heightMm).toList()))
                .param(
                        "lots",
                        Sql.booleans(handling.stream().map(Handling::lotTracked).toList()))
                .param(
                        "serials",
                        Sql.booleans(
                                handling.stream().map(Handling::serialTracked).toList()))
                .param(
                        "fragile",
                        Sql.booleans(handling.stream().map(Handling::fragile).toList()))
                .param(
                        "liquid",
                        Sql.booleans(handling.stream().map(Handling::liquid).toList()))
                .param(
                        "hazmat",
                        Sql.booleans(handling.stream().map(Handling::hazmat).toList()))
                .param(
                        "upright",
                        Sql.booleans(
                                handling.stream().map(Handling::keepUpright).toList()))
                .param(
                        "alone",
                        Sql.booleans(handling.stream().map(Handling::shipsAlone).toList()))
                .param(
                        "values",
                        Sql.longs(items.stream().map(NewItem::valueMinor).toList()))
                .param("hs", Sql.texts(items.stream().map(NewItem::hsCode).toList()))
                .param(
                        "origins",
                        Sql.texts(items.stream().map(NewItem::originCountry).toList()))
                .param(
                        "instructionTypes",
                        Sql.texts(items.stream().map(Items::instructionType).toList()))
                .param(
                        "instructions",
                        Sql.texts(items.stream().map(Items::instruction).toList()))
                .query((row, n) -> ids.put(row.getString("sku"), new ItemId(row.getObject("id", UUID.class))))
                .list();
        var changedKind = items.stream()
                .filter(item -> !ids.containsKey(item.sku()))
                .map(Items::kindChanged)
                .toList();
        if (!changedKind.isEmpty()) throw Refusal.invalid(changedKind);
        return ids;
    }

    private static Problem kindChanged(NewItem item) {
        return Problem.of(
                "kind-fixed",
                "kind",
                item.kindOrPhysical(),
                "Item " + item.sku() + " exists with another kind; a kind cannot change, use a new SKU.");
    }

    private void putBarcodes(MerchantId merchant, List<NewItem> items, Map<String, ItemId> ids) {
        var codes = new ArrayList<String>();
        var owners = new ArrayList<ItemId>();
        var units = new ArrayList<Integer>();
        for (var item : items) {
            for (var barcode : item.barcodes() == null ? List.<NewItem.NewBarcode>of() : item.barcodes()) {
                codes.add(barcode.code());
                owners.add(java.util.Objects.requireNonNull(ids.get(item.sku())));
                units.add(barcode.units() == null ? 1 : barcode.units());
            }
        }
        if (codes.isEmpty()) return;
        int written = writeBarcodes(merchant, codes, owners, units);
        if (written < codes.size()) {
            throw Refusal.conflict(
                    "barcode-taken",
                    "barcodes",
                    null,
                    "A barcode of " + new HashSet<>(codes)
                            + " already means another item of this merchant; remove it there first.");
        }
    }

    private int writeBarcodes(MerchantId merchant, List<String> codes, List<ItemId> owners, List<Integer> units) {
        try {
            return jdbc.sql(PUT_BARCODES)
                    .param("merchant", merchant.value())
                    .param("codes", Sql.texts(codes))
                    .param("items", Sql.ids(owners))
                    .param("units", Sql.ints(units))
                    .update();
        } catch (DuplicateKeyException | org.springframework.dao.InvalidDataAccessApiUsageException twice) {
            throw Refusal.conflict(
                    "barcode-twice", "barcodes", null, "A barcode stands twice in this request; give each once.");
        }
    }

    private static @Nullable String instructionType(NewItem item) {
        return item.instruction() == null ? null : item.instruction().type().name();
    }

    private static @Nullable String instruction(NewItem item) {
        return item.instruction() == null ? null : item.instruction().text();
    }
}
