package wharf.insight;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;

/** Looks once a day what stock is worth, at what its supplier takes for a unit; units of which that is not known are counted apart. */
@Component
class StockWorth {
    private static final String LOOK = """
            insert into insight_stock_day (merchant_id, warehouse_id, day, currency, units, unpriced_units, value_minor)
            select b.merchant_id, b.warehouse_id, :today, coalesce(s.currency, m.currency), sum(b.quantity),
                   coalesce(sum(b.quantity) filter (where x.item_id is null), 0), coalesce(sum(b.quantity * x.unit_cost_minor), 0)
            from balance b
            join merchant m on m.id = b.merchant_id and not m.training
            left join item_supplier x on x.item_id = b.item_id
            left join supplier s on s.id = x.supplier_id
            where b.quantity > 0
            and not exists (select from insight_stock_day d where d.day = :today)
            group by b.merchant_id, b.warehouse_id, coalesce(s.currency, m.currency)
            on conflict do nothing
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    StockWorth(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns how many merchants' sites were looked at; 0 when that was done today. */
    @Transactional
    public int look() {
        return jdbc.sql(LOOK)
                .param("today", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
    }
}
