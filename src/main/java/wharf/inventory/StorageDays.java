package wharf.inventory;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;

/** Records once a business day (UTC) what each merchant has stored at each site: units, and bins that hold some of them. */
@Component
class StorageDays {
    private static final String RECORD = """
            insert into billable_act (occurred_at, merchant_id, warehouse_id, kind, quantity, unit, cause)
            select :now, s.merchant_id, s.warehouse_id, 'STORED_DAY', c.quantity, c.unit,
                   concat_ws(':', 'stored', :day::text, s.merchant_id, s.warehouse_id, c.unit)
            from (
              select b.merchant_id, b.warehouse_id, sum(b.quantity) as units, count(distinct b.place_id) filter (where p.kind = 'BIN') as bins
              from balance b
              join place p on p.id = b.place_id
              where b.quantity > 0
              group by b.merchant_id, b.warehouse_id
            ) s
            cross join lateral (values ('unit-day', s.units), ('bin-day', s.bins)) as c (unit, quantity)
            where c.quantity > 0
            on conflict (kind, cause) do nothing
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    StorageDays(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Records today's storage for all merchants; again on the same day it records nothing. Returns how many rows were new. */
    @Transactional
    public int record() {
        var now = clock.instant();
        return jdbc.sql(RECORD)
                .param("now", Sql.timestamp(now))
                .param("day", LocalDate.ofInstant(now, ZoneOffset.UTC).toString())
                .update();
    }

    /** The job that does so, on one node, within the hour after midnight. */
    @Configuration(proxyBeanMethods = false)
    static class Job {
        @Bean
        RecurringTask<Void> storageDays(StorageDays days) {
            return Tasks.recurring("storage-days", FixedDelay.of(Duration.ofHours(1)))
                    .execute((instance, context) ->
                            wharf.platform.Context.background("storage-days").run(days::record));
        }
    }
}
