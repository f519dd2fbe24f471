package wharf.packing;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;

/** Rows of {@code pack_scan}: what has been put into cartons, scan by scan. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PackScans {
    private static final String INSERT = """
            insert into pack_scan (session_id, request_id, part, merchant_id, fulfilment_id, order_id, line_no, item_id, quantity, lot, serial,
                                   from_place, carton_id, allocation_id, scanned_at, scanned_by, scanned_by_key)
            values (:session, :request, :part, :merchant, :fulfilment, :order, :line, :item, :quantity, :lot, :serial,
                    :from, :carton, :allocation, :now, :worker, :workerKey)
            """;
    private static final String SELECT = """
            select session_id, request_id, part, merchant_id, fulfilment_id, order_id, line_no, item_id, quantity, lot, serial,
                   from_place, carton_id, allocation_id, ended
            from pack_scan
            """;
    private static final RowMapper<Row> ROW = (row, n) -> new Row(
            row.getObject("session_id", UUID.class),
            row.getString("request_id"),
            row.getInt("part"),
            new MerchantId(row.getObject("merchant_id", UUID.class)),
            new FulfilmentId(row.getObject("fulfilment_id", UUID.class)),
            new OrderId(row.getObject("order_id", UUID.class)),
            row.getInt("line_no"),
            new ItemId(row.getObject("item_id", UUID.class)),
            row.getInt("quantity"),
            row.getString("lot"),
            row.getString("serial"),
            row.getObject("from_place", UUID.class),
            row.getObject("carton_id", UUID.class),
            row.getObject("allocation_id", UUID.class),
            row.getString("ended"));

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final Facts facts;

    PackScans(JdbcClient jdbc, BusinessClock clock, Facts facts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.facts = facts;
    }

    /** Units one scan took from one allocation; {@code allocation} is where they are now, in the carton. */
    record Row(
            UUID session,
            String request,
            int part,
            MerchantId merchant,
            FulfilmentId fulfilment,
            OrderId order,
            int lineNo,
            ItemId item,
            int quantity,
            String lot,
            @Nullable String serial,
            UUID fromPlace,
            UUID carton,
            UUID allocation,
            @Nullable String ended) {
        Units units() {
            return new Units(merchant, fulfilment, order, lineNo, item, quantity);
        }
    }

    void add(Row row) {
        jdbc.sql(INSERT)
                .param("session", row.session())
                .param("request", row.request())
                .param("part", row.part())
                .param("merchant", row.merchant().value())
                .param("fulfilment", row.fulfilment().value())
                .param("order", row.order().value())
                .param("line", row.lineNo())
                .param("item", row.item().value())
                .param("quantity", row.quantity())
                .param("lot", row.lot())
                .param("serial", row.serial())
                .param("from", row.fromPlace())
                .param("carton", row.carton())
                .param("allocation", row.allocation())
                .param("now", Sql.timestamp(clock.instant()))
                .param("worker", PackSessions.worker())
                .param("workerKey", PackSessions.workerKey())
                .update();
    }

    /** Everything the request put in, undone or not; empty when it has not been seen. */
    List<Row> of(UUID session, String request) {
        return jdbc.sql(SELECT + "where session_id = :session and request_id = :request order by part")
                .param("session", session)
                .param("request", request)
                .query(ROW)
                .list();
    }

    /** What is in the session's open carton, in the order of the scans. */
    List<Row> inCarton(UUID session) {
        return jdbc.sql(SELECT + "where session_id = :session and parcel_id is null and ended is null order by number")
                .param("session", session)
                .query(ROW)
                .list();
    }

    List<Row> in(ParcelId parcel) {
        return jdbc.sql(SELECT + "where parcel_id = :parcel order by number")
                .param("parcel", parcel.value())
                .query(ROW)
                .list();
    }

    /** @param open the rows of the request that still count */
    void undo(UUID session, String request, List<Row> open) {
        facts.record(open.stream().map(this::undone).toList());
        jdbc.sql(
                        "update pack_scan set ended = 'UNDONE' where session_id = :session and request_id = :request and parcel_id is null")
                .param("session", session)
                .param("request", request)
                .update();
    }

    private Fact undone(Row row) {
        return Fact.of(
                        row.merchant(),
                        row.order().value(),
                        "fulfilment",
                        row.fulfilment().value(),
                        "packing.scan_undone",
                        clock.instant())
                .with(java.util.Map.of(
                        "line", row.lineNo(), "item", row.item().toString(), "quantity", row.quantity()));
    }

    /** These fulfilments leave the station by another way: their units in the carton are to be put back. */
    void divert(UUID session, Collection<FulfilmentId> fulfilments) {
        jdbc.sql("""
                        update pack_scan
                        set ended = 'DIVERTED'
                        where session_id = :session
                        and fulfilment_id = any(:fulfilments)
                        and parcel_id is null
                        and ended is null
                        """)
                .param("session", session)
                .param("fulfilments", Sql.ids(fulfilments))
                .update();
    }

    void close(UUID session, ParcelId parcel) {
        jdbc.sql("""
                        update pack_scan
                        set parcel_id = :parcel
                        where session_id = :session
                        and parcel_id is null
                        and ended is null
                        """).param("session", session).param("parcel", parcel.value()).update();
    }
}
