package wharf.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** What kits are made of. A kit holds physical items only, never another kit. */
@Service
public class Kits {
    private static final String COMPONENTS = """
            select kit_id, component_id, quantity
            from kit_component
            where kit_id = any(:kits)
            order by kit_id, component_id
            """;
    private static final String REMOVE = "delete from kit_component where kit_id = any(:kits)";
    private static final String ADD = """
            insert into kit_component (merchant_id, kit_id, component_id, quantity)
            select :merchant, k.kit, k.component, sum(k.quantity)
            from unnest(:kits, :components, :quantities) as k (kit, component, quantity)
            group by k.kit, k.component
            """;

    private final JdbcClient jdbc;

    Kits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** So many units of an item in one kit. */
    public record Component(ItemId item, int quantity) {}

    /** The components of each kit; items that are no kit are absent. */
    @Transactional(readOnly = true)
    public Map<ItemId, List<Component>> components(Collection<ItemId> kits) {
        var result = new HashMap<ItemId, List<Component>>();
        jdbc.sql(COMPONENTS)
                .param("kits", Sql.ids(kits))
                .query((row, n) -> result.computeIfAbsent(
                                new ItemId(row.getObject("kit_id", UUID.class)), kit -> new ArrayList<>())
                        .add(new Component(
                                new ItemId(row.getObject("component_id", UUID.class)), row.getInt("quantity"))))
                .list();
        return result;
    }

    void put(
            MerchantId merchant,
            List<NewItem> items,
            Map<String, ItemId> ids,
            BiFunction<MerchantId, Collection<String>, Map<String, Item>> bySku) {
        var kits = items.stream()
                .filter(item -> item.kindOrPhysical() == Item.Kind.KIT)
                .toList();
        if (kits.isEmpty()) return;
        var wanted = new HashSet<String>();
        kits.forEach(kit -> components(kit).forEach(component -> wanted.add(component.sku())));
        var known = bySku.apply(merchant, wanted);
        refuseUnfit(kits, known);
        var kitIds = new ArrayList<ItemId>();
        var componentIds = new ArrayList<ItemId>();
        var quantities = new ArrayList<Integer>();
        for (var kit : kits) {
            for (var component : components(kit)) {
                kitIds.add(java.util.Objects.requireNonNull(ids.get(kit.sku())));
                componentIds.add(java.util.Objects.requireNonNull(known.get(component.sku()))
                        .id());
                quantities.add(component.quantity());
            }
        }
        jdbc.sql(REMOVE).param("kits", Sql.ids(kitIds)).update();
        jdbc.sql(ADD)
                .param("merchant", merchant.value())
                .param("kits", Sql.ids(kitIds))
                .param("components", Sql.ids(componentIds))
                .param("quantities", Sql.ints(quantities))
                .update();
    }

    private static void refuseUnfit(List<NewItem> kits, Map<String, Item> known) {
        var problems = new ArrayList<Problem>();
        for (var kit : kits) {
            for (var component : components(kit)) {
                var item = known.get(component.sku());
                if (item == null || item.kind() != Item.Kind.PHYSICAL) {
                    problems.add(
                            Problem.of(
                                    "unknown-component",
                                    "components",
                                    component.sku(),
                                    "Kit " + kit.sku()
                                            + " names a component that is not a physical item of this merchant; create it first."));
                }
            }
        }
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
    }

    private static List<NewItem.Component> components(NewItem kit) {
        return kit.components() == null ? List.of() : kit.components();
    }
}
