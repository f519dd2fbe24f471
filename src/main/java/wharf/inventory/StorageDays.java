package wharf.inventory;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BillableAct;
import wharf.platform.BillableActs;
import wharf.platform.BusinessClock;
import wharf.shared.MerchantId;

/** Records once a business day (UTC) what each merchant has stored at each site: units, and bins that hold some of them. */
@Component
class StorageDays {
    private static final String STORED = """
            select b.merchant_id, b.warehouse_id, sum(b.quantity) as units, count(distinct b.place_id) filter (where p.kind = 'BIN') as bins
            from balance b
            join place p on p.id = b.place_id
            where b.quantity > 0
            group by b.merchant_id, b.warehouse_id
            """;

    private final JdbcClient jdbc;
    private final BillableActs billable;
    private final BusinessClock clock;

    StorageDays(JdbcClient jdbc, BillableActs billable, BusinessClock clock) {
        this.jdbc = jdbc;
        this.billable = billable;
        this.clock = clock;
    }

    private record Stored(UUID merchantId, UUID warehouseId, long units, long bins) {}

    /** Records today's storage for all merchants; again on the same day it records nothing. Returns how many acts were new. */
    @Transactional
    public int record() {
        var now = clock.instant();
        var day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var stored = jdbc.sql(STORED).query(Stored.class).list();
        return billable.record(stored.stream()
                .flatMap(site -> Stream.of(
                        act(site, "unit-day", site.units(), day, now), act(site, "bin-day", site.bins(), day, now)))
                .filter(act -> act.quantity() > 0)
                .toList());
    }

    private static BillableAct act(Stored site, String unit, long quantity, LocalDate day, Instant now) {
        var cause = "stored:%s:%s:%s:%s".formatted(day, site.merchantId(), site.warehouseId(), unit);
        return new BillableAct(
                new MerchantId(site.merchantId()),
                site.warehouseId(),
                BillableAct.Kind.STORED_DAY,
                quantity,
                unit,
                null,
                cause,
                now,
                null);
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
