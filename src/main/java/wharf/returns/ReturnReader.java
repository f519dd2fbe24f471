package wharf.returns;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.ReturnId;
import wharf.shared.WarehouseId;
import wharf.shipping.ReturnLabels;

/** Reads returns with all that hangs on them, in one query for each table however many they are. */
@Component
class ReturnReader {
    private static final String SELECT = """
            select r.*, o.number as order_number, o.external_id
            from rma r
            join orders o on o.id = r.order_id
            where r.id = any(:ids)
            order by r.requested_at desc, r.id desc
            """;
    private static final String LINES = """
            select l.*, ol.sku, ol.title, x.name as exchange_name
            from rma_line l
            left join item x on x.id = l.exchange_item
            join order_line ol on ol.order_id = l.order_id and ol.line_no = l.line_no
            where l.rma_id = any(:ids)
            order by l.rma_id, l.line_no
            """;

    private final JdbcClient jdbc;
    private final ReturnLabels labels;

    ReturnReader(JdbcClient jdbc, ReturnLabels labels) {
        this.jdbc = jdbc;
        this.labels = labels;
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<ReturnView> find(Collection<UUID> ids) {
        if (ids.isEmpty()) return List.of();
        var lines = children(ids, LINES, ReturnReader::line);
        var counts = children(
                ids, "select * from rma_count where rma_id = any(:ids) order by counted_at, id", ReturnReader::count);
        var grades = children(
                ids, "select * from rma_grade where rma_id = any(:ids) order by graded_at, id", ReturnReader::grade);
        var settlements = children(
                ids, "select * from rma_settlement where rma_id = any(:ids) order by number", ReturnReader::settled);
        var exchanges = children(
                ids,
                "select * from rma_exchange where rma_id = any(:ids) order by made_at, id",
                ReturnReader::exchanged);
        var bought = labels.find(ids);
        return jdbc.sql(SELECT)
                .param("ids", Sql.uuids(ids))
                .query((row, n) -> {
                    var id = row.getObject("id", UUID.class);
                    return new ReturnView(
                            new ReturnId(id),
                            new MerchantId(row.getObject("merchant_id", UUID.class)),
                            new OrderId(row.getObject("order_id", UUID.class)),
                            row.getLong("order_number"),
                            row.getString("external_id"),
                            row.getLong("number"),
                            ReturnView.Kind.valueOf(row.getString("kind")),
                            ReturnState.valueOf(row.getString("state")),
                            new WarehouseId(row.getObject("warehouse_id", UUID.class)),
                            row.getString("currency"),
                            row.getLong("fee_minor"),
                            row.getLong("postage_minor"),
                            row.getBoolean("instant"),
                            row.getBoolean("needs_decision"),
                            row.getString("note"),
                            at(row, "requested_at"),
                            atOrNull(row, "authorised_at"),
                            atOrNull(row, "expires_at"),
                            atOrNull(row, "received_at"),
                            atOrNull(row, "graded_at"),
                            atOrNull(row, "settled_at"),
                            row.getLong("charged_minor"),
                            bought.get(id),
                            lines.getOrDefault(id, List.of()),
                            counts.getOrDefault(id, List.of()),
                            grades.getOrDefault(id, List.of()),
                            settlements.getOrDefault(id, List.of()),
                            exchanges.getOrDefault(id, List.of()));
                })
                .list();
    }

    private <T> Map<UUID, List<T>> children(Collection<UUID> ids, String sql, RowMapper<T> mapper) {
        var found = new HashMap<UUID, List<T>>();
        jdbc.sql(sql)
                .param("ids", Sql.uuids(ids))
                .query((row, n) -> found.computeIfAbsent(row.getObject("rma_id", UUID.class), id -> new ArrayList<>())
                        .add(mapper.mapRow(row, n)))
                .list();
        return found;
    }

    private static ReturnView.Line line(ResultSet row, int n) throws SQLException {
        return new ReturnView.Line(
                row.getInt("line_no"),
                row.getString("sku"),
                row.getString("title"),
                row.getString("reason"),
                row.getBoolean("our_fault"),
                Resolution.valueOf(row.getString("resolution")),
                row.getString("exchange_sku"),
                row.getString("exchange_name"),
                row.getLong("difference_minor"),
                row.getInt("quantity"),
                row.getInt("requested"),
                row.getInt("authorised"),
                row.getInt("in_transit"),
                row.getInt("received"),
                row.getInt("graded"),
                row.getInt("settled"),
                row.getInt("rejected"),
                row.getInt("expired"),
                row.getInt("cancelled"));
    }

    private static ReturnView.Count count(ResultSet row, int n) throws SQLException {
        return new ReturnView.Count(
                row.getObject("id", UUID.class),
                row.getInt("line_no"),
                row.getInt("quantity"),
                at(row, "counted_at"),
                row.getString("counted_by"),
                atOrNull(row, "undone_at"));
    }

    private static ReturnView.Graded grade(ResultSet row, int n) throws SQLException {
        return new ReturnView.Graded(
                row.getObject("id", UUID.class),
                row.getInt("line_no"),
                row.getInt("quantity"),
                Grade.valueOf(row.getString("grade")),
                Disposition.valueOf(row.getString("disposition")),
                row.getObject("photo", UUID.class),
                row.getString("note"),
                at(row, "graded_at"),
                row.getString("graded_by"));
    }

    private static ReturnView.Settled settled(ResultSet row, int n) throws SQLException {
        return new ReturnView.Settled(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                row.getLong("goods_minor"),
                row.getLong("shipping_minor"),
                row.getLong("deducted_minor"),
                row.getLong("amount_minor"),
                row.getLong("refunded_minor"),
                row.getString("state"),
                row.getString("reason"),
                at(row, "drawn_at"),
                atOrNull(row, "done_at"));
    }

    private static ReturnView.Exchanged exchanged(ResultSet row, int n) throws SQLException {
        return new ReturnView.Exchanged(
                row.getObject("id", UUID.class),
                row.getInt("line_no"),
                row.getString("sku"),
                row.getInt("quantity"),
                row.getBoolean("instant"),
                row.getString("state"),
                row.getObject("order_id", UUID.class),
                row.getObject("order_number", Long.class),
                row.getString("reason"));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant atOrNull(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
