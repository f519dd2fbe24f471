package wharf.shipping;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.Sql;
import wharf.platform.Turn;
import wharf.shared.Dimensions;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shared.WarehouseId;

/** Reads parcels with their lines and newest label: two statements however many they are. */
@Component
class ParcelReader {
    private static final String SELECT = """
            select p.*, l.generation, l.state as label_state, l.carrier, l.service, l.tracking, l.postage_minor, l.currency,
                   l.deliver_by as label_deliver_by, l.reason, l.bought_at
            from parcel p
            left join lateral (select * from label where label.parcel_id = p.id order by generation desc limit 1) l on true
            """;
    private static final String LIST = SELECT + """
            where (cast(:state as text) is null or p.state = :state)
            and (cast(:from as uuid) is null or p.id %1$s :from)
            order by p.id %2$s
            limit :limit
            """;
    private static final String ONWARD = LIST.formatted("<", "desc");
    private static final String BACK = LIST.formatted(">", "asc");
    private static final String LINES = """
            select parcel_id, fulfilment_id, order_id, line_no, item_id, quantity, lot, serial
            from parcel_line
            where parcel_id = any(:ids)
            order by parcel_id, fulfilment_id, line_no, item_id, lot, serial
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ParcelReader(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<ParcelView> find(Collection<ParcelId> ids) {
        return withLines(jdbc.sql(SELECT + "where p.id = any(:ids) order by p.id")
                .param("ids", Sql.ids(ids))
                .query(this::parcel)
                .list());
    }

    List<ParcelView> of(Collection<FulfilmentId> fulfilments) {
        return withLines(jdbc.sql(
                        SELECT
                                + "where p.id in (select parcel_id from parcel_line where fulfilment_id = any(:fulfilments)) order by p.id")
                .param("fulfilments", Sql.ids(fulfilments))
                .query(this::parcel)
                .list());
    }

    List<ParcelView> list(@Nullable ParcelState state, Turn turn, int limit) {
        var from = turn.from();
        return withLines(jdbc.sql(turn.back() ? BACK : ONWARD)
                .param("state", state == null ? null : state.name())
                .param("from", from == null ? null : from.uuid(0), java.sql.Types.OTHER)
                .param("limit", limit)
                .query(this::parcel)
                .list());
    }

    private ParcelView parcel(ResultSet row, int n) throws SQLException {
        return new ParcelView(
                new ParcelId(row.getObject("id", UUID.class)),
                new MerchantId(row.getObject("merchant_id", UUID.class)),
                new WarehouseId(row.getObject("warehouse_id", UUID.class)),
                row.getLong("number"),
                row.getString("sscc"),
                ParcelState.valueOf(row.getString("state")),
                row.getString("packaging"),
                new Dimensions(row.getInt("length_mm"), row.getInt("width_mm"), row.getInt("height_mm")),
                row.getInt("weight_grams"),
                Arrays.stream((String[]) row.getArray("handling").getArray())
                        .map(ParcelMark::valueOf)
                        .collect(Collectors.toSet()),
                json.readValue(row.getString("ship_to"), ShipTo.class),
                row.getString("requested_service"),
                row.getObject("deliver_by", LocalDate.class),
                row.getObject("packed_at", OffsetDateTime.class).toInstant(),
                instant(row, "shipped_at"),
                label(row),
                List.of());
    }

    private static @Nullable LabelView label(ResultSet row) throws SQLException {
        var state = row.getString("label_state");
        if (state == null) return null;
        var currency = row.getString("currency");
        return new LabelView(
                row.getInt("generation"),
                LabelState.valueOf(state),
                row.getString("carrier"),
                row.getString("service"),
                row.getString("tracking"),
                currency == null ? null : Money.of(row.getLong("postage_minor"), currency),
                row.getObject("label_deliver_by", LocalDate.class),
                row.getString("reason"),
                instant(row, "bought_at"));
    }

    private static java.time.@Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private record Line(UUID parcel, ParcelLine line) {}

    private List<ParcelView> withLines(List<ParcelView> parcels) {
        if (parcels.isEmpty()) return parcels;
        var lines = linesOf(parcels.stream().map(ParcelView::id).toList());
        return parcels.stream()
                .map(p -> new ParcelView(
                        p.id(),
                        p.merchant(),
                        p.site(),
                        p.number(),
                        p.sscc(),
                        p.state(),
                        p.packaging(),
                        p.outer(),
                        p.weightGrams(),
                        p.marks(),
                        p.shipTo(),
                        p.requestedService(),
                        p.deliverBy(),
                        p.packedAt(),
                        p.shippedAt(),
                        p.label(),
                        lines.getOrDefault(p.id(), List.of())))
                .toList();
    }

    Map<ParcelId, List<ParcelLine>> linesOf(Collection<ParcelId> parcels) {
        return jdbc
                .sql(LINES)
                .param("ids", Sql.ids(parcels))
                .query((row, n) -> new Line(
                        row.getObject("parcel_id", UUID.class),
                        new ParcelLine(
                                new FulfilmentId(row.getObject("fulfilment_id", UUID.class)),
                                new OrderId(row.getObject("order_id", UUID.class)),
                                row.getInt("line_no"),
                                new ItemId(row.getObject("item_id", UUID.class)),
                                row.getInt("quantity"),
                                blankAsNull(row.getString("lot")),
                                blankAsNull(row.getString("serial")))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        line -> new ParcelId(line.parcel()), Collectors.mapping(Line::line, Collectors.toList())));
    }

    private static @Nullable String blankAsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
