package wharf.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.shared.Authority;

/**
 * How long figures take with many orders behind them: facts of finished orders are written as history would be, 15 an order over 90 days,
 * by three merchants, two sites and four channels; the roll-ups read them; then each page of figures is asked for several times, one
 * after the other. Times are whole answers seen by a client on the same machine.
 *
 * <pre>bench/run insight --orders 100000</pre>
 */
public final class InsightBench {
    private static final int TIMES = 11;
    private static final int DAYS = 90;
    private static final String MADE = """
            create temporary table made as
            select i, gen_random_uuid() as id, gen_random_uuid() as part, gen_random_uuid() as parcel,
                   (select array_agg(m.id order by m.code) from merchant m)[1 + i %% 3] as merchant,
                   (select array_agg(w.id order by w.code) from warehouse w)[1 + i %% 2] as site,
                   (array['web', 'amazon', 'ebay', 'edi'])[1 + i %% 4] as channel,
                   date_trunc('second', now()) - interval '1 day' - (i %% (%d * 1440)) * interval '1 minute' as placed
            from generate_series(1, %d) as i
            """;
    private static final String ORDERS = """
            insert into orders (id, merchant_id, channel, external_id, content_hash, state, placed_at, received_at, currency, subtotal_minor,
                                discount_minor, shipping_minor, tax_minor, total_minor, shortage, ship_to, ship_to_name)
            select id, merchant, channel, 'B-' || i, '\\x00', 'CLOSED', placed, placed, 'USD', 5000, 0, 0, 0, 5000, 'REFUSE', '{}', 'Bench'
            from made
            """;
    private static final String FACTS = """
            insert into fact (occurred_at, merchant_id, root, subject_kind, subject, type, actor_kind, actor, data)
            select m.placed + f.after, m.merchant, m.id, f.kind, case f.kind when 'order' then m.id when 'parcel' then m.parcel else m.part end,
                   f.type, case when f.person then 'USER' else 'SYSTEM' end, 'worker ' || m.i %% 12,
                   case f.type
                     when 'order.received' then jsonb_build_object('channel', m.channel, 'totalMinor', 5000, 'currency', 'USD', 'units', 2)
                     when 'fulfilment.planned' then jsonb_build_object('site', m.site, 'service', 'GROUND', 'shipBy',
                       to_char((m.placed + interval '4 hours' + (m.i %% 5) * interval '10 minutes') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
                     when 'parcel.verified' then jsonb_build_object('site', m.site, 'units', 2, 'materialMinor', 62, 'currency', 'USD')
                     when 'parcel.labelled' then jsonb_build_object('carrier', 'DEMO', 'tracking', 'T' || m.i, 'postageMinor', 812, 'currency', 'USD')
                     when 'parcel.delivered' then jsonb_build_object('carrier', 'DEMO', 'promisedBy', (m.placed + interval '50 hours')::date)
                     else f.data end
            from made m
            cross join (values
              ('order', 'order.received', interval '0', false, null::jsonb),
              ('fulfilment', 'fulfilment.planned', interval '1 minute', false, null),
              ('fulfilment', 'fulfilment.released', interval '30 minutes', false, null),
              ('fulfilment', 'fulfilment.picked', interval '2 hours', true, '{"quantity": 1}'),
              ('fulfilment', 'fulfilment.picked', interval '2 hours 1 minute', true, '{"quantity": 1}'),
              ('fulfilment', 'fulfilment.picked', interval '2 hours 1 minute', true, '{"number": 1}'),
              ('fulfilment', 'fulfilment.packing', interval '3 hours', true, null),
              ('parcel', 'parcel.verified', interval '3 hours 4 minutes', true, null),
              ('parcel', 'parcel.labelled', interval '3 hours 5 minutes', false, null),
              ('fulfilment', 'fulfilment.packed', interval '3 hours 5 minutes', true, null),
              ('parcel', 'parcel.shipped', interval '4 hours 20 minutes', true, null),
              ('fulfilment', 'fulfilment.shipped', interval '4 hours 20 minutes', false, null),
              ('order', 'order.shipped', interval '4 hours 20 minutes', false, null),
              ('parcel', 'parcel.delivered', interval '40 hours', false, null),
              ('order', 'order.delivered', interval '40 hours', false, null)) as f (kind, type, after, person, data)
            order by m.placed + f.after
            """;
    private static final String LEFT = """
            select count(*)
            from (select from fact f left join fact_cursor c on c.reader = 'insight-1'
                  where c.reader is null or (f.xid, f.id) > (c.xid, c.fact_id) limit 1) one
            """;
    private static final List<String> PAGES = List.of(
            "/api/v1/insight",
            "/api/v1/insight?days=90",
            "/api/v1/insight/order-to-shipped?days=90",
            "/api/v1/insight/cost-per-order?days=90",
            "/api/v1/insight/perfect-order?days=28",
            "/api/v1/insight/on-time-shipment/orders?days=90&bad=true",
            "/api/v1/insight/perfect-order/orders?days=90",
            "/insight?days=28",
            "/insight?days=90",
            "/insight/cost-per-order?days=90");

    private InsightBench() {}

    public static void main(String[] arguments) throws Exception {
        var options = Options.of(arguments);
        try (var node = BenchNode.start(options)) {
            System.out.println(run(node, options.number("orders", 100_000)));
        }
    }

    private static String run(BenchNode node, int orders) throws SQLException, IOException, InterruptedException {
        for (var name : List.of("a", "b", "c")) Shelf.one(node, name, 1);
        node.inTransaction(() -> node.bean(JdbcClient.class)
                .sql("""
                insert into warehouse (id, code, name, line1, city, region, postcode, country, latitude, longitude, time_zone, created_at)
                select gen_random_uuid(), 'PHX', 'Phoenix', '1 Dock Rd', 'Phoenix', 'AZ', '85001', 'US', 33.4, -112, 'America/Phoenix', now()
                """)
                .update());
        write(node, orders);
        long started = System.nanoTime();
        awaitFigures(node);
        double seconds = (System.nanoTime() - started) / 1e9;
        var pages = new LinkedHashMap<String, Object>();
        var worst = 0.0;
        for (var page : PAGES) {
            var times = times(node, page);
            worst = Math.max(worst, java.util.Objects.requireNonNull(times.get("p50Ms")));
            pages.put(page, times);
        }
        return Json.of(
                "bench", "insight",
                "orders", orders,
                "facts", orders * 15,
                "rollUpSeconds", Math.round(seconds * 10) / 10.0,
                "factsPerSecond", Math.round(orders * 15 / seconds),
                "worstMedianMs", worst,
                "pages", pages);
    }

    private static void write(BenchNode node, int orders) throws SQLException {
        try (var connection = node.connectAsOwner();
                var statement = connection.createStatement()) {
            statement.execute(MADE.formatted(DAYS, orders));
            statement.execute(ORDERS);
            statement.execute(FACTS.formatted());
            statement.execute("analyze");
        }
    }

    /** Returns when every fact there is has become figures. */
    static void awaitFigures(BenchNode node) {
        while (left(node) > 0) LockSupport.parkNanos(200_000_000L);
    }

    /** 1 as long as facts wait to become figures, then 0. */
    static long left(BenchNode node) {
        return node.inTransaction(
                () -> node.bean(JdbcClient.class).sql(LEFT).query(Long.class).single());
    }

    private static Map<String, Double> times(BenchNode node, String page) throws IOException, InterruptedException {
        var token = node.token(List.copyOf(Authority.ALL));
        var http = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create(node.base() + page))
                .header("Authorization", "Bearer " + token)
                .build();
        var times = new ArrayList<Double>();
        for (int i = 0; i < TIMES; i++) {
            long started = System.nanoTime();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            times.add((System.nanoTime() - started) / 1e6);
            if (answer.statusCode() != 200) throw new IllegalStateException(page + ": " + answer.statusCode() + " " + answer.body());
        }
        var sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return Map.of("p50Ms", rounded(sorted[TIMES / 2]), "maxMs", rounded(Arrays.stream(sorted).max().orElse(0)));
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
