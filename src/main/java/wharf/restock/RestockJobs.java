package wharf.restock;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Work;
import wharf.shared.MerchantId;

/** What has to be done again and again: take in demand, plan once a business day, look who has to be told. */
@Component
class RestockJobs {
    private static final String UNPLANNED = """
            select m.id
            from merchant m
            where not m.training
            and exists (select from demand_day d where d.merchant_id = m.id)
            and not exists (select from restock_level l where l.merchant_id = m.id and l.computed_on >= :today)
            """;

    private final JdbcClient jdbc;
    private final Work work;
    private final BusinessClock clock;

    RestockJobs(JdbcClient jdbc, Work work, BusinessClock clock) {
        this.jdbc = jdbc;
        this.work = work;
        this.clock = clock;
    }

    /** Queues the merchants that have demand and no plan of today. Returns how many. */
    @Transactional
    public int queuePlans() {
        var merchants = jdbc.sql(UNPLANNED)
                .param("today", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .query(UUID.class)
                .list();
        work.add(
                PlanRestock.STEP,
                merchants.stream()
                        .map(id -> new Work.Subject(id, new MerchantId(id)))
                        .toList());
        return merchants.size();
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {
        @Bean
        RecurringTask<Void> restock(DemandHistory demand, RestockJobs jobs, RestockNotices notices) {
            return Tasks.recurring("restock", FixedDelay.of(Duration.ofMinutes(1)))
                    .execute(
                            (instance, context) -> Context.background("restock").run(() -> {
                                demand.catchUp();
                                jobs.queuePlans();
                                notices.send();
                            }));
        }
    }
}
