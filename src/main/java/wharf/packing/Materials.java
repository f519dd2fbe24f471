package wharf.packing;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/**
 * Pieces of packaging and litres of fill at a warehouse, where somebody counts them. A count that turns out too low never stops a packer
 * who holds the carton in the hand: it falls to zero and no further.
 */
@Service
public class Materials {
    /** Litres of void fill. */
    public static final String VOID_FILL = "VOID-FILL";

    /** Sheets of wrap for fragile units. */
    public static final String WRAP = "WRAP";

    private static final String SET = """
            insert into material_stock (warehouse_id, material, on_hand)
            select w.id, :material, :onHand
            from warehouse w
            where w.id = :warehouse
            and (:material in ('VOID-FILL', 'WRAP') or exists (select 1 from carton_type t where t.code = :material))
            on conflict (warehouse_id, material) do update
            set on_hand = excluded.on_hand
            """;
    private static final String USE = """
            update material_stock
            set on_hand = greatest(0, on_hand - used.quantity)
            from unnest(:materials, :quantities) as used (material, quantity)
            where material_stock.warehouse_id = :warehouse
            and material_stock.material = used.material
            """;

    private final JdbcClient jdbc;

    Materials(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is counted at the warehouse; what is absent is not. */
    @Transactional(readOnly = true)
    public Map<String, Long> onHand(WarehouseId warehouse) {
        record Counted(String material, long onHand) {}
        return jdbc
                .sql("select material, on_hand from material_stock where warehouse_id = :warehouse")
                .param("warehouse", warehouse.value())
                .query(Counted.class)
                .list()
                .stream()
                .collect(Collectors.toMap(Counted::material, Counted::onHand, Long::sum, TreeMap::new));
    }

    /** Sets a count, and begins to count what was not: a carton's code, {@link #VOID_FILL} or {@link #WRAP}. Refuses what is unknown. */
    @Transactional
    public void set(WarehouseId warehouse, String material, long onHand) {
        int rows = jdbc.sql(SET)
                .param("warehouse", warehouse.value())
                .param("material", material)
                .param("onHand", onHand)
                .update();
        if (rows == 0) throw Refusal.notFound("warehouse or material", material);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void use(WarehouseId warehouse, Map<String, Long> used) {
        var sorted = new TreeMap<>(used);
        jdbc.sql(USE)
                .param("warehouse", warehouse.value())
                .param("materials", Sql.texts(sorted.keySet()))
                .param("quantities", Sql.longs(sorted.values()))
                .update();
    }
}
