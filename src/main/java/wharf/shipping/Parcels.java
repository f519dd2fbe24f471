package wharf.shipping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.Sql;
import wharf.platform.Turn;
import wharf.shared.FulfilmentId;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** Packed parcels: made, readdressed, voided, found. Each gets its label by itself. */
@Service
public class Parcels {
    private static final String LOCK = """
            select id, state
            from parcel
            where id = any(:ids)
            order by id
            for update
            """;

    private static final String CONTAINERS = """
            select p.container_id
            from parcel p
            where p.warehouse_id = :site
            and p.container_id is not null
            and (p.sscc = :sscc or p.number = :number or p.id in (select l.parcel_id from label l where l.tracking = :tracking))
            """;
    private static final String PRINTED = """
            select p.container_id as container, p.number, p.sscc,
                   (select l.tracking from label l where l.parcel_id = p.id and l.tracking is not null order by l.generation desc limit 1) as tracking
            from parcel p
            where p.container_id = any(:containers)
            """;

    private static final String DELIVERED = """
            select l.order_id, sum(l.quantity) as units
            from parcel_line l
            join parcel p on p.id = l.parcel_id
            where l.order_id = any(:orders)
            and p.state = 'DELIVERED'
            group by l.order_id
            """;

    private final JdbcClient jdbc;
    private final NewParcels newParcels;
    private final ParcelReader reader;
    private final ParcelStates states;
    private final LabelGenerations labels;
    private final JsonMapper json;

    Parcels(
            JdbcClient jdbc,
            NewParcels newParcels,
            ParcelReader reader,
            ParcelStates states,
            LabelGenerations labels,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.newParcels = newParcels;
        this.reader = reader;
        this.states = states;
        this.labels = labels;
        this.json = json;
    }

    /** Stores a packed parcel and has its label bought and printed in the background. */
    @Transactional
    public ParcelId pack(ParcelToBuild parcel) {
        return pack(List.of(parcel)).getFirst();
    }

    /** As {@link #pack(ParcelToBuild)} for many; ids in the same order. */
    @Transactional
    public List<ParcelId> pack(List<ParcelToBuild> parcels) {
        var ids = newParcels.insert(parcels);
        states.tell(ids.stream().map(ParcelId::value).toList(), "parcel.packed", null, Map.of());
        labels.want(ids);
        return ids;
    }

    /** All parcels that hold something of these fulfilments, voided ones included, oldest first. */
    @Transactional(readOnly = true)
    public List<ParcelView> of(Collection<FulfilmentId> fulfilments) {
        return reader.of(fulfilments);
    }

    @Transactional(readOnly = true)
    public Optional<ParcelView> find(ParcelId id) {
        return reader.find(List.of(id)).stream().findFirst();
    }

    /** Those that exist, oldest first. */
    @Transactional(readOnly = true)
    public List<ParcelView> find(Collection<ParcelId> ids) {
        return reader.find(ids);
    }

    /**
     * The stock places that are the cartons of the site's parcels with this SSCC, tracking number (an old label's, too) or number, as a scanner or
     * a person says it; of voided ones, too.
     */
    @Transactional(readOnly = true)
    public List<UUID> containers(WarehouseId site, String scanned) {
        var code = ScannedCode.read(scanned);
        var number = scanned.strip();
        return jdbc.sql(CONTAINERS)
                .param("site", site.value())
                .param("sscc", code instanceof ScannedCode.SsccCode sscc ? sscc.value() : null, java.sql.Types.VARCHAR)
                .param(
                        "tracking",
                        code instanceof ScannedCode.Tracking tracking ? tracking.value() : null,
                        java.sql.Types.VARCHAR)
                .param("number", number.matches("[0-9]{1,18}") ? Long.valueOf(number) : null, java.sql.Types.BIGINT)
                .query(UUID.class)
                .list();
    }

    /** What is printed on a parcel: its number, its SSCC, and its newest label's tracking number. */
    public record Printed(
            UUID container,
            long number,
            String sscc,
            @Nullable String tracking) {}

    /** Of those stock places that are cartons of parcels. */
    @Transactional(readOnly = true)
    public List<Printed> printedOn(Collection<UUID> containers) {
        return jdbc.sql(PRINTED)
                .param("containers", Sql.uuids(List.copyOf(containers)))
                .query(Printed.class)
                .list();
    }

    /** Newest first, in reading order of the turn. */
    @Transactional(readOnly = true)
    public List<ParcelView> list(@Nullable ParcelState state, Turn turn, int limit) {
        return reader.list(state, turn, limit);
    }

    /** Voids parcels that have not left, with their labels; all or none: one that has left is refused as a conflict. */
    @Transactional
    public void voidParcels(Collection<ParcelId> ids, String reason) {
        refuseGone(lock(ids));
        for (var from : List.of(ParcelState.PACKED, ParcelState.LABELLED, ParcelState.MANIFESTED))
            states.move(ids, from, ParcelState.VOIDED, reason, Map.of());
        labels.retire(ids, reason);
    }

    /** Sends parcels that have not left elsewhere: their labels are voided, and new ones bought and printed. One that has left is refused. */
    @Transactional
    public void readdress(Collection<ParcelId> ids, ShipTo shipTo, String reason) {
        refuseGone(lock(ids));
        jdbc.sql("update parcel set ship_to = cast(:shipTo as jsonb) where id = any(:ids) and state <> 'VOIDED'")
                .param("shipTo", json.writeValueAsString(shipTo))
                .param("ids", Sql.ids(ids))
                .update();
        labels.renew(ids, reason);
    }

    /** Moves parcels that have left to the states that follow from their carrier's reports, the caller holding them; returns those that moved. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<ParcelId> follow(Collection<Locked> parcels, Map<ParcelId, ParcelState> targets) {
        return states.follow(parcels.stream()
                .filter(parcel -> parcel.state().hasLeft())
                .map(parcel -> new ParcelStates.Step(
                        parcel.id(), parcel.state(), targets.getOrDefault(new ParcelId(parcel.id()), parcel.state())))
                .filter(step -> step.from() != step.to())
                .toList());
    }

    /** How many units of each order have arrived; orders of which none have are absent. */
    @Transactional(readOnly = true)
    public Map<OrderId, Long> delivered(Collection<OrderId> orders) {
        var units = new HashMap<OrderId, Long>();
        jdbc.sql(DELIVERED)
                .param("orders", Sql.ids(orders))
                .query((row, n) -> units.put(new OrderId(row.getObject("order_id", UUID.class)), row.getLong("units")))
                .list();
        return units;
    }

    /** A parcel that is held until the transaction ends. */
    public record Locked(UUID id, ParcelState state) {}

    /** Holds the parcels, lowest id first, until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Locked> lock(Collection<ParcelId> ids) {
        return jdbc.sql(LOCK)
                .param("ids", Sql.ids(ids))
                .query((row, n) ->
                        new Locked(row.getObject("id", UUID.class), ParcelState.valueOf(row.getString("state"))))
                .list();
    }

    private static void refuseGone(List<Locked> parcels) {
        var gone = new ArrayList<UUID>();
        for (var parcel : parcels)
            switch (parcel.state()) {
                case PACKED, LABELLED, MANIFESTED, VOIDED -> {}
                case SHIPPED, DELIVERED, EXCEPTION, RETURNED_TO_SENDER, LOST -> gone.add(parcel.id());
            }
        if (!gone.isEmpty())
            throw Refusal.conflict(
                    "parcel-shipped", "", gone, "The parcel has left the warehouse; only the carrier can stop it now.");
    }
}
