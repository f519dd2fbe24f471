package wharf;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.catalog.NewItem;
import wharf.testing.Core;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Who may see and do what in the database, read from its catalogue: a table that a later migration forgets to protect fails here. */
@Core
@WharfTest
class SchemaTest {
    /** Tables without a merchant, each with the reason why that is right. */
    private static final Map<String, String> WITHOUT_MERCHANT = Map.ofEntries(
            Map.entry("merchant", "is the merchant; its own policy goes by id"),
            Map.entry("flyway_schema_history", "Flyway's own: versions of the schema"),
            Map.entry("scheduled_tasks", "db-scheduler's own: names of jobs"),
            Map.entry("fact_cursor", "how far each reader of facts has come"),
            Map.entry("insight_build", "which build of the roll-ups is shown"),
            Map.entry("insight_rate", "the operator's rates of wage, fees and holding"),
            Map.entry("business_clock", "one number"),
            Map.entry("link_key", "the key under which shoppers' links are signed"),
            Map.entry("idempotency_key", "found by the token or user that sent it, never listed"),
            Map.entry("sign_in_failure", "hashes, found by who signs in"),
            Map.entry("user_session", "hashes of session tokens, found by the token"),
            Map.entry("badge", "the operator's own staff, found by the badge"),
            Map.entry("work_period", "hours of the operator's own staff"),
            Map.entry("work_period_change", "hours of the operator's own staff"),
            Map.entry("floor_person", "what the operator's own staff prefer"),
            Map.entry("warehouse", "the operator's sites serve every merchant"),
            Map.entry("place", "bins and totes of a site hold units of every merchant; what is in them is protected"),
            Map.entry("floor_plan", "layout of a site"),
            Map.entry("floor_zone", "layout of a site"),
            Map.entry("aisle", "layout of a site"),
            Map.entry("bin_geometry", "layout of a site"),
            Map.entry("tote", "equipment of a site"),
            Map.entry("work_station", "equipment of a site"),
            Map.entry("station", "equipment of a site"),
            Map.entry("printer", "equipment of a site"),
            Map.entry("device", "equipment of a site"),
            Map.entry("device_invitation", "equipment of a site; found by the digest of a code"),
            Map.entry("device_session", "hashes of session tokens, found by the device"),
            Map.entry("device_finding", "equipment of a site"),
            Map.entry("scale", "equipment of a site"),
            Map.entry("station_scale", "equipment of a site"),
            Map.entry("weighing", "a question to a scale, of no use after seconds"),
            Map.entry("working_week", "calendar of a site"),
            Map.entry("holiday", "calendar of a site"),
            Map.entry("site_service", "calendar of a site"),
            Map.entry("cut_off", "calendar of a site"),
            Map.entry("wave", "floor work of a site, mixes merchants; its tasks are protected"),
            Map.entry("pick_batch", "floor work of a site, mixes merchants; its tasks are protected"),
            Map.entry("pack_session", "a worker at a bench; what is packed is protected"),
            Map.entry("manifest", "what a carrier takes of a site, mixes merchants; its parcels are protected"),
            Map.entry("carton_type", "the operator's packaging"),
            Map.entry("material_stock", "the operator's packaging"),
            Map.entry("demo_history", "how far the demo's history is"),
            Map.entry("delivery_look", "when the watch over parcels last looked"),
            Map.entry("demo_person", "whom the demo's doors let in; written by its seed only"),
            Map.entry("demo_pace", "how fast the demo's simulated people work, one row"),
            Map.entry("carrier_account", "the operator's secrets with carriers"),
            Map.entry("carrier_dim_rule", "a carrier's published rules"),
            Map.entry("carrier_surcharge_rule", "a carrier's published rules"));

    /** Tables of which everybody sees the rows without a merchant: the operator's rate sheets rate every merchant's parcels. */
    private static final Set<String> SHARED = Set.of("rate_sheet", "rate_cell");

    private static final Set<String> APPEND_ONLY = Set.of(
            "fact",
            "movement",
            "billable_act",
            "decision",
            "tracking_event",
            "work_period_change",
            "parked_version",
            "parked_taking");

    private static final String TABLES = """
            select c.relname, c.relispartition, c.relrowsecurity,
                   exists (select from pg_policy p where p.polrelid = c.oid) as has_policy,
                   exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'merchant_id' and not a.attisdropped)
                     as has_merchant
            from pg_class c
            where c.relnamespace = 'public'::regnamespace
            and c.relkind in ('r', 'p')
            """;

    @Autowired
    Scenery scenery;

    private record Table(String name, boolean partition, boolean secured, boolean policy, boolean merchant) {}

    @Test
    void everyTableWithAMerchantIsUnderTheScope() throws SQLException {
        assertThat(tables())
                .filteredOn(table -> table.merchant() && !table.partition())
                .isNotEmpty()
                .allMatch(table -> table.secured() && table.policy());
    }

    @Test
    void everyTableWithoutAMerchantIsKnownToBeSo() throws SQLException {
        var without = tables().stream()
                .filter(table -> !table.merchant() && !table.partition())
                .map(Table::name)
                .toList();
        assertThat(without).containsExactlyInAnyOrderElementsOf(WITHOUT_MERCHANT.keySet());
    }

    /** Policies and rights of a parent do not hold for whoever names a partition. */
    @Test
    void partitionsAreReachedThroughTheirParentOnly() throws SQLException {
        var partitions = tables().stream().filter(Table::partition).toList();
        assertThat(partitions).isNotEmpty();
        for (var table : partitions)
            for (var privilege : List.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"))
                assertThat(may(privilege, table.name()))
                        .as("%s on %s", privilege, table.name())
                        .isFalse();
    }

    @Test
    void whatHappenedCannotBeChanged() throws SQLException {
        for (var table : APPEND_ONLY) {
            assertThat(may("INSERT", table)).as(table).isTrue();
            for (var privilege : List.of("UPDATE", "DELETE", "TRUNCATE"))
                assertThat(may(privilege, table))
                        .as("%s on %s", privilege, table)
                        .isFalse();
        }
    }

    @Test
    void theApplicationIsBoundByThePolicies() throws SQLException {
        var role = Postgres.shared().app().username();
        assertThat(texts(
                        owner(),
                        "select rolname::text from pg_roles r where (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)"
                                + " and pg_has_role('" + role + "', r.oid, 'member')"))
                .isEmpty();
        assertThat(texts(
                        owner(), "select relname::text from pg_class where pg_get_userbyid(relowner) = '" + role + "'"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table intruder (id integer)",
                "create schema intruder",
                "drop table fact",
                "truncate movement",
                "alter table orders disable row level security",
                "alter table item_stock drop constraint item_not_oversold",
                "alter role current_user bypassrls",
                "create function intruder() returns integer language sql as 'select 1'"
            })
    void theApplicationCannotChangeTheSchema(String statement) throws SQLException {
        try (var connection = app();
                var sql = connection.createStatement()) {
            assertThatThrownBy(() -> sql.execute(statement))
                    .isInstanceOf(SQLException.class)
                    .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("42501"));
        }
    }

    /** What runs as the owner must find its own tables, whatever the caller's search path. */
    @Test
    void functionsThatRunAsTheOwnerFixTheirSearchPath() throws SQLException {
        assertThat(texts(owner(), """
                select proname::text
                from pg_proc
                where pronamespace = 'public'::regnamespace
                and prosecdef
                and not coalesce(array_to_string(proconfig, ',') like '%search_path=%', false)
                """)).isEmpty();
    }

    @Test
    void withoutAScopeNothingIsSeen() throws SQLException {
        stockSomething();
        var seen = new ArrayList<String>();
        var filled = new ArrayList<String>();
        try (var app = app();
                var owner = owner()) {
            for (var table : protectedTables()) {
                if (!seenIn(app, table).isEmpty()) seen.add(table);
                if (!seenIn(owner, table).isEmpty()) filled.add(table);
            }
        }
        assertThat(filled).contains("item", "balance", "movement", "item_stock", "fact");
        assertThat(seen).isEmpty();
    }

    @Test
    void aMerchantSeesItsOwnRowsOnly() throws SQLException {
        var mine = stockSomething();
        stockSomething();
        try (var app = app();
                var sql = app.createStatement()) {
            app.setAutoCommit(false);
            sql.execute("select set_config('wharf.scope', '" + mine + "', true)");
            for (var table : protectedTables())
                assertThat(seenIn(app, table)).as(table).isSubsetOf(mine);
            assertThat(seenIn(app, "item")).containsExactly(mine);
        }
    }

    private String stockSomething() {
        var merchant = scenery.merchant();
        var item = requireNonNull(scenery.items(merchant, NewItem.physical("A", "Anchor", 250, 120, 80, 40))
                .get("A"));
        scenery.receive(merchant, item, scenery.bin(scenery.site(false), "A-1"), 3);
        return merchant.value().toString();
    }

    private static List<String> protectedTables() throws SQLException {
        return tables().stream()
                .filter(table -> table.merchant() && !table.partition())
                .map(Table::name)
                .toList();
    }

    private static List<Table> tables() throws SQLException {
        var found = new ArrayList<Table>();
        try (var connection = owner();
                var sql = connection.createStatement();
                var rows = sql.executeQuery(TABLES)) {
            while (rows.next())
                found.add(new Table(
                        rows.getString(1),
                        rows.getBoolean(2),
                        rows.getBoolean(3),
                        rows.getBoolean(4),
                        rows.getBoolean(5)));
        }
        return found;
    }

    private static boolean may(String privilege, String table) throws SQLException {
        try (var connection = app()) {
            return texts(connection, "select has_table_privilege('" + table + "', '" + privilege + "')::text")
                    .equals(List.of("true"));
        }
    }

    /** Whose rows a connection sees. */
    private static List<String> seenIn(Connection connection, String table) throws SQLException {
        return texts(
                connection,
                "select distinct coalesce(merchant_id::text, 'operator') from " + table
                        + (SHARED.contains(table) ? " where merchant_id is not null" : ""));
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        try (var sql = connection.createStatement();
                var rows = sql.executeQuery(query)) {
            var found = new ArrayList<String>();
            while (rows.next()) found.add(rows.getString(1));
            return found;
        }
    }

    private static Connection owner() throws SQLException {
        return Postgres.connectAsOwner(Postgres.shared());
    }

    private static Connection app() throws SQLException {
        return Postgres.connectAsApp(Postgres.shared());
    }
}
