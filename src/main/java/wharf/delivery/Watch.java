package wharf.delivery;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.delivery.Troubles.Kind;
import wharf.geography.WorkingCalendar;
import wharf.messaging.Content;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shipping.tracking.Milestone;
import wharf.shipping.tracking.MilestonesReached;

/**
 * Notices parcels that will not keep their promise and parcels of which nothing is heard, before the shopper does; and that they are well
 * again. Each is told of once. Days are counted as the clocks of the parcel's warehouse show them.
 */
@Component
class Watch {
    private static final int BATCH = 1_000;
    private static final String UNDER_WAY = """
            select j.parcel_id, j.merchant_id, j.deliver_by, j.expected_by, j.milestone, coalesce(j.last_event_at, p.shipped_at) as last_at,
                   w.time_zone, p.number
            from parcel_journey j
            join parcel p on p.id = j.parcel_id
            join warehouse w on w.id = p.warehouse_id
            where j.ended_at is null
            and p.shipped_at is not null
            and (cast(:after as uuid) is null or j.parcel_id > :after)
            order by j.parcel_id
            limit :limit
            """;
    private static final String NOTICE = """
            insert into delivery_trouble as d (parcel_id, kind, merchant_id, since, promised_by, expected_by)
            select t.parcel_id, t.kind, t.merchant_id, :now, cast(t.promised as date), cast(t.expected as date)
            from unnest(:parcels, :kinds, :merchants, :promised, :expected) as t (parcel_id, kind, merchant_id, promised, expected)
            order by t.parcel_id, t.kind
            on conflict (parcel_id, kind) do update
            set expected_by = excluded.expected_by, since = case when d.ended_at is null then d.since else excluded.since end, ended_at = null
            returning parcel_id, kind, xmax = 0 as fresh
            """;
    private static final String MEND = """
            update delivery_trouble t
            set ended_at = :now
            from unnest(:parcels, :kinds) as well (parcel_id, kind)
            where t.parcel_id = well.parcel_id
            and t.kind = well.kind
            and t.ended_at is null
            """;
    private static final String ORDERS = """
            select distinct parcel_id, order_id
            from parcel_line
            where parcel_id = any(:parcels)
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ParcelNews news;
    private final Facts facts;
    private final BusinessClock clock;
    private final int patienceDays;

    /** @param patienceDays working days without any news after which a parcel counts as stuck */
    Watch(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ParcelNews news,
            Facts facts,
            BusinessClock clock,
            @Value("${wharf.delivery.stuck-after-days:3}") int patienceDays) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.news = news;
        this.facts = facts;
        this.clock = clock;
        this.patienceDays = patienceDays;
    }

    private record UnderWay(
            UUID parcelId,
            UUID merchantId,
            @Nullable LocalDate deliverBy,
            @Nullable LocalDate expectedBy,
            @Nullable Milestone milestone,
            Instant lastAt,
            String timeZone,
            long number) {
        WorkingCalendar days() {
            return WorkingCalendar.mondayToFriday(ZoneId.of(timeZone));
        }

        LocalDate today(Instant now) {
            return LocalDate.ofInstant(now, ZoneId.of(timeZone));
        }
    }

    private record Finding(
            UnderWay parcel,
            Kind kind,
            boolean troubled,
            @Nullable LocalDate expected) {}

    private record Noticed(UUID parcelId, Kind kind, boolean fresh) {}

    private record OfOrder(UUID parcelId, UUID orderId) {}

    /** Looks at every parcel under way; returns how many troubles are new. */
    int look() {
        int fresh = 0;
        UUID after = null;
        while (true) {
            var last = after;
            var batch = Objects.requireNonNull(transaction.execute(status -> underWay(last)));
            if (batch.isEmpty()) break;
            fresh += Objects.requireNonNull(transaction.execute(status -> judge(batch)));
            after = batch.getLast().parcelId();
        }
        transaction.executeWithoutResult(status -> looked());
        return fresh;
    }

    private List<UnderWay> underWay(@Nullable UUID after) {
        return jdbc.sql(UNDER_WAY)
                .param("after", after, java.sql.Types.OTHER)
                .param("limit", BATCH)
                .query(UnderWay.class)
                .list();
    }

    private int judge(List<UnderWay> parcels) {
        var now = clock.instant();
        var findings = new ArrayList<Finding>();
        for (var parcel : parcels) {
            var outlook = Outlook.of(
                    parcel.deliverBy(), parcel.expectedBy(), parcel.milestone(), parcel.today(now), parcel.days());
            findings.add(new Finding(parcel, Kind.LATE, outlook.late(), outlook.expected()));
            findings.add(new Finding(parcel, Kind.STUCK, stuck(parcel, now), outlook.expected()));
        }
        mend(findings.stream().filter(finding -> !finding.troubled()).toList(), now);
        return notice(findings.stream().filter(Finding::troubled).toList(), now);
    }

    private boolean stuck(UnderWay parcel, Instant now) {
        var heard = LocalDate.ofInstant(parcel.lastAt(), parcel.days().zone());
        return parcel.today(now).isAfter(parcel.days().plusWorkingDays(heard, patienceDays));
    }

    private int notice(List<Finding> troubled, Instant now) {
        if (troubled.isEmpty()) return 0;
        var fresh = jdbc
                .sql(NOTICE)
                .param("now", Sql.timestamp(now))
                .param(
                        "parcels",
                        Sql.uuids(troubled.stream()
                                .map(f -> f.parcel().parcelId())
                                .toList()))
                .param(
                        "kinds",
                        Sql.texts(troubled.stream().map(f -> f.kind().name()).toList()))
                .param(
                        "merchants",
                        Sql.uuids(troubled.stream()
                                .map(f -> f.parcel().merchantId())
                                .toList()))
                .param(
                        "promised",
                        Sql.texts(troubled.stream()
                                .map(f -> day(f.parcel().deliverBy()))
                                .toList()))
                .param(
                        "expected",
                        Sql.texts(troubled.stream().map(f -> day(f.expected())).toList()))
                .query(Noticed.class)
                .list()
                .stream()
                .filter(Noticed::fresh)
                .toList();
        tell(troubled.stream()
                .filter(f -> fresh.contains(new Noticed(f.parcel().parcelId(), f.kind(), true)))
                .toList());
        return fresh.size();
    }

    private void tell(List<Finding> fresh) {
        if (fresh.isEmpty()) return;
        Map<UUID, List<OrderId>> orders = jdbc
                .sql(ORDERS)
                .param(
                        "parcels",
                        Sql.uuids(fresh.stream()
                                .map(f -> f.parcel().parcelId())
                                .distinct()
                                .toList()))
                .query(OfOrder.class)
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        OfOrder::parcelId, Collectors.mapping(of -> new OrderId(of.orderId()), Collectors.toList())));
        var told = new ArrayList<Fact>();
        for (var finding : fresh)
            for (var order : orders.getOrDefault(finding.parcel().parcelId(), List.of()))
                told.add(fact(finding, order));
        facts.record(told);
        news.tell(fresh.stream()
                .filter(finding -> finding.kind() == Kind.LATE)
                .map(finding -> new ParcelNews.Item(
                        new ParcelId(finding.parcel().parcelId()),
                        orders.getOrDefault(finding.parcel().parcelId(), List.of()),
                        Content.ParcelNews.Kind.LATE,
                        finding.expected()))
                .toList());
    }

    private Fact fact(Finding finding, OrderId order) {
        var parcel = finding.parcel();
        var type = finding.kind() == Kind.LATE ? "parcel.late" : "parcel.stuck";
        return Fact.of(
                        new MerchantId(parcel.merchantId()),
                        order.value(),
                        "parcel",
                        parcel.parcelId(),
                        type,
                        clock.instant())
                .with(Map.of(
                        "parcel",
                        parcel.number(),
                        "promisedBy",
                        String.valueOf(day(parcel.deliverBy())),
                        "expectedBy",
                        String.valueOf(day(finding.expected()))));
    }

    private void mend(List<Finding> well, Instant now) {
        jdbc.sql(MEND)
                .param("now", Sql.timestamp(now))
                .param(
                        "parcels",
                        Sql.uuids(well.stream().map(f -> f.parcel().parcelId()).toList()))
                .param(
                        "kinds",
                        Sql.texts(well.stream().map(f -> f.kind().name()).toList()))
                .update();
    }

    private void looked() {
        jdbc.sql("""
                insert into delivery_look (looked_at)
                values (:now)
                on conflict (only_row) do update
                set looked_at = excluded.looked_at
                """).param("now", Sql.timestamp(clock.instant())).update();
    }

    private static @Nullable String day(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    /** What has come to its end is no longer awaited. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(MilestonesReached reached) {
        jdbc.sql("update delivery_trouble set ended_at = :now where parcel_id = any(:parcels) and ended_at is null")
                .param("now", Sql.timestamp(clock.instant()))
                .param(
                        "parcels",
                        Sql.ids(reached.parcels().stream()
                                .filter(parcel -> parcel.state().isOver())
                                .map(MilestonesReached.Reached::parcel)
                                .toList()))
                .update();
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {
        @Bean
        RecurringTask<Void> deliveryWatch(Watch watch) {
            return Tasks.recurring("delivery-watch", FixedDelay.of(Duration.ofMinutes(10)))
                    .execute((instance, context) ->
                            Context.background("delivery-watch").run(watch::look));
        }
    }
}
