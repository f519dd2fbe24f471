package wharf.inventory;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import wharf.platform.Sql;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.OrderId;

/** Moves units from one fate to another in both counters, of the order line and of the fulfilment, set-wise. */
@Component
class Fates {
    private static final String LOCK = """
            select r.order_id
            from reservation r
            where (r.order_id, r.line_no, r.item_id) in (select * from unnest(:orders, :lines, :items))
            order by r.order_id, r.line_no, r.item_id
            for no key update
            """;
    private static final String LOCK_SITES = """
            select s.fulfilment_id
            from site_reservation s
            where (s.fulfilment_id, s.line_no, s.item_id) in (select * from unnest(:fulfilments, :lines, :items))
            order by s.fulfilment_id, s.line_no, s.item_id
            for no key update
            """;
    private static final String SHIFT_ORDER = """
            update reservation r
            set %1$s = r.%1$s - t.quantity, %2$s = r.%2$s + t.quantity
            from (select o, l, i, sum(q) as quantity from unnest(:orders, :lines, :items, :quantities) as u (o, l, i, q) group by o, l, i) t
            where r.order_id = t.o
            and r.line_no = t.l
            and r.item_id = t.i
            """;
    private static final String SHIFT_SITE = """
            update site_reservation s
            set %s
            from (select f, l, i, sum(q) as quantity from unnest(:fulfilments, :lines, :items, :quantities) as u (f, l, i, q) group by f, l, i) t
            where s.fulfilment_id = t.f
            and s.line_no = t.l
            and s.item_id = t.i
            """;

    private final JdbcClient jdbc;

    Fates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Units of an order line that a fulfilment ships. */
    record Units(FulfilmentId fulfilment, OrderId order, int lineNo, ItemId item, int quantity) {}

    /** Locks the counters of these units, sorted; before any place is locked. */
    void lock(Collection<Units> units) {
        if (units.isEmpty()) return;
        bind(jdbc.sql(LOCK), units).query(UUID.class).list();
        bind(jdbc.sql(LOCK_SITES), units).query(UUID.class).list();
    }

    void shift(Collection<Units> units, Fate from, Fate to) {
        if (units.isEmpty() || from == to) return;
        lock(units);
        bind(jdbc.sql(SHIFT_ORDER.formatted(from.column(), to.column())), units).update();
        bind(jdbc.sql(SHIFT_SITE.formatted(site(from, to))), units).update();
    }

    // At a site, reserved units are those in no counter, and units that turn backordered are dropped from the
    // fulfilment.
    private static String site(Fate from, Fate to) {
        var minus = from == Fate.RESERVED ? "" : "%1$s = s.%1$s - t.quantity".formatted(from.column());
        var into = to == Fate.BACKORDERED || to == Fate.CANCELLED ? "dropped" : to.column();
        var plus = to == Fate.RESERVED ? "" : "%1$s = s.%1$s + t.quantity".formatted(into);
        return String.join(
                ", ",
                List.of(minus, plus).stream().filter(part -> !part.isEmpty()).toList());
    }

    private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Collection<Units> units) {
        return statement
                .param(
                        "fulfilments",
                        Sql.ids(units.stream().map(Units::fulfilment).toList()))
                .param("orders", Sql.ids(units.stream().map(Units::order).toList()))
                .param("lines", Sql.ints(units.stream().map(Units::lineNo).toList()))
                .param("items", Sql.ids(units.stream().map(Units::item).toList()))
                .param(
                        "quantities",
                        Sql.ints(units.stream().map(Units::quantity).toList()));
    }
}
