package wharf.restock;

import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.catalog.Items;
import wharf.merchant.Merchants;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.Texts;

/** Whom merchants buy from, and what. */
@Service
class Suppliers {
    private static final String LIST = """
            select s.id, s.merchant_id, s.name, s.email, s.lead_days, s.lead_days_deviation, s.minimum_order_minor, s.currency,
                   (select count(*) from item_supplier x where x.supplier_id = s.id)::int as items
            from supplier s
            where (:merchant::uuid is null or s.merchant_id = :merchant)
            order by s.name, s.id
            limit 1000
            """;
    private static final String PUT = """
            insert into supplier (id, merchant_id, name, email, lead_days, lead_days_deviation, minimum_order_minor, currency)
            select n.id, :merchant, n.name, n.email, n.lead, n.deviation, n.minimum, coalesce(n.currency, :currency)
            from unnest(:ids, :names, :emails, :leads, :deviations, :minimums, :currencies)
              as n (id, name, email, lead, deviation, minimum, currency)
            order by n.name
            on conflict (merchant_id, name) do update
            set email = excluded.email, lead_days = excluded.lead_days, lead_days_deviation = excluded.lead_days_deviation,
                minimum_order_minor = excluded.minimum_order_minor, currency = excluded.currency
            """;
    private static final String NAMED =
            "select name, id from supplier where merchant_id = :merchant and name = any(:names)";
    private static final String PUT_ITEMS = """
            insert into item_supplier (item_id, merchant_id, supplier_id, supplier_sku, pack_size, minimum_quantity, unit_cost_minor, lead_days)
            select n.item, :merchant, n.supplier, n.sku, n.pack, n.minimum, n.cost, n.lead
            from unnest(:items, :suppliers, :skus, :packs, :minimums, :costs, :leads) as n (item, supplier, sku, pack, minimum, cost, lead)
            order by n.item
            on conflict (item_id) do update
            set supplier_id = excluded.supplier_id, supplier_sku = excluded.supplier_sku, pack_size = excluded.pack_size,
                minimum_quantity = excluded.minimum_quantity, unit_cost_minor = excluded.unit_cost_minor, lead_days = excluded.lead_days
            """;

    private final JdbcClient jdbc;
    private final Items items;
    private final Merchants merchants;
    private final Work work;

    Suppliers(JdbcClient jdbc, Items items, Merchants merchants, Work work) {
        this.jdbc = jdbc;
        this.items = items;
        this.merchants = merchants;
        this.work = work;
    }

    @Transactional(readOnly = true)
    public List<SupplierView> list(@Nullable MerchantId merchant) {
        return jdbc.sql(LIST)
                .param("merchant", merchant == null ? null : merchant.value(), Types.OTHER)
                .query(SupplierView.class)
                .list();
    }

    /** Stores both, all or nothing, and has the merchant planned anew; suppliers are found by name, items by SKU. */
    @Transactional
    public void put(MerchantId merchant, List<SupplierTerms> suppliers, List<ItemTerms> terms) {
        check(suppliers, terms);
        if (!suppliers.isEmpty()) putSuppliers(merchant, suppliers);
        if (!terms.isEmpty()) putItems(merchant, terms);
        work.add(PlanRestock.STEP, merchant.value(), merchant);
    }

    private static void check(List<SupplierTerms> suppliers, List<ItemTerms> terms) {
        var problems = new ArrayList<Problem>();
        var names = new HashSet<String>();
        for (int i = 0; i < suppliers.size(); i++) {
            var at = "suppliers[" + i + "].";
            var supplier = suppliers.get(i);
            Texts.require(problems, at + "name", supplier.name(), 200);
            Texts.check(problems, at + "email", supplier.email(), 254);
            if (!names.add(supplier.name().strip()))
                problems.add(Problem.of("twice", at + "name", supplier.name(), "Name each supplier once."));
            if (supplier.currency() != null && !isKnown(supplier.currency()))
                problems.add(Problem.of(
                        "unknown-currency",
                        at + "currency",
                        supplier.currency(),
                        "Give an ISO 4217 code such as USD."));
        }
        var skus = new HashSet<String>();
        for (int i = 0; i < terms.size(); i++) {
            var at = "items[" + i + "].";
            Texts.require(problems, at + "sku", terms.get(i).sku(), 100);
            Texts.require(problems, at + "supplier", terms.get(i).supplier(), 200);
            Texts.check(problems, at + "supplierSku", terms.get(i).supplierSku(), 100);
            if (!skus.add(terms.get(i).sku().strip()))
                problems.add(Problem.of("twice", at + "sku", terms.get(i).sku(), "Name each SKU once."));
        }
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
    }

    private static boolean isKnown(String currency) {
        return java.util.Currency.getAvailableCurrencies().stream()
                .anyMatch(known -> known.getCurrencyCode().equals(currency));
    }

    private void putSuppliers(MerchantId merchant, List<SupplierTerms> suppliers) {
        jdbc.sql(PUT)
                .param("merchant", merchant.value())
                .param("currency", merchants.find(merchant).orElseThrow().currency())
                .param("ids", Sql.uuids(suppliers.stream().map(s -> Ids.next()).toList()))
                .param(
                        "names",
                        Sql.texts(suppliers.stream().map(s -> s.name().strip()).toList()))
                .param(
                        "emails",
                        Sql.texts(suppliers.stream()
                                .map(s -> blankToNull(s.email()))
                                .toList()))
                .param(
                        "leads",
                        Sql.ints(suppliers.stream().map(SupplierTerms::leadDays).toList()))
                .param(
                        "deviations",
                        Sql.ints(suppliers.stream()
                                .map(s -> or(s.leadDaysDeviation(), 0))
                                .toList()))
                .param(
                        "minimums",
                        Sql.longs(suppliers.stream()
                                .map(s -> s.minimumOrderMinor() == null ? 0L : s.minimumOrderMinor())
                                .toList()))
                .param(
                        "currencies",
                        Sql.texts(
                                suppliers.stream().map(SupplierTerms::currency).toList()))
                .update();
    }

    private void putItems(MerchantId merchant, List<ItemTerms> terms) {
        var known =
                items.bySku(merchant, terms.stream().map(t -> t.sku().strip()).toList());
        var suppliers =
                named(merchant, terms.stream().map(t -> t.supplier().strip()).toList());
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < terms.size(); i++) {
            var term = terms.get(i);
            var item = known.get(term.sku().strip());
            if (item == null)
                problems.add(Problem.of(
                        "unknown-sku",
                        "items[" + i + "].sku",
                        term.sku(),
                        "This merchant has no such item; create it first."));
            if (!suppliers.containsKey(term.supplier().strip()))
                problems.add(Problem.of(
                        "unknown-supplier",
                        "items[" + i + "].supplier",
                        term.supplier(),
                        "Create this supplier first, or name it under suppliers in the same call."));
        }
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        jdbc.sql(PUT_ITEMS)
                .param("merchant", merchant.value())
                .param(
                        "items",
                        Sql.ids(terms.stream()
                                .map(t -> java.util.Objects.requireNonNull(
                                                known.get(t.sku().strip()))
                                        .id())
                                .toList()))
                .param(
                        "suppliers",
                        Sql.uuids(terms.stream()
                                .map(t -> suppliers.get(t.supplier().strip()))
                                .toList()))
                .param(
                        "skus",
                        Sql.texts(terms.stream()
                                .map(t -> blankToNull(t.supplierSku()))
                                .toList()))
                .param(
                        "packs",
                        Sql.ints(terms.stream().map(t -> or(t.packSize(), 1)).toList()))
                .param(
                        "minimums",
                        Sql.ints(terms.stream()
                                .map(t -> or(t.minimumQuantity(), 1))
                                .toList()))
                .param(
                        "costs",
                        Sql.longs(terms.stream().map(ItemTerms::unitCostMinor).toList()))
                .param("leads", Sql.ints(terms.stream().map(ItemTerms::leadDays).toList()))
                .update();
    }

    private Map<String, UUID> named(MerchantId merchant, Collection<String> names) {
        var found = new HashMap<String, UUID>();
        jdbc.sql(NAMED)
                .param("merchant", merchant.value())
                .param("names", Sql.texts(names))
                .query((row, n) -> found.put(row.getString("name"), row.getObject("id", UUID.class)))
                .list();
        return found;
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
