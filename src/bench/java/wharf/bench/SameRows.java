package wharf.bench;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * That the limit writes what intake writes: the same number of rows into every table of the schema, of the same size, and the same units
 * reserved. Otherwise their ratio would mean nothing.
 */
final class SameRows {
    /** Kept by the node for itself, whatever is ordered. */
    private static final Set<String> HOUSEKEEPING = Set.of("scheduled_tasks", "flyway_schema_history", "idempotency_key");

    private static final double TOLERANCE = 0.1;
    private static final String TABLES = """
            select c.relname
            from pg_class c
            where c.relnamespace = 'public'::regnamespace
            and c.relkind in ('r', 'p')
            and not c.relispartition
            order by c.relname
            """;

    private final BenchNode node;

    SameRows(BenchNode node) {
        this.node = node;
    }

    private record Size(long rows, long bytes) {
        Size minus(Size other) {
            return new Size(rows - other.rows, bytes - other.bytes);
        }
    }

    interface Step {
        void run() throws Exception;
    }

    /** Fails unless both steps add the same rows. The node's coordinator must be at rest. */
    void require(Step limit, Step intake) throws Exception {
        var before = sizes();
        limit.run();
        var between = sizes();
        intake.run();
        var byLimit = grown(before, between);
        var byIntake = grown(between, sizes());
        IntakeBench.note("rows and bytes an order batch adds: limit " + byLimit + ", intake " + byIntake);
        if (!byLimit.keySet().equals(byIntake.keySet())) throw different(byLimit, byIntake);
        byLimit.forEach((table, size) -> {
            var other = java.util.Objects.requireNonNull(byIntake.get(table));
            boolean sameSize = Math.abs(size.bytes - other.bytes) <= TOLERANCE * Math.max(size.bytes, other.bytes);
            if (size.rows != other.rows || !sameSize) throw different(byLimit, byIntake);
        });
    }

    private static IllegalStateException different(Map<String, Size> limit, Map<String, Size> intake) {
        return new IllegalStateException("the limit does not write what intake writes: " + limit + " against " + intake);
    }

    private static Map<String, Size> grown(Map<String, Size> before, Map<String, Size> after) {
        var grown = new TreeMap<String, Size>();
        after.forEach((table, size) -> {
            var more = size.minus(java.util.Objects.requireNonNull(before.get(table)));
            if (more.rows != 0) grown.put(table, more);
        });
        return grown;
    }

    private Map<String, Size> sizes() throws SQLException {
        var sizes = new TreeMap<String, Size>();
        try (var connection = node.connectAsOwner();
                var statement = connection.createStatement()) {
            var names = new java.util.ArrayList<String>();
            try (var tables = statement.executeQuery(TABLES)) {
                while (tables.next()) if (!isAside(tables.getString(1))) names.add(tables.getString(1));
            }
            for (var name : names) sizes.put(name, size(statement, "select count(*), coalesce(sum(pg_column_size(t.*)), 0) from \"" + name + "\" t"));
            sizes.put("units reserved", size(statement, "select coalesce(sum(reserved), 0), 0 from item_stock"));
        }
        return sizes;
    }

    /** What jobs write behind both sides, such as figures that follow the facts. */
    private static boolean isAside(String table) {
        return HOUSEKEEPING.contains(table) || table.startsWith("insight_");
    }

    private static Size size(java.sql.Statement statement, String query) throws SQLException {
        try (var row = statement.executeQuery(query)) {
            row.next();
            return new Size(row.getLong(1), row.getLong(2));
        }
    }
}
