package wharf.shipping;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.ParcelId;

/** Writes new parcels, set-wise. */
@Component
class NewParcels {
    private static final String SERIALS = "select nextval('sscc_serial') from generate_series(1, :count)";
    private static final String PARCELS = """
            insert into parcel (id, merchant_id, warehouse_id, sscc, state, container_id, station_id, packaging, length_mm, width_mm,
                                height_mm, weight_grams, handling, ship_to, requested_service, deliver_by, packed_at)
            select p.id, p.merchant_id, p.warehouse_id, p.sscc, 'PACKED', p.container_id, p.station_id, p.packaging, p.length_mm,
                   p.width_mm, p.height_mm, p.weight_grams, string_to_array(p.marks, ','), p.ship_to, p.service,
                   cast(p.deliver_by as date), :now
            from unnest(:ids, :merchants, :sites, :ssccs, :containers, :stations, :packagings, :lengths, :widths, :heights, :weights,
                        :marks, :shipTos, :services, :deliverBys)
              as p (id, merchant_id, warehouse_id, sscc, container_id, station_id, packaging, length_mm, width_mm, height_mm,
                    weight_grams, marks, ship_to, service, deliver_by)
            """;
    private static final String LINES = """
            insert into parcel_line (parcel_id, fulfilment_id, order_id, line_no, item_id, lot, serial, merchant_id, quantity)
            select parcel_id, fulfilment_id, order_id, line_no, item_id, coalesce(lot, ''), coalesce(serial, ''), merchant_id, sum(quantity)
            from unnest(:parcels, :fulfilments, :orders, :lineNos, :items, :lots, :serials, :merchants, :quantities)
              as l (parcel_id, fulfilment_id, order_id, line_no, item_id, lot, serial, merchant_id, quantity)
            group by 1, 2, 3, 4, 5, 6, 7, 8
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final BusinessClock clock;
    private final String companyPrefix;

    /** @param companyPrefix the operator's GS1 company prefix; the default is GS1's own example and good for demonstrations only */
    NewParcels(
            JdbcClient jdbc,
            JsonMapper json,
            BusinessClock clock,
            @Value("${wharf.shipping.gs1-company-prefix:0614141}") String companyPrefix) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.companyPrefix = companyPrefix;
    }

    List<ParcelId> insert(List<ParcelToBuild> parcels) {
        if (parcels.isEmpty()) return List.of();
        var ids = parcels.stream().map(parcel -> ParcelId.next()).toList();
        insertParcels(ids, parcels);
        insertLines(ids, parcels);
        return ids;
    }

    private void insertParcels(List<ParcelId> ids, List<ParcelToBuild> parcels) {
        var ssccs = jdbc.sql(SERIALS).param("count", parcels.size()).query(Long.class).list().stream()
                .map(serial -> Sscc.of(companyPrefix, serial))
                .toList();
        jdbc.sql(PARCELS)
                .param("now", Sql.timestamp(clock.instant()))
                .param("ids", Sql.ids(ids))
                .param(
                        "merchants",
                        Sql.ids(parcels.stream().map(ParcelToBuild::merchant).toList()))
                .param(
                        "sites",
                        Sql.ids(parcels.stream().map(ParcelToBuild::site).toList()))
                .param("ssccs", Sql.texts(ssccs))
                .param(
                        "containers",
                        Sql.uuids(parcels.stream().map(ParcelToBuild::container).toList()))
                .param(
                        "stations",
                        Sql.uuids(parcels.stream().map(ParcelToBuild::station).toList()))
                .param(
                        "packagings",
                        Sql.texts(parcels.stream().map(ParcelToBuild::packaging).toList()))
                .param(
                        "lengths",
                        Sql.ints(parcels.stream().map(p -> p.outer().lengthMm()).toList()))
                .param(
                        "widths",
                        Sql.ints(parcels.stream().map(p -> p.outer().widthMm()).toList()))
                .param(
                        "heights",
                        Sql.ints(parcels.stream().map(p -> p.outer().heightMm()).toList()))
                .param(
                        "weights",
                        Sql.ints(
                                parcels.stream().map(ParcelToBuild::weightGrams).toList()))
                .param(
                        "marks",
                        Sql.texts(parcels.stream().map(NewParcels::marks).toList()))
                .param(
                        "shipTos",
                        new SqlArrayValue(
                                "jsonb",
                                parcels.stream()
                                        .map(p -> json.writeValueAsString(p.shipTo()))
                                        .toArray()))
                .param(
                        "services",
                        Sql.texts(parcels.stream().map(ParcelToBuild::service).toList()))
                .param(
                        "deliverBys",
                        Sql.texts(parcels.stream().map(NewParcels::deliverBy).toList()))
                .update();
    }

    private static String marks(ParcelToBuild parcel) {
        return String.join(",", parcel.marks().stream().map(Enum::name).sorted().toList());
    }

    private static @org.jspecify.annotations.Nullable String deliverBy(ParcelToBuild parcel) {
        return parcel.deliverBy() == null ? null : parcel.deliverBy().toString();
    }

    private record Row(UUID parcel, UUID merchant, ParcelLine line) {}

    private void insertLines(List<ParcelId> ids, List<ParcelToBuild> parcels) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < ids.size(); i++)
            for (var line : parcels.get(i).lines())
                rows.add(new Row(ids.get(i).value(), parcels.get(i).merchant().value(), line));
        jdbc.sql(LINES)
                .param("parcels", Sql.uuids(rows.stream().map(Row::parcel).toList()))
                .param(
                        "fulfilments",
                        Sql.ids(rows.stream().map(r -> r.line().fulfilment()).toList()))
                .param(
                        "orders",
                        Sql.ids(rows.stream().map(r -> r.line().order()).toList()))
                .param(
                        "lineNos",
                        Sql.ints(rows.stream().map(r -> r.line().lineNo()).toList()))
                .param("items", Sql.ids(rows.stream().map(r -> r.line().item()).toList()))
                .param("lots", Sql.texts(rows.stream().map(r -> r.line().lot()).toList()))
                .param(
                        "serials",
                        Sql.texts(rows.stream().map(r -> r.line().serial()).toList()))
                .param("merchants", Sql.uuids(rows.stream().map(Row::merchant).toList()))
                .param(
                        "quantities",
                        Sql.ints(rows.stream().map(r -> r.line().quantity()).toList()))
                .update();
    }
}
