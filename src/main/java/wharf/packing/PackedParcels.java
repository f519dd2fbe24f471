package wharf.packing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.packing.carton.Carton;
import wharf.platform.BillableAct;
import wharf.platform.BillableActs;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.FulfilmentId;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.ParcelId;
import wharf.shared.WarehouseId;

/** What the station closed: rows of {@code pack_parcel}, the fact, the billable acts, the material used, the slip still to be made. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PackedParcels {
    private static final String INSERT = """
            insert into pack_parcel (parcel_id, session_id, request_id, merchant_id, order_id, carton_code, expected_grams, weighed_grams,
                                     override_reason, closed_at, closed_by)
            values (:parcel, :session, :request, :merchant, :order, :carton, :expected, :weighed, :reason, :now, :worker)
            """;
    private static final String SELECT = """
            select p.parcel_id, p.carton_code, p.expected_grams, p.weighed_grams,
                   (select coalesce(sum(s.quantity), 0) from pack_scan s where s.parcel_id = p.parcel_id) as units
            from pack_parcel p
            """;
    private static final RowMapper<ClosedParcel> ROW = (row, n) -> new ClosedParcel(
            new ParcelId(row.getObject("parcel_id", UUID.class)),
            row.getString("carton_code"),
            row.getInt("units"),
            row.getInt("expected_grams"),
            row.getInt("weighed_grams"));

    private final JdbcClient jdbc;
    private final Facts facts;
    private final BillableActs billable;
    private final Materials materials;
    private final Work work;
    private final BusinessClock clock;

    PackedParcels(
            JdbcClient jdbc, Facts facts, BillableActs billable, Materials materials, Work work, BusinessClock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.billable = billable;
        this.materials = materials;
        this.work = work;
        this.clock = clock;
    }

    Optional<ClosedParcel> of(UUID session, String request) {
        return jdbc.sql(SELECT + "where p.session_id = :session and p.request_id = :request")
                .param("session", session)
                .param("request", request)
                .query(ROW)
                .optional();
    }

    List<ClosedParcel> of(UUID session) {
        return jdbc.sql(SELECT + "where p.session_id = :session order by p.closed_at, p.parcel_id")
                .param("session", session)
                .query(ROW)
                .list();
    }

    /** How many parcels hold units of the fulfilment. */
    int countOf(FulfilmentId fulfilment) {
        return jdbc.sql(
                        "select count(distinct parcel_id) from pack_scan where fulfilment_id = :fulfilment and parcel_id is not null")
                .param("fulfilment", fulfilment.value())
                .query(Integer.class)
                .single();
    }

    void add(PackSession session, CloseParcel close, ClosedParcel closed, PackOrder order, Money material) {
        var now = clock.instant();
        jdbc.sql(INSERT)
                .param("parcel", closed.parcel().value())
                .param("session", session.id())
                .param("request", close.requestId())
                .param("merchant", order.merchant().value())
                .param("order", order.order().value())
                .param("carton", closed.carton())
                .param("expected", closed.expectedGrams())
                .param("weighed", closed.weighedGrams())
                .param("reason", close.overrideReason())
                .param("now", Sql.timestamp(now))
                .param("worker", PackSessions.worker())
                .update();
        facts.record(Fact.of(
                        order.merchant(),
                        order.order().value(),
                        "parcel",
                        closed.parcel().value(),
                        "parcel.verified",
                        now)
                .because(close.overrideReason())
                .with(Map.of(
                        "site", session.site().toString(),
                        "carton", closed.carton(),
                        "units", closed.units(),
                        "expectedGrams", closed.expectedGrams(),
                        "weighedGrams", closed.weighedGrams(),
                        "materialMinor", material.minor(),
                        "currency", material.currency())));
        work.add(PackingSlipStep.NAME, closed.parcel().value(), order.merchant());
    }

    /** Counts and charges: the fulfilment once, each unit, the carton, fill and wrap. */
    void charge(WarehouseId site, ClosedParcel closed, PackOrder order, Packaging packaging) {
        var used = new LinkedHashMap<String, Long>();
        if (packaging.carton().kind() != Carton.Kind.OWN)
            used.put(packaging.carton().code(), 1L);
        if (packaging.dunnage().fillLitres() > 0)
            used.put(Materials.VOID_FILL, (long) packaging.dunnage().fillLitres());
        if (packaging.dunnage().wraps() > 0)
            used.put(Materials.WRAP, (long) packaging.dunnage().wraps());
        materials.use(site, used);
        var acts = new ArrayList<BillableAct>();
        acts.add(act(site, order, BillableAct.Kind.PACKED, 1, "order", order.fulfilment() + ":order"));
        acts.add(act(site, order, BillableAct.Kind.PACKED, closed.units(), "unit", closed.parcel() + ":units"));
        used.forEach((material, quantity) -> acts.add(
                act(site, order, BillableAct.Kind.MATERIAL, quantity, material, closed.parcel() + ":" + material)));
        billable.record(acts);
    }

    private BillableAct act(
            WarehouseId site, PackOrder order, BillableAct.Kind kind, long quantity, String unit, String cause) {
        return new BillableAct(
                order.merchant(),
                site.value(),
                kind,
                quantity,
                unit,
                order.order().value(),
                cause,
                clock.instant(),
                null);
    }

    /** A parcel whose slip is to be made. */
    record SlipDue(
            ParcelId parcel,
            MerchantId merchant,
            UUID order,
            WarehouseId site,
            @Nullable UUID station) {}

    List<SlipDue> slipsDue(List<UUID> parcels) {
        return jdbc.sql("""
                        select k.parcel_id, k.merchant_id, k.order_id, p.warehouse_id, p.station_id
                        from pack_parcel k
                        join parcel p on p.id = k.parcel_id
                        where k.parcel_id = any(:parcels)
                        and k.slip_id is null
                        """)
                .param("parcels", Sql.uuids(parcels))
                .query((row, n) -> new SlipDue(
                        new ParcelId(row.getObject("parcel_id", UUID.class)),
                        new MerchantId(row.getObject("merchant_id", UUID.class)),
                        row.getObject("order_id", UUID.class),
                        new WarehouseId(row.getObject("warehouse_id", UUID.class)),
                        row.getObject("station_id", UUID.class)))
                .list();
    }

    /** Remembers the slip unless another node was first; false then. */
    boolean slip(ParcelId parcel, UUID file) {
        return jdbc.sql("update pack_parcel set slip_id = :file where parcel_id = :parcel and slip_id is null")
                        .param("file", file)
                        .param("parcel", parcel.value())
                        .update()
                == 1;
    }

    Optional<UUID> slipOf(ParcelId parcel) {
        return jdbc.sql("select slip_id from pack_parcel where parcel_id = :parcel and slip_id is not null")
                .param("parcel", parcel.value())
                .query(UUID.class)
                .optional();
    }
}
