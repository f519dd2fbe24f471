package wharf.fulfilment;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.WarehouseId;

/** How today goes, in the caller's scope: what waits at each step, and which cut-offs will be kept. */
@Service
public class FlowBoard {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration PACE_WINDOW = Duration.ofHours(1);
    private static final int MOST_CUT_OFFS = 12;
    private static final String WAITING = """
            select count(*) filter (where state in ('RECEIVED', 'AWAITING_PAYMENT')) as unpaid,
                   count(*) filter (where state = 'ACCEPTED') as unrouted
            from orders
            where state not in ('SHIPPED', 'DELIVERED', 'CLOSED', 'CANCELLED')
            and merchant_id not in (select training_merchants())
            """;
    private static final String WORKING = """
            select count(*) filter (where state = 'PLANNED') as planned,
                   count(*) filter (where state in ('RELEASED', 'PICKING')) as picking,
                   count(*) filter (where state in ('PICKED', 'PACKING')) as packing,
                   count(*) filter (where state = 'PACKED') as packed
            from fulfilment
            where state not in ('SHIPPED', 'CANCELLED')
            and merchant_id not in (select training_merchants())
            """;
    private static final String CUT_OFFS = """
            with due as (
              select warehouse_id, service, ship_by, count(*) as orders,
                     count(*) filter (where state = 'PACKED') as packed
              from fulfilment
              where (:site::uuid is null or warehouse_id = :site)
              and state not in ('SHIPPED', 'CANCELLED')
              and merchant_id not in (select training_merchants())
              group by warehouse_id, service, ship_by
              order by ship_by, warehouse_id, service
              limit :most
            ), pace as (
              select warehouse_id, requested_service as service, count(*) as parcels
              from parcel
              where packed_at > :since
              and state <> 'VOIDED'
              and merchant_id not in (select training_merchants())
              group by warehouse_id, requested_service
            )
            select w.id as warehouse, w.code, w.time_zone, d.service, d.ship_by, d.orders, d.packed, coalesce(p.parcels, 0) as pace
            from due d
            join warehouse w on w.id = d.warehouse_id
            left join pace p on p.warehouse_id = d.warehouse_id and p.service = d.service
            order by d.ship_by, w.code, d.service
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    FlowBoard(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A step of the way and how much waits at it. @param link the list behind it; empty where there is none */
    public record Step(String label, long count, String link) {}

    /** Whether a cut-off will be kept. */
    public enum Outlook {
        /** Everything is packed, or will be at this pace. */
        KEPT,
        /** At this pace the last is packed after it, or nobody packs. */
        AT_RISK,
        /** It has passed, and orders are left. */
        MISSED
    }

    /**
     * What has to leave a site by one service at one time.
     *
     * @param left orders not packed yet
     * @param packed orders that wait for the carrier
     * @param pacePerHour parcels of the service packed in the last hour of business time
     * @param finish when the last is packed at this pace; null when nothing is left, or nothing was packed in that hour
     */
    public record CutOff(
            UUID warehouse,
            String site,
            ZoneId zone,
            String service,
            Instant at,
            long left,
            long packed,
            long pacePerHour,
            @Nullable Instant finish,
            Outlook outlook,
            Instant now) {
        /** Whole minutes until it; negative once it has passed. */
        public long minutesLeft() {
            return Duration.between(now, at).toMinutes();
        }

        public ZonedDateTime local() {
            return at.atZone(zone);
        }
    }

    private record Waiting(long unpaid, long unrouted) {}

    private record Working(long planned, long picking, long packing, long packed) {}

    private record Due(
            UUID warehouse,
            String code,
            String timeZone,
            String service,
            Instant shipBy,
            long orders,
            long packed,
            long pace) {}

    /** What waits at each step now, and what has left in the last 24 hours. */
    @Transactional(readOnly = true)
    public List<Step> steps() {
        var waiting = jdbc.sql(WAITING).query(Waiting.class).single();
        var working = jdbc.sql(WORKING).query(Working.class).single();
        long shipped = jdbc.sql("select count(*) from fulfilment where shipped_at > :since")
                .param("since", Sql.timestamp(clock.instant().minus(DAY)))
                .query(Long.class)
                .single();
        var steps = new ArrayList<Step>();
        steps.add(new Step("Awaiting payment", waiting.unpaid(), "/orders?state=AWAITING_PAYMENT"));
        steps.add(new Step("To route", waiting.unrouted(), "/orders?state=ACCEPTED"));
        steps.add(new Step("To release", working.planned(), "/orders?state=ROUTED"));
        steps.add(new Step("To pick", working.picking(), "/orders?state=IN_FULFILMENT"));
        steps.add(new Step("To pack", working.packing(), "/orders?state=IN_FULFILMENT"));
        steps.add(new Step("To ship", working.packed(), "/orders?state=IN_FULFILMENT"));
        steps.add(new Step("Shipped in 24 h", shipped, "/orders?state=SHIPPED"));
        return steps;
    }

    /** The next cut-offs with orders still open, missed ones first. */
    @Transactional(readOnly = true)
    public List<CutOff> cutOffs() {
        return cutOffs(null);
    }

    /** As {@link #cutOffs()}, of one site; of all if none is named. */
    @Transactional(readOnly = true)
    public List<CutOff> cutOffs(@Nullable WarehouseId site) {
        var now = clock.instant();
        return jdbc
                .sql(CUT_OFFS)
                .param("site", site == null ? null : site.value(), Types.OTHER)
                .param("most", MOST_CUT_OFFS)
                .param("since", Sql.timestamp(now.minus(PACE_WINDOW)))
                .query(Due.class)
                .list()
                .stream()
                .map(due -> cutOff(due, now))
                .toList();
    }

    private static CutOff cutOff(Due due, Instant now) {
        long left = due.orders() - due.packed();
        var finish = left == 0 || due.pace() == 0 ? null : now.plusSeconds(left * 3600 / due.pace());
        return new CutOff(
                due.warehouse(),
                due.code(),
                ZoneId.of(due.timeZone()),
                due.service(),
                due.shipBy(),
                left,
                due.packed(),
                due.pace(),
                finish,
                outlook(due.shipBy(), left, finish, now),
                now);
    }

    static Outlook outlook(Instant cutOff, long left, @Nullable Instant finish, Instant now) {
        if (!now.isBefore(cutOff)) return Outlook.MISSED;
        if (left == 0) return Outlook.KEPT;
        return finish != null && !finish.isAfter(cutOff) ? Outlook.KEPT : Outlook.AT_RISK;
    }
}
