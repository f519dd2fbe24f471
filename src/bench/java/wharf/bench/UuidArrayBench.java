package wharf.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.jdbc.support.SqlValue;
import wharf.platform.Sql;

/**
 * What a statement with one array of ids takes, the array sent as text and in binary, by turns; the best of some runs of each, since other work
 * only ever adds.
 *
 * <pre>bench/run uuidArray --runs 6</pre>
 */
public final class UuidArrayBench {
    private static final String READ = "select count(*) from unnest(:ids) as u (id)";

    private UuidArrayBench() {}

    public static void main(String[] arguments) throws Exception {
        var options = Options.of(arguments);
        int runs = options.number("runs", 6);
        var said = new ArrayList<Object>(List.of("bench", "uuidArray", "runs", runs));
        try (var node = BenchNode.start(options)) {
            for (int ids : new int[] {1, 10, 100, 1000}) {
                var some = Stream.generate(UUID::randomUUID).limit(ids).toList();
                double text = Double.MAX_VALUE;
                double binary = Double.MAX_VALUE;
                for (int run = 0; run < runs; run++) {
                    text = Math.min(text, micros(node, new SqlArrayValue("uuid", some.toArray()), 200_000 / (ids + 50)));
                    binary = Math.min(binary, micros(node, Sql.uuids(some), 200_000 / (ids + 50)));
                }
                said.addAll(List.of("text" + ids + "Micros", text, "binary" + ids + "Micros", binary));
            }
        }
        System.out.println(Json.of(said.toArray()));
    }

    private static double micros(BenchNode node, SqlValue ids, int statements) {
        var jdbc = node.bean(JdbcClient.class);
        return node.inTransaction(() -> {
            long started = System.nanoTime();
            for (int i = 0; i < statements; i++) jdbc.sql(READ).param("ids", ids).query(Long.class).single();
            return Math.round((System.nanoTime() - started) / 100.0 / statements) / 10.0;
        });
    }
}
