package wharf.packing;

import java.util.List;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** For whose parcels a packing slip is printed where: for all, where a document printer stands, but those named here. */
@Service
public class SlipSettings {
    private static final String PUT = """
            insert into slip_setting (merchant_id, warehouse_id, prints)
            values (:merchant, :site, :prints)
            on conflict (merchant_id, warehouse_id) do update
            set prints = excluded.prints
            """;
    private static final String LIST = """
            select m.id as merchant_id, m.name as merchant, w.id as warehouse_id, w.code as warehouse, coalesce(s.prints, true) as prints
            from merchant m
            cross join warehouse w
            left join slip_setting s on s.merchant_id = m.id and s.warehouse_id = w.id
            where w.active
            order by m.name, m.id, w.code
            limit :limit
            """;
    private static final String PRINTS = """
            select coalesce((select prints from slip_setting where merchant_id = :merchant and warehouse_id = :site), true)
            """;

    private final JdbcClient jdbc;

    SlipSettings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether a merchant's parcels get a printed slip at a site. */
    public record Setting(UUID merchantId, String merchant, UUID warehouseId, String warehouse, boolean prints) {}

    /** Every merchant at every site, by name. */
    @Transactional(readOnly = true)
    public List<Setting> list(int limit) {
        return jdbc.sql(LIST).param("limit", limit).query(Setting.class).list();
    }

    /** Refuses a merchant or warehouse that does not exist. */
    @Transactional
    public void put(MerchantId merchant, WarehouseId site, boolean prints) {
        try {
            jdbc.sql(PUT)
                    .param("merchant", merchant.value())
                    .param("site", site.value())
                    .param("prints", prints)
                    .update();
        } catch (DataIntegrityViolationException unknown) {
            throw Refusal.invalid(
                    "unknown-merchant-or-warehouse",
                    "merchant",
                    merchant,
                    "There is no such merchant, or no such warehouse.");
        }
    }

    boolean prints(MerchantId merchant, WarehouseId site) {
        return jdbc.sql(PRINTS)
                .param("merchant", merchant.value())
                .param("site", site.value())
                .query(Boolean.class)
                .single();
    }
}
