package wharf.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Processor time used so far, in milliseconds: by this JVM (generator and Wharf) and by PostgreSQL. On a busy machine the time an order costs
 * tells more than the orders a second. PostgreSQL's is read from {@code /proc}; elsewhere it is 0.
 */
record Processors(double jvm, double database) {
    private static final Path PROC = Path.of("/proc");
    private static final double MILLIS_PER_TICK = 10;
    /** Counted after the name in brackets: field 3 of proc_pid_stat(5) is 0. */
    private static final int PARENT = 1;

    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int USER_OF_DEAD_CHILDREN = 13;
    private static final int SYSTEM_OF_DEAD_CHILDREN = 14;

    /** The process that owns all backends. */
    static long postmaster(BenchNode node) throws SQLException, IOException {
        try (var connection = node.connectAsOwner();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            var stat = PROC.resolve(row.getString(1)).resolve("stat");
            return Files.exists(stat) ? Long.parseLong(fields(stat)[PARENT]) : 0;
        }
    }

    static Processors used(long postmaster) throws IOException {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Processors(system.getProcessCpuTime() / 1e6, postmaster == 0 ? 0 : database(postmaster));
    }

    Processors since(Processors earlier) {
        return new Processors(jvm - earlier.jvm, database - earlier.database);
    }

    Processors plus(Processors other) {
        return new Processors(jvm + other.jvm, database + other.database);
    }

    double sum() {
        return jvm + database;
    }

    /** Of each of so many orders. */
    Processors each(double orders) {
        return new Processors(jvm / orders, database / orders);
    }

    private static double database(long postmaster) throws IOException {
        double ticks = 0;
        try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var process : processes) ticks += ticks(process.resolve("stat"), postmaster);
        }
        return ticks * MILLIS_PER_TICK;
    }

    private static double ticks(Path stat, long postmaster) {
        try {
            var fields = fields(stat);
            boolean self = stat.equals(PROC.resolve(Long.toString(postmaster)).resolve("stat"));
            if (self) return sum(fields, USER, SYSTEM, USER_OF_DEAD_CHILDREN, SYSTEM_OF_DEAD_CHILDREN);
            return Long.parseLong(fields[PARENT]) == postmaster ? sum(fields, USER, SYSTEM) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    private static double sum(String[] fields, int... positions) {
        double sum = 0;
        for (int position : positions) sum += Double.parseDouble(fields[position]);
        return sum;
    }

    private static String[] fields(Path stat) throws IOException {
        var text = Files.readString(stat);
        return text.substring(text.lastIndexOf(')') + 2).split(" ");
    }
}
