package wharf.insight;

import java.sql.Types;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.Replacements;
import wharf.platform.Sql;
import wharf.platform.Turn;

/** The orders behind a number, newest first, each list by an index of its own. */
@Service
class BehindNumbers {
    // Business days are the site's: the index finds a day more at either end, the zone cuts it.
    private static final String LIST = """
            select o.order_id, r.number, r.external_id, o.channel, m.code as merchant, w.code as site, o.%1$s as at, o.placed_at, o.shipped_at,
                   o.ship_by, o.shipped_late, o.delivered_at, o.promised_by, o.promise_broken, o.flaws, o.wrong_units, o.units_returned,
                   o.refund_seconds, o.csat, o.nps, o.cost_minor, o.cost_currency
            from insight_order o
            join orders r on r.id = o.order_id
            join merchant m on m.id = o.merchant_id
            left join warehouse w on w.id = o.warehouse_id
            where o.generation = (select generation from insight_build where state = 'CURRENT')
            and o.%1$s >= cast(:from as date) - interval '1 day'
            and o.%1$s < cast(:to as date) + interval '2 days'
            and (o.%1$s at time zone coalesce(w.time_zone, 'UTC'))::date between :from and :to
            and (:merchant::uuid is null or o.merchant_id = :merchant)
            and (:site::uuid is null or o.warehouse_id = :site)
            and (:channel::text is null or o.channel = :channel)
            and (:reships or o.channel <> :reship)
            and %2$s
            and (:at::timestamptz is null or (o.%1$s, o.order_id) %3$s (:at, :id))
            order by o.%1$s %4$s, o.order_id %4$s
            limit :limit
            """;

    private record Form(Kpi.Drill drill, boolean bad, boolean back) {}

    private static final Map<Kpi.Drill, Map<Boolean, String>> ONWARD = lists(false);
    private static final Map<Kpi.Drill, Map<Boolean, String>> BACK = lists(true);

    private final JdbcClient jdbc;

    BehindNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static Map<Kpi.Drill, Map<Boolean, String>> lists(boolean back) {
        var lists = new EnumMap<Kpi.Drill, Map<Boolean, String>>(Kpi.Drill.class);
        for (var drill : Kpi.Drill.values())
            lists.put(
                    drill, Map.of(true, list(new Form(drill, true, back)), false, list(new Form(drill, false, back))));
        return lists;
    }

    private static String list(Form form) {
        var bad = form.drill().bad;
        return LIST.formatted(
                form.drill().time,
                form.bad() && bad != null ? "o." + bad : "true",
                form.back() ? ">" : "<",
                form.back() ? "asc" : "desc");
    }

    /** @param bad only those to look at */
    @Transactional(readOnly = true)
    public List<BehindRow> rows(Kpi.Drill drill, Selection wanted, boolean bad, Turn turn, int limit) {
        var from = turn.from();
        var sql =
                Objects.requireNonNull((turn.back() ? BACK : ONWARD).get(drill)).get(bad);
        return jdbc.sql(Objects.requireNonNull(sql))
                .param("from", wanted.from())
                .param("to", wanted.to())
                .param(
                        "merchant",
                        wanted.merchant() == null ? null : wanted.merchant().value(),
                        Types.OTHER)
                .param("site", wanted.site(), Types.OTHER)
                .param("channel", wanted.channel(), Types.VARCHAR)
                .param("reships", drill.countsReships())
                .param("reship", Replacements.RESHIP)
                .param("at", from == null ? null : Sql.timestamp(from.instant(0)), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", from == null ? null : from.uuid(1), Types.OTHER)
                .param("limit", limit)
                .query(BehindRow.class)
                .list();
    }
}
