package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.testing.Core;
import wharf.testing.Postgres;
import wharf.testing.WharfTest;

/** Partitions are made ahead of time. All is tried in transactions that are rolled back, since the tests share one database. */
@Core
@WharfTest
class PartitionsTest {
    @Autowired
    Partitions partitions;

    private Connection owner;
    private Connection app;

    @BeforeEach
    void connect() throws SQLException {
        owner = Postgres.connectAsOwner(Postgres.shared());
        owner.setAutoCommit(false);
        app = Postgres.connectAsApp(Postgres.shared());
        app.setAutoCommit(false);
    }

    @AfterEach
    void forget() throws SQLException {
        owner.rollback();
        owner.close();
        app.rollback();
        app.close();
    }

    @Test
    void theMigrationsLeaveNothingToDo() {
        assertThat(all(() -> partitions.ensure(Partitions.MONTHS_AHEAD))).isZero();
    }

    @Test
    void monthsToComeAreMadeByTheApplicationWhichCannotReadThemByName() throws SQLException {
        var before = months(app, "fact");
        ensure(app, Partitions.MONTHS_AHEAD + 3);

        var made = new ArrayList<>(months(app, "fact"));
        made.removeAll(before);
        assertThat(made).hasSize(3);
        assertThat(bounds(app, "fact")).hasSize(before.size() + 3);
        assertThat(texts(app, "select has_table_privilege('" + made.getFirst() + "', 'SELECT')::text"))
                .containsExactly("false");
        assertThatThrownBy(() -> texts(app, "select id::text from " + made.getFirst()))
                .hasMessageContaining("permission denied");
    }

    @Test
    void whatItMakesIsWhollyPartOfItsTable() throws SQLException {
        var before = months(owner, "movement");
        ensure(owner, Partitions.MONTHS_AHEAD + 1);

        var made = new ArrayList<>(months(owner, "movement"));
        made.removeAll(before);
        assertThat(made).hasSize(1);
        assertThat(shape(made.getFirst())).isEqualTo(shape(before.getFirst())).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 17, 0, -1, -30})
    void rowsOfAMonthWithoutPartitionAreMovedIntoOneMadeForThem(int monthsFromNow) throws SQLException {
        var row = insertFact("now() + interval '" + monthsFromNow + " months'");
        ensure(owner, Partitions.MONTHS_AHEAD);

        assertThat(texts(owner, "select tableoid::regclass::text from fact where id = " + row))
                .singleElement()
                .satisfies(partition -> assertThat(partition).matches("fact_y\\d{4}m\\d{2}"));
        assertThat(texts(owner, "select relation from rows_in_default_partitions()"))
                .isEmpty();
        assertContiguous("fact");
    }

    @Test
    void aRowOfAClockGoneWrongStaysWhereItIsAndIsReported() throws SQLException {
        insertFact("timestamptz '2199-01-15 12:00+00'");
        ensure(owner, Partitions.MONTHS_AHEAD);

        assertThat(texts(owner, "select relation || ' ' || month || ' ' || n from rows_in_default_partitions()"))
                .containsExactly("fact 2199-01 1");
    }

    @Test
    void monthsCutInAnotherTimeZoneLeaveNoGap() throws SQLException {
        execute(owner, """
                create table voyage (at timestamptz not null) partition by range (at)
                """);
        execute(owner, "set local timezone = 'America/New_York'");
        execute(owner, "call ensure_partitions('voyage', current_date, 2)");
        execute(owner, "set local timezone = 'Europe/Berlin'");
        execute(owner, "insert into voyage select now() + make_interval(months => m) from generate_series(-3, 20) m");

        ensure(owner, Partitions.MONTHS_AHEAD);

        assertContiguous("voyage");
        assertThat(texts(owner, "select at::text from only voyage_default")).isEmpty();
        assertThat(texts(owner, "select count(*)::text from voyage")).containsExactly("24");
        assertThat(ensure(owner, Partitions.MONTHS_AHEAD)).isZero();
    }

    @Test
    void aTableInUseIsLeftForTheNextRun() throws SQLException {
        texts(app, "select 1::text from fact limit 1");

        assertThatThrownBy(() -> ensure(owner, Partitions.MONTHS_AHEAD + 1))
                .isInstanceOf(SQLException.class)
                .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("55P03"));
    }

    private String insertFact(String recordedAt) throws SQLException {
        return texts(
                        owner,
                        "insert into fact (recorded_at, occurred_at, root, subject_kind, subject, type, actor_kind, actor) values ("
                                + recordedAt
                                + ", now(), gen_random_uuid(), 'test', gen_random_uuid(), 'test', 'test', 'test') returning id::text")
                .getFirst();
    }

    private void assertContiguous(String table) throws SQLException {
        var bounds = bounds(owner, table);
        for (int i = 1; i < bounds.size(); i++)
            assertThat(bounds.get(i)[0]).as("begin of partition " + i).isEqualTo(bounds.get(i - 1)[1]);
    }

    private static int ensure(Connection connection, int months) throws SQLException {
        return Integer.parseInt(texts(connection, "select ensure_partitions(" + months + ")::text")
                .getFirst());
    }

    private static List<String> months(Connection connection, String table) throws SQLException {
        return texts(
                connection,
                "select inhrelid::regclass::text from pg_inherits where inhparent = '" + table
                        + "'::regclass and inhrelid::regclass::text not like '%default' order by 1");
    }

    /** Begin and end of each partition but the default one, in order. */
    private static List<String[]> bounds(Connection connection, String table) throws SQLException {
        return texts(connection, """
                        select bound[1]::timestamptz at time zone 'UTC' || ',' || (bound[2]::timestamptz at time zone 'UTC')
                        from pg_inherits i
                        join pg_class c on c.oid = i.inhrelid
                        cross join regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \\(''(.+)''\\) TO \\(''(.+)''\\)') bound
                        where i.inhparent = '%s'::regclass and bound is not null
                        order by bound[1]::timestamptz
                        """.formatted(table)).stream()
                .map(text -> text.split(","))
                .toList();
    }

    /** Columns, constraints and indexes, without the table's name. */
    private List<String> shape(String table) throws SQLException {
        return texts(owner, """
                        select attname || ' ' || atttypid::regtype || ' ' || attnotnull
                          || coalesce(' ' || pg_get_expr(d.adbin, d.adrelid), '')
                        from pg_attribute a
                        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                        where attrelid = '%1$s'::regclass and attnum > 0
                        union all
                        select pg_get_constraintdef(oid) from pg_constraint where conrelid = '%1$s'::regclass
                        union all
                        select regexp_replace(pg_get_indexdef(indexrelid), '.* USING', '') from pg_index where indrelid = '%1$s'::regclass
                        order by 1
                        """.formatted(table)).stream()
                .map(text -> text.replace(table, "t"))
                .toList();
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        try (var sql = connection.createStatement();
                var rows = sql.executeQuery(query)) {
            var found = new ArrayList<String>();
            while (rows.next()) found.add(rows.getString(1));
            return found;
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
