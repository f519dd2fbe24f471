package wharf.order;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Remembered;
import wharf.platform.Sql;
import wharf.shared.Scope;

/**
 * What was sold in the last 24 hours, or today so far, beside the same hours a week before, in the caller's scope; cancelled orders, those
 * that replace others and those to practise with left out. With very many orders a day up to a minute old.
 */
@Service
public class Sales {
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final String BY_CHANNEL = """
            select channel, currency,
                   count(*) filter (where placed_at > :since) as orders,
                   coalesce(sum(total_minor) filter (where placed_at > :since), 0) as total_minor,
                   count(*) filter (where placed_at <= :weekUntil) as orders_before,
                   coalesce(sum(total_minor) filter (where placed_at <= :weekUntil), 0) as total_minor_before
            from orders
            where ((placed_at > :since and placed_at <= :now) or (placed_at > :weekSince and placed_at <= :weekUntil))
            and state <> 'CANCELLED'
            and channel <> all(:replacements)
            and merchant_id not in (select training_merchants())
            group by channel, currency
            order by total_minor desc, channel, currency
            limit 20
            """;
    private static final String BY_ITEM = """
            select l.item_id as item, l.sku, max(l.title) as title,
                   coalesce(sum(l.quantity) filter (where o.placed_at > :since), 0) as units,
                   coalesce(sum(l.quantity) filter (where o.placed_at <= :weekUntil), 0) as units_before
            from orders o
            join order_line l on l.order_id = o.id
            where ((o.placed_at > :since and o.placed_at <= :now) or (o.placed_at > :weekSince and o.placed_at <= :weekUntil))
            and o.state <> 'CANCELLED'
            and o.channel <> all(:replacements)
            and o.merchant_id not in (select training_merchants())
            group by l.item_id, l.sku
            having coalesce(sum(l.quantity) filter (where o.placed_at > :since), 0) > 0
            order by units desc, l.sku
            limit 8
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final Remembered<Asked, List<OfChannel>> channels = new Remembered<>();
    private final Remembered<Asked, List<OfItem>> items = new Remembered<>();

    Sales(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param days the zone whose day it is, or the last one anywhere */
    private record Asked(Scope scope, String days) {}

    /** A channel's sales, minor units of the currency; {@code …Before} a week earlier. */
    public record OfChannel(
            String channel, String currency, long orders, long totalMinor, long ordersBefore, long totalMinorBefore) {
        /** Change of the total in whole percent; null without a figure to compare with. */
        public @org.jspecify.annotations.Nullable Long changePercent() {
            return totalMinorBefore == 0
                    ? null
                    : Math.round((totalMinor - totalMinorBefore) * 100.0 / totalMinorBefore);
        }
    }

    /** Units of an item sold; {@code unitsBefore} a week earlier. */
    public record OfItem(java.util.UUID item, String sku, String title, long units, long unitsBefore) {}

    /** Hours, and the same hours of the week before. */
    record Window(Instant since, Instant now, Instant weekSince, Instant weekUntil) {
        static Window lastDay(Instant now) {
            return new Window(now.minus(WINDOW), now, now.minus(WEEK).minus(WINDOW), now.minus(WEEK));
        }

        /** By the clocks of a place, also where they were changed during the week. */
        static Window today(Instant now, ZoneId zone) {
            var there = now.atZone(zone);
            var weekBefore = there.minusWeeks(1);
            return new Window(midnight(there), now, midnight(weekBefore), weekBefore.toInstant());
        }

        private static Instant midnight(ZonedDateTime at) {
            return at.toLocalDate().atStartOfDay(at.getZone()).toInstant();
        }
    }

    @Transactional(readOnly = true)
    public List<OfChannel> byChannel() {
        return byChannel("day", Window.lastDay(clock.instant()));
    }

    /** Since midnight, beside last week's same day until the same time. */
    @Transactional(readOnly = true)
    public List<OfChannel> byChannelToday(ZoneId zone) {
        return byChannel(zone.getId(), Window.today(clock.instant(), zone));
    }

    /** The best sold items of the last 24 hours. */
    @Transactional(readOnly = true)
    public List<OfItem> byItem() {
        return byItem("day", Window.lastDay(clock.instant()));
    }

    /** The best sold items since midnight. */
    @Transactional(readOnly = true)
    public List<OfItem> byItemToday(ZoneId zone) {
        return byItem(zone.getId(), Window.today(clock.instant(), zone));
    }

    private List<OfChannel> byChannel(String days, Window window) {
        return channels.get(
                new Asked(Context.current().scope(), days),
                () -> within(BY_CHANNEL, window).query(OfChannel.class).list());
    }

    private List<OfItem> byItem(String days, Window window) {
        return items.get(
                new Asked(Context.current().scope(), days),
                () -> within(BY_ITEM, window).query(OfItem.class).list());
    }

    private JdbcClient.StatementSpec within(String sql, Window window) {
        return jdbc.sql(sql)
                .param("replacements", Sql.texts(Replacements.CHANNELS))
                .param("now", Sql.timestamp(window.now()))
                .param("since", Sql.timestamp(window.since()))
                .param("weekUntil", Sql.timestamp(window.weekUntil()))
                .param("weekSince", Sql.timestamp(window.weekSince()));
    }
}
