package wharf.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import wharf.shared.Ids;

/**
 * What one-commit-per-order can reach: the very rows an order consists of, into the same tables with the same indexes, checks and policies, by
 * one prepared statement and one durable commit, as the application's role, over as many connections as serve it best.
 */
final class IntakeLimit {
    /** More connections than these, beside those of the node, the server does not have. */
    static final int MOST_CLIENTS = 64;

    // The sub-statements run from the last to the first, after the main one: so the stock, which others wait for, is locked at the very end.
    private static final String INSERT = """
            with s as (
              update item_stock s
              set reserved = s.reserved + 1
              from (select item_id from item_stock where item_id = any (?::uuid[]) order by item_id for no key update) locked
              where s.item_id = locked.item_id
            ), l as (
              insert into order_line (order_id, line_no, merchant_id, item_id, sku, title, quantity, unit_price_minor)
              select ?, x.n, ?, x.item, x.sku, x.sku, 1, 1999 from unnest(?::int[], ?::uuid[], ?::text[]) as x (n, item, sku)
            ), r as (
              insert into reservation (order_id, line_no, item_id, merchant_id, placed_at, per_unit, quantity, reserved)
              select ?, x.n, x.item, ?, now(), 1, 1, 1 from unnest(?::int[], ?::uuid[]) as x (n, item)
            ), t as (
              insert into tender (id, reference, number, merchant_id, method, mode, currency, amount_minor, instrument, registered_at)
              values (?, ?, 1, ?, 'CARD', 'AUTHORISE', 'USD', ?, 'tok_ok', now())
            ), f as (
              insert into fact (occurred_at, merchant_id, root, subject_kind, subject, type, actor_kind, actor, actor_key, data)
              values (now(), ?, ?, 'order', ?, 'order.received', 'TOKEN', 'bench 00000000-0000-0000-0000-000000000000',
                      'token:00000000-0000-7000-8000-000000000000', ?::jsonb)
            ), w as (
              insert into work (step, subject, merchant_id, due_at) values ('LIMIT', ?, ?, now())
              on conflict (step, subject) do update set version = work.version + 1
            )
            insert into orders (id, merchant_id, channel, external_id, revision, content_hash, state, placed_at, received_at, currency,
                                subtotal_minor, discount_minor, shipping_minor, tax_minor, total_minor, priority, shortage, ship_to,
                                ship_to_name, email, locale)
            values (?, ?, 'web', ?, 0, decode(?, 'hex'), 'RECEIVED', now(), now(), 'USD', ?, 0, 500, 0, ?, 0, 'REFUSE', ?::jsonb,
                    'Ann Smith', 'ann@example.com', 'en')
            """;
    private static final String ADDRESS =
            "{\"name\":\"Ann Smith\",\"line1\":\"1 Ocean Dr\",\"city\":\"Miami\",\"region\":\"FL\",\"postcode\":\"33139\",\"country\":\"US\"}";

    private final BenchNode node;
    private final Shelf shelf;

    IntakeLimit(BenchNode node, Shelf shelf) {
        this.node = node;
        this.shelf = shelf;
    }

    /** Fills the tables, so that plans and caches are those of a shop with a history; leaves no work behind. */
    void preload(Mix mix, int orders) throws Exception {
        run(mix, 8, count -> count < orders / 8);
        forgetWork();
        try (var owner = node.connectAsOwner();
                var statement = owner.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }

    /** No step of this name exists; its rows would only lengthen the queue that the coordinator reads. */
    void forgetWork() {
        node.inTransaction(() -> node.bean(org.springframework.jdbc.core.simple.JdbcClient.class).sql("delete from work where step = 'LIMIT'").update());
    }

    int bestClients(Mix mix, List<Integer> candidates) throws Exception {
        var best = candidates.getFirst();
        long most = 0;
        for (int clients : candidates.stream().distinct().toList()) {
            long orders = orders(mix, clients, 5);
            if (orders > most) {
                most = orders;
                best = clients;
            }
        }
        return best;
    }

    /** Writes for so long; returns how many orders. */
    long orders(Mix mix, int clients, int seconds) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        return run(mix, clients, count -> System.nanoTime() < end);
    }

    /** Writes so many orders by one client. */
    void write(Mix mix, int orders) throws Exception {
        run(mix, 1, count -> count < orders);
    }

    private interface GoOn {
        boolean after(long count);
    }

    private long run(Mix mix, int clients, GoOn goOn) throws Exception {
        var tasks = new ArrayList<Callable<Long>>();
        for (int c = 0; c < clients; c++) {
            var random = new Random(System.nanoTime() * 31 + c);
            tasks.add(() -> insert(mix, random, goOn));
        }
        long total = 0;
        try (var pool = Executors.newFixedThreadPool(clients)) {
            for (var done : pool.invokeAll(tasks)) total += done.get();
        }
        return total;
    }

    private long insert(Mix mix, Random random, GoOn goOn) throws SQLException {
        long count = 0;
        try (var connection = connect();
                var statement = connection.prepareStatement(INSERT)) {
            while (goOn.after(count)) {
                bind(connection, statement, mix, random);
                int updated = statement.executeUpdate();
                if (updated != 1) throw new IllegalStateException("no order was written");
                count++;
            }
        }
        return count;
    }

    private Connection connect() throws SQLException {
        var connection = node.connectAsApp();
        connection.unwrap(PGConnection.class).setPrepareThreshold(1);
        try (var statement = connection.createStatement()) {
            statement.execute("set wharf.scope = '" + shelf.merchant() + "'");
            statement.execute("set plan_cache_mode = force_generic_plan");
        }
        return connection;
    }

    private void bind(Connection connection, PreparedStatement statement, Mix mix, Random random) throws SQLException {
        var skus = mix.skus(random);
        var externalId = mix.externalId();
        var order = Ids.next();
        var merchant = shelf.merchant().value();
        var numbers = connection.createArrayOf("int4", java.util.stream.IntStream.rangeClosed(1, skus.size()).boxed().toArray());
        var items = skus.stream().map(sku -> Objects.requireNonNull(shelf.items().get(sku)).value()).toArray(UUID[]::new);
        var itemArray = connection.createArrayOf("uuid", items);
        int i = 1;
        var sorted = java.util.Arrays.stream(items).sorted(Comparator.naturalOrder()).collect(Collectors.toList());
        statement.setArray(i++, connection.createArrayOf("uuid", sorted.toArray()));
        statement.setObject(i++, order);
        statement.setObject(i++, merchant);
        statement.setArray(i++, numbers);
        statement.setArray(i++, itemArray);
        statement.setArray(i++, connection.createArrayOf("text", skus.toArray()));
        statement.setObject(i++, order);
        statement.setObject(i++, merchant);
        statement.setArray(i++, numbers);
        statement.setArray(i++, itemArray);
        statement.setObject(i++, Ids.next());
        statement.setObject(i++, order);
        statement.setObject(i++, merchant);
        statement.setLong(i++, mix.total());
        statement.setObject(i++, merchant);
        statement.setObject(i++, order);
        statement.setObject(i++, order);
        statement.setString(i++, "{\"units\":" + skus.size() + ",\"channel\":\"web\",\"externalId\":\"" + externalId + "\",\"totalMinor\":" + mix.total() + ",\"currency\":\"USD\"}");
        statement.setObject(i++, order);
        statement.setObject(i++, merchant);
        statement.setObject(i++, order);
        statement.setObject(i++, merchant);
        statement.setString(i++, externalId);
        statement.setString(i++, hash(random));
        statement.setLong(i++, mix.total() - 500);
        statement.setLong(i++, mix.total());
        statement.setString(i, ADDRESS);
    }

    private static String hash(Random random) {
        var hash = new byte[32];
        random.nextBytes(hash);
        return java.util.HexFormat.of().formatHex(hash);
    }
}
