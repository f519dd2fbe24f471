package wharf.bench;

import java.sql.SQLException;
import java.util.List;

/**
 * Orders of the past year, written set-wise in a few statements a batch, in the states a running business has them in: nine in ten are
 * delivered or closed, one in twenty-five is cancelled, the rest is on its way through the house. Each has its lines, reservations, money,
 * facts, and as far as it came its fulfilment, parcel, label and journey.
 */
final class History {
    private static final int BATCH = 20_000;
    /** Of a hundred orders: closed, delivered, shipped, cancelled, received waiting for units, planned at the site, being picked. */
    private static final String PICTURE = """
            create temporary table batch on commit drop as
            select n, n %% 100 as kind, pg_temp.at_id(n * 10, placed_at) as id, placed_at, m.id as merchant, m.items as items,
                   case when n %% 100 < 70 then 'CLOSED' when n %% 100 < 86 then 'DELIVERED' when n %% 100 < 91 then 'SHIPPED'
                        when n %% 100 < 95 then 'CANCELLED' when n %% 100 < 96 then 'ACCEPTED' when n %% 100 < 98 then 'ROUTED'
                        else 'IN_FULFILMENT' end as state,
                   (array['web', 'shopify', 'amazon', 'ebay', 'walmart', 'tiktok'])[1 + n %% 6] as channel,
                   (array['Ann', 'Bob', 'Carla', 'Diego', 'Eve', 'Fatima', 'Gus', 'Hana', 'Ivo', 'Joana', 'Kim', 'Luis', 'Mia'])[1 + n %% 13] as first,
                   (array['Garcia', 'Smith', 'Lee', 'Rossi', 'Silva', 'Novak', 'Okafor', 'Meyer', 'Tanaka', 'Moreau', 'Dubois'])[1 + (n / 13) %% 11]
                     || ' ' || substr(md5(n::text), 1, 5) as last,
                   (array['Miami', 'Austin', 'Boston', 'Phoenix', 'Seattle', 'Toronto', 'Bogota'])[1 + n %% 7] as city
            from (
              select n, case when n %% 100 >= 95 then now() - (n %% 71) * interval '1 hour'
                             when n %% 100 >= 86 then now() - interval '4 days' - (n %% 97) * interval '1 hour'
                             else now() - interval '8 days' - (n %% 8560) * interval '1 hour' end as placed_at
              from generate_series(%1$d, %2$d) as n
            ) orders
            join pg_temp.shops m on m.shop = case when n %% 10 < 7 then 0 else n %% 10 - 6 end
            """;
    private static final List<String> ROWS = List.of(
            """
            insert into orders (id, merchant_id, channel, external_id, content_hash, state, placed_at, received_at, currency, subtotal_minor,
                                discount_minor, shipping_minor, tax_minor, total_minor, shortage, ship_to, ship_to_name, email, open_holds)
            select id, merchant, channel, 'H-' || n, decode(md5(n::text), 'hex'), state, placed_at, placed_at, 'USD', 3998, 0, 500, 0, 4498,
                   'BACKORDER', jsonb_build_object('name', first || ' ' || last, 'line1', n || ' Ocean Dr', 'city', city, 'region', 'FL',
                   'postcode', '33139', 'country', 'US'), first || ' ' || last, lower(first) || n || '@example.com', 0
            from batch
            """,
            """
            insert into order_line (order_id, line_no, merchant_id, item_id, sku, title, quantity, unit_price_minor)
            select b.id, l, b.merchant, (b.items)[1 + (b.n * l) % array_length(b.items, 1)], 'SKU-' || (b.n * l), 'Item', 1, 1999
            from batch b
            cross join generate_series(1, 2) as l
            """,
            """
            insert into reservation (order_id, line_no, item_id, merchant_id, placed_at, per_unit, quantity, backordered, reserved, shipped, cancelled)
            select l.order_id, l.line_no, l.item_id, l.merchant_id, b.placed_at, 1, 1, (b.state = 'ACCEPTED')::int,
                   (b.state in ('ROUTED', 'IN_FULFILMENT'))::int, (b.state in ('CLOSED', 'DELIVERED', 'SHIPPED'))::int, (b.state = 'CANCELLED')::int
            from batch b
            join order_line l on l.order_id = b.id
            """,
            """
            insert into tender (id, reference, number, merchant_id, method, mode, currency, amount_minor, direct_minor, captured_minor, registered_at)
            select pg_temp.at_id(n * 10 + 1, placed_at), id, 1, merchant, 'COLLECTED_BY_CHANNEL', 'DIRECT', 'USD', 4498, 4498, 0, placed_at
            from batch
            """,
            """
            insert into fact (occurred_at, merchant_id, root, subject_kind, subject, type, actor_kind, actor, data)
            select b.placed_at + t.n * interval '1 hour', b.merchant, b.id, 'order', b.id, t.type, 'SYSTEM', 'wharf',
                   '{"channel": "web", "totalMinor": 4498, "currency": "USD"}'::jsonb
            from batch b
            cross join unnest(array['order.received', 'order.accepted', 'order.routed', 'fulfilment.released', 'fulfilment.packed', 'fulfilment.shipped'])
              with ordinality as t (type, n)
            where t.n <= case when b.state in ('CLOSED', 'DELIVERED', 'SHIPPED') then 6 when b.state = 'ACCEPTED' then 2 else 3 end
            """,
            """
            insert into fulfilment (id, merchant_id, order_id, warehouse_id, state, service, ship_by, created_at, released_at, shipped_at)
            select pg_temp.at_id(n * 10 + 2, placed_at), merchant, id, (select id from warehouse where code = 'FMY'),
                   case when state in ('CLOSED', 'DELIVERED', 'SHIPPED') then 'SHIPPED' when state = 'CANCELLED' then 'CANCELLED'
                        when state = 'ROUTED' then 'PLANNED' else 'RELEASED' end,
                   'GROUND', placed_at + interval '1 day', placed_at, placed_at + interval '2 hours',
                   case when state in ('CLOSED', 'DELIVERED', 'SHIPPED') then placed_at + interval '9 hours' end
            from batch
            where state <> 'ACCEPTED'
            """,
            """
            insert into site_reservation (fulfilment_id, line_no, item_id, order_id, merchant_id, warehouse_id, quantity, shipped, dropped)
            select f.id, r.line_no, r.item_id, r.order_id, r.merchant_id, f.warehouse_id, 1, r.shipped, r.cancelled
            from batch b
            join fulfilment f on f.order_id = b.id
            join reservation r on r.order_id = b.id
            """,
            """
            insert into decision (id, merchant_id, root, subject, kind, chosen, reason, candidates, decided_at)
            select pg_temp.at_id(n * 10 + 3, placed_at), merchant, id, id, 'warehouse', 'FMY', 'Fort Myers is the nearest site that has all of it.',
                   '[{"name": "FMY", "feasible": true, "figures": {"distanceMiles": 120, "unitsAvailable": 2, "unitsWanted": 2}, "remark": ""}]'::jsonb,
                   placed_at
            from batch
            where state <> 'ACCEPTED'
            """,
            """
            insert into parcel (id, merchant_id, warehouse_id, sscc, state, packaging, length_mm, width_mm, height_mm, weight_grams, ship_to,
                                requested_service, packed_at, shipped_at)
            select pg_temp.at_id(n * 10 + 4, placed_at), merchant, (select id from warehouse where code = 'FMY'), lpad((900000000 + n)::text, 18, '0'),
                   case when state = 'SHIPPED' then 'SHIPPED' else 'DELIVERED' end, 'BOX-S', 300, 200, 150, 900,
                   jsonb_build_object('name', first || ' ' || last, 'city', city, 'country', 'US'), 'GROUND', placed_at + interval '7 hours',
                   placed_at + interval '9 hours'
            from batch
            where state in ('CLOSED', 'DELIVERED', 'SHIPPED')
            """,
            """
            insert into parcel_line (parcel_id, fulfilment_id, line_no, item_id, order_id, merchant_id, quantity)
            select pg_temp.at_id(b.n * 10 + 4, b.placed_at), s.fulfilment_id, s.line_no, s.item_id, s.order_id, s.merchant_id, 1
            from batch b
            join site_reservation s on s.order_id = b.id
            where b.state in ('CLOSED', 'DELIVERED', 'SHIPPED')
            """,
            """
            insert into label (id, parcel_id, merchant_id, generation, reference, state, carrier, service, tracking, postage_minor, currency, billable,
                               zone, zpl_file, bought_at)
            select pg_temp.at_id(n * 10 + 5, placed_at), pg_temp.at_id(n * 10 + 4, placed_at), merchant, 1, 'history-' || n, 'BOUGHT', 'DEMO', 'GROUND',
                   'WH' || lpad(n::text, 12, '0'), 842, 'USD', 3, 4, id, placed_at + interval '7 hours'
            from batch
            where state in ('CLOSED', 'DELIVERED', 'SHIPPED')
            """,
            """
            insert into parcel_journey (parcel_id, merchant_id, carrier, tracking, milestone, last_event_at, last_place, heard_at, ended_at, changes)
            select pg_temp.at_id(n * 10 + 4, placed_at), merchant, 'DEMO', 'WH' || lpad(n::text, 12, '0'),
                   case when state = 'SHIPPED' then 'IN_TRANSIT' else 'DELIVERED' end, placed_at + interval '3 days', city, now(),
                   case when state <> 'SHIPPED' then placed_at + interval '3 days' end, 4
            from batch
            where state in ('CLOSED', 'DELIVERED', 'SHIPPED')
            """,
            """
            insert into tracking_event (source, event_key, occurred_at, parcel_id, merchant_id, tracking, milestone, code, text, place, heard, raw, received_at)
            select 'DEMO', n || '-' || t.i, placed_at + t.i * interval '1 day', pg_temp.at_id(n * 10 + 4, placed_at), merchant,
                   'WH' || lpad(n::text, 12, '0'), t.milestone, t.milestone, 'Reported', city, 'WEBHOOK', '{}', placed_at + t.i * interval '1 day'
            from batch
            cross join unnest(array['PICKED_UP', 'IN_TRANSIT', 'DELIVERED']) with ordinality as t (milestone, i)
            where state in ('CLOSED', 'DELIVERED') or (state = 'SHIPPED' and t.i < 3)
            """,
            """
            insert into order_hold (id, order_id, merchant_id, kind, reason, owner, gates, placed_at)
            select pg_temp.at_id(n * 10 + 6, placed_at), id, merchant, 'MANUAL', 'Asked to wait', 'bench', array['RELEASE'], placed_at
            from batch
            where state = 'ROUTED'
            and n % 200 = 96
            """,
            """
            update orders
            set open_holds = 1
            from batch
            where orders.id = batch.id
            and batch.state = 'ROUTED'
            and batch.n % 200 = 96
            """,
            """
            insert into rma (id, merchant_id, order_id, kind, state, warehouse_id, currency, terms, fee_minor, postage_minor, instant, request_id,
                             requested_at, authorised_at)
            select pg_temp.at_id(n * 10 + 7, placed_at), merchant, id, 'REQUESTED', case when n % 400 = 0 then 'AUTHORISED' else 'SETTLED' end,
                   (select id from warehouse where code = 'FMY'), 'USD', '{}'::jsonb, 0, 0, false, pg_temp.at_id(n * 10 + 8, placed_at),
                   placed_at + interval '6 days', placed_at + interval '6 days'
            from batch
            where n % 20 = 0
            and state in ('CLOSED', 'DELIVERED')
            """,
            """
            insert into rma_line (rma_id, line_no, order_id, merchant_id, reason, our_fault, resolution, quantity, authorised, settled)
            select pg_temp.at_id(n * 10 + 7, placed_at), 1, id, merchant, 'CHANGED_MIND', false, 'REFUND', 1, (n % 400 = 0)::int, (n % 400 <> 0)::int
            from batch
            where n % 20 = 0
            and state in ('CLOSED', 'DELIVERED')
            """);
    /** Ids of version 7, as Wharf makes them: their beginning is the time. */
    private static final String AT_ID = """
            create or replace function pg_temp.at_id(n bigint, at timestamptz) returns uuid language sql immutable
            as $$ select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8'
                          || substr(md5(n::text), 4, 15))::uuid $$
            """;
    private static final String SHOPS = """
            create temporary table shops as
            select row_number() over (order by m.code = 'bench' desc, m.code) - 1 as shop, m.id, array_agg(i.id order by i.sku) as items
            from merchant m
            join item i on i.merchant_id = m.id
            group by m.id, m.code
            """;

    private final BenchNode node;

    History(BenchNode node) {
        this.node = node;
    }

    /** Writes the orders numbered from (exclusive) to (inclusive). Four merchants with items, the first called {@code bench}, have to be there. */
    void write(int from, int to) throws SQLException {
        try (var owner = node.connectAsOwner();
                var statement = owner.createStatement()) {
            statement.execute(AT_ID);
            statement.execute("drop table if exists pg_temp.shops");
            statement.execute(SHOPS);
            statement.execute("set synchronous_commit = off");
            owner.setAutoCommit(false);
            for (int first = from + 1; first <= to; first += BATCH) {
                statement.execute(PICTURE.formatted(first, Math.min(to, first + BATCH - 1)));
                statement.execute("analyze batch");
                for (var rows : ROWS) statement.execute(rows);
                owner.commit();
            }
            owner.setAutoCommit(true);
            statement.execute("vacuum analyze");
        }
    }

    /** What the whole database takes. */
    long bytes() throws SQLException {
        try (var owner = node.connectAsOwner();
                var statement = owner.createStatement();
                var row = statement.executeQuery("select pg_database_size(current_database())")) {
            row.next();
            return row.getLong(1);
        }
    }
}
