package wharf.shipping;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Fact;
import wharf.platform.JsonRows;
import wharf.platform.Sql;
import wharf.shared.Actor;
import wharf.shared.FulfilmentId;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shared.WarehouseId;

/** Parcels that left before Wharf, with their labels, manifests and journeys. Nothing of them is printed, bought or asked for again. */
@Service
public class PastParcels {
    private static final String PARTITIONS = "select past_tracking_partitions(:since)";
    private static final String TAKEN = "select tracking from label where tracking = any(:tracking)";
    private static final String SERIALS = "select nextval('sscc_serial') from generate_series(1, :count)";
    private static final String PARCELS = """
            insert into parcel (id, merchant_id, warehouse_id, sscc, state, packaging, length_mm, width_mm, height_mm, weight_grams, ship_to,
                                requested_service, deliver_by, packed_at, shipped_at)
            select id, merchant_id, warehouse_id, sscc, state, packaging, length_mm, width_mm, height_mm, weight_grams, ship_to,
                   requested_service, deliver_by, packed_at, shipped_at
            from jsonb_populate_recordset(null::parcel, cast(:rows as jsonb))
            returning id, number
            """;
    private static final String LINES = """
            insert into parcel_line (parcel_id, fulfilment_id, line_no, item_id, order_id, merchant_id, quantity)
            select parcel_id, fulfilment_id, line_no, item_id, order_id, merchant_id, quantity
            from jsonb_populate_recordset(null::parcel_line, cast(:rows as jsonb))
            """;
    private static final String LABELS = """
            insert into label (id, parcel_id, merchant_id, generation, reference, state, carrier, service, tracking, postage_minor, currency,
                               deliver_by, bought_at, imported)
            select id, parcel_id, merchant_id, 1, reference, 'BOUGHT', carrier, service, tracking, postage_minor, currency,
                   deliver_by, bought_at, true
            from jsonb_populate_recordset(null::label, cast(:rows as jsonb))
            """;
    private static final String SHARES = """
            insert into postage_share (label_id, fulfilment_id, merchant_id, amount_minor)
            select label_id, fulfilment_id, merchant_id, amount_minor
            from jsonb_populate_recordset(null::postage_share, cast(:rows as jsonb))
            """;
    /** One manifest a site, carrier and day, whoever imports it first; it spans all that was scanned onto it. */
    private static final String MANIFESTS = """
            insert into manifest (id, warehouse_id, carrier, business_day, state, opened_at, closed_at, closed_by)
            select id, warehouse_id, carrier, business_day, 'CLOSED', opened_at, closed_at, 'imported'
            from jsonb_populate_recordset(null::manifest, cast(:rows as jsonb))
            order by id
            on conflict (id) do update
            set opened_at = least(manifest.opened_at, excluded.opened_at), closed_at = greatest(manifest.closed_at, excluded.closed_at)
            """;

    private static final String MANIFEST_NUMBERS = "select id, number from manifest where id = any(:ids)";
    private static final String ON_MANIFEST = """
            insert into manifest_parcel (parcel_id, manifest_id, merchant_id, scanned_at, scanned_by)
            select parcel_id, manifest_id, merchant_id, scanned_at, 'imported'
            from jsonb_populate_recordset(null::manifest_parcel, cast(:rows as jsonb))
            """;
    private static final String EVENTS = """
            insert into tracking_event (source, event_key, occurred_at, parcel_id, merchant_id, tracking, milestone, code, text, place, heard, raw,
                                        received_at)
            select 'imported', event_key, occurred_at, parcel_id, merchant_id, tracking, milestone, milestone, text, place, 'IMPORT', '{}', occurred_at
            from jsonb_populate_recordset(null::tracking_event, cast(:rows as jsonb))
            """;
    private static final String MILESTONES = """
            insert into parcel_milestone (parcel_id, milestone, merchant_id, occurred_at)
            select parcel_id, milestone, merchant_id, occurred_at
            from jsonb_populate_recordset(null::parcel_milestone, cast(:rows as jsonb))
            """;
    private static final String JOURNEYS = """
            insert into parcel_journey (parcel_id, merchant_id, carrier, tracking, deliver_by, milestone, last_event_at, last_place, heard_at,
                                        ended_at, changes)
            select parcel_id, merchant_id, carrier, tracking, deliver_by, milestone, last_event_at, last_place, last_event_at, last_event_at, 1
            from jsonb_populate_recordset(null::parcel_journey, cast(:rows as jsonb))
            """;

    private final JdbcClient jdbc;
    private final JsonRows json;
    private final String companyPrefix;

    PastParcels(
            JdbcClient jdbc,
            JsonRows json,
            @Value("${wharf.shipping.gs1-company-prefix:0614141}") String companyPrefix) {
        this.jdbc = jdbc;
        this.json = json;
        this.companyPrefix = companyPrefix;
    }

    /** Units of an item for an order line inside a parcel. */
    public record Inside(int lineNo, UUID itemId, int quantity) {}

    /**
     * A parcel that came to its end.
     *
     * @param packaging the carton's code, or the packaging's name
     * @param day the business day of its site on which it left
     * @param outForDeliveryAt null where the carrier said nothing of it
     * @param endedAt delivered, or lost
     * @param packer who packed it; null for whoever imports
     */
    public record Past(
            ParcelId id,
            FulfilmentId fulfilment,
            OrderId order,
            MerchantId merchant,
            WarehouseId site,
            List<Inside> inside,
            String packaging,
            int lengthMm,
            int widthMm,
            int heightMm,
            int weightGrams,
            ShipTo shipTo,
            String requestedService,
            String carrier,
            String service,
            String tracking,
            Money postage,
            @Nullable LocalDate deliverBy,
            LocalDate day,
            Instant packedAt,
            Instant shippedAt,
            @Nullable Instant outForDeliveryAt,
            Instant endedAt,
            boolean lost,
            @Nullable Actor packer) {
        String place() {
            return shipTo.region() == null ? shipTo.city() : shipTo.city() + ", " + shipTo.region();
        }

        /** What its carrier said of it, in order. */
        Map<String, Instant> milestones() {
            var milestones = new LinkedHashMap<String, Instant>();
            milestones.put("PICKED_UP", shippedAt);
            if (outForDeliveryAt != null) milestones.put("OUT_FOR_DELIVERY", outForDeliveryAt);
            milestones.put(lost ? "LOST" : "DELIVERED", endedAt);
            return milestones;
        }

        UUID manifest() {
            return UUID.nameUUIDFromBytes(
                    ("manifest:" + site + ":" + carrier + ":" + day).getBytes(StandardCharsets.UTF_8));
        }
    }

    private record ParcelRow(
            UUID id,
            UUID merchantId,
            UUID warehouseId,
            String sscc,
            ParcelState state,
            String packaging,
            int lengthMm,
            int widthMm,
            int heightMm,
            int weightGrams,
            ShipTo shipTo,
            String requestedService,
            @Nullable LocalDate deliverBy,
            Instant packedAt,
            Instant shippedAt) {}

    private record LineRow(
            UUID parcelId, UUID fulfilmentId, int lineNo, UUID itemId, UUID orderId, UUID merchantId, int quantity) {}

    private record LabelRow(
            UUID id,
            UUID parcelId,
            UUID merchantId,
            String reference,
            String carrier,
            String service,
            String tracking,
            long postageMinor,
            String currency,
            @Nullable LocalDate deliverBy,
            Instant boughtAt) {}

    private record ShareRow(UUID labelId, UUID fulfilmentId, UUID merchantId, long amountMinor) {}

    private record ManifestRow(
            UUID id, UUID warehouseId, String carrier, LocalDate businessDay, Instant openedAt, Instant closedAt) {}

    private record OnManifestRow(UUID parcelId, UUID manifestId, UUID merchantId, Instant scannedAt) {}

    private record EventRow(
            String eventKey,
            Instant occurredAt,
            UUID parcelId,
            UUID merchantId,
            String tracking,
            String milestone,
            String text,
            @Nullable String place) {}

    private record MilestoneRow(UUID parcelId, String milestone, UUID merchantId, Instant occurredAt) {}

    private record JourneyRow(
            UUID parcelId,
            UUID merchantId,
            String carrier,
            String tracking,
            @Nullable LocalDate deliverBy,
            String milestone,
            Instant lastEventAt,
            String lastPlace) {}

    /**
     * Makes room for reports of those days; call it in a transaction of its own. Where it cannot have the tables at once, reports wait in the
     * default partition until the hourly job moves them.
     */
    @Transactional
    public int reachBack(Instant since) {
        return jdbc.sql(PARTITIONS)
                .param("since", Sql.timestamp(since))
                .query(Integer.class)
                .single();
    }

    /** Which of the tracking numbers stand on labels already. */
    @Transactional(readOnly = true)
    public Set<String> taken(Collection<String> tracking) {
        return Set.copyOf(jdbc.sql(TAKEN)
                .param("tracking", Sql.texts(tracking))
                .query(String.class)
                .list());
    }

    /** Writes them, and returns what is to be told. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Fact> write(List<Past> all) {
        if (all.isEmpty()) return List.of();
        var numbers = parcels(all);
        rows(LINES, all.stream().flatMap(past -> lines(past).stream()).toList());
        labels(all);
        var manifests = manifests(all);
        rows(EVENTS, all.stream().flatMap(past -> events(past).stream()).toList());
        rows(MILESTONES, all.stream().flatMap(past -> milestones(past).stream()).toList());
        rows(JOURNEYS, all.stream().map(PastParcels::journey).toList());
        var facts = new ArrayList<Fact>();
        for (var past : all)
            tell(
                    past,
                    Objects.requireNonNull(numbers.get(past.id().value())),
                    Objects.requireNonNull(manifests.get(past.manifest())),
                    facts);
        return facts;
    }

    private void rows(String sql, Collection<? extends Record> rows) {
        jdbc.sql(sql).param("rows", json.of(rows)).update();
    }

    private Map<UUID, Long> parcels(List<Past> all) {
        var serials =
                jdbc.sql(SERIALS).param("count", all.size()).query(Long.class).list();
        var rows = new ArrayList<ParcelRow>();
        for (int i = 0; i < all.size(); i++) rows.add(row(all.get(i), Sscc.of(companyPrefix, serials.get(i))));
        var numbers = new HashMap<UUID, Long>();
        jdbc.sql(PARCELS).param("rows", json.of(rows)).query(row -> {
            numbers.put(row.getObject("id", UUID.class), row.getLong("number"));
        });
        return numbers;
    }

    private static ParcelRow row(Past past, String sscc) {
        return new ParcelRow(
                past.id().value(),
                past.merchant().value(),
                past.site().value(),
                sscc,
                past.lost() ? ParcelState.LOST : ParcelState.DELIVERED,
                past.packaging(),
                past.lengthMm(),
                past.widthMm(),
                past.heightMm(),
                past.weightGrams(),
                past.shipTo(),
                past.requestedService(),
                past.deliverBy(),
                past.packedAt(),
                past.shippedAt());
    }

    private static List<LineRow> lines(Past past) {
        return past.inside().stream()
                .map(inside -> new LineRow(
                        past.id().value(),
                        past.fulfilment().value(),
                        inside.lineNo(),
                        inside.itemId(),
                        past.order().value(),
                        past.merchant().value(),
                        inside.quantity()))
                .toList();
    }

    private void labels(List<Past> all) {
        var labels = new ArrayList<LabelRow>();
        var shares = new ArrayList<ShareRow>();
        for (var past : all) {
            var id = Ids.next();
            labels.add(new LabelRow(
                    id,
                    past.id().value(),
                    past.merchant().value(),
                    "past:" + past.id(),
                    past.carrier(),
                    past.service(),
                    past.tracking(),
                    past.postage().minor(),
                    past.postage().currency(),
                    past.deliverBy(),
                    past.packedAt()));
            shares.add(new ShareRow(
                    id,
                    past.fulfilment().value(),
                    past.merchant().value(),
                    past.postage().minor()));
        }
        rows(LABELS, labels);
        rows(SHARES, shares);
    }

    private Map<UUID, Long> manifests(List<Past> all) {
        var manifests = new LinkedHashMap<UUID, ManifestRow>();
        var on = new ArrayList<OnManifestRow>();
        for (var past : all) {
            var id = past.manifest();
            manifests.merge(
                    id,
                    new ManifestRow(
                            id, past.site().value(), past.carrier(), past.day(), past.shippedAt(), past.shippedAt()),
                    PastParcels::spanning);
            on.add(new OnManifestRow(past.id().value(), id, past.merchant().value(), past.shippedAt()));
        }
        rows(MANIFESTS, manifests.values());
        rows(ON_MANIFEST, on);
        var numbers = new HashMap<UUID, Long>();
        jdbc.sql(MANIFEST_NUMBERS).param("ids", Sql.uuids(manifests.keySet())).query(row -> {
            numbers.put(row.getObject("id", UUID.class), row.getLong("number"));
        });
        return numbers;
    }

    private static ManifestRow spanning(ManifestRow a, ManifestRow b) {
        return new ManifestRow(
                a.id(),
                a.warehouseId(),
                a.carrier(),
                a.businessDay(),
                a.openedAt().isBefore(b.openedAt()) ? a.openedAt() : b.openedAt(),
                a.closedAt().isAfter(b.closedAt()) ? a.closedAt() : b.closedAt());
    }

    private static List<EventRow> events(Past past) {
        return past.milestones().entrySet().stream()
                .map(reached -> new EventRow(
                        past.tracking() + ":" + reached.getKey(),
                        reached.getValue(),
                        past.id().value(),
                        past.merchant().value(),
                        past.tracking(),
                        reached.getKey(),
                        text(reached.getKey()),
                        place(past, reached.getKey())))
                .toList();
    }

    private static @Nullable String place(Past past, String milestone) {
        return milestone.equals("PICKED_UP") || milestone.equals("LOST") ? null : past.place();
    }

    private static String text(String milestone) {
        return switch (milestone) {
            case "PICKED_UP" -> "Picked up";
            case "OUT_FOR_DELIVERY" -> "Out for delivery";
            case "DELIVERED" -> "Delivered";
            default -> "Lost";
        };
    }

    private static List<MilestoneRow> milestones(Past past) {
        return past.milestones().entrySet().stream()
                .map(reached -> new MilestoneRow(
                        past.id().value(), reached.getKey(), past.merchant().value(), reached.getValue()))
                .toList();
    }

    private static JourneyRow journey(Past past) {
        return new JourneyRow(
                past.id().value(),
                past.merchant().value(),
                past.carrier(),
                past.tracking(),
                past.deliverBy(),
                past.lost() ? "LOST" : "DELIVERED",
                past.endedAt(),
                past.place());
    }

    private static void tell(Past past, long number, long manifest, List<Fact> facts) {
        facts.add(fact(past, number, "parcel.packed", past.packedAt(), Map.of()));
        facts.add(fact(
                past,
                number,
                "parcel.labelled",
                past.packedAt(),
                Map.of(
                        "carrier",
                        past.carrier(),
                        "service",
                        past.service(),
                        "tracking",
                        past.tracking(),
                        "postageMinor",
                        past.postage().minor(),
                        "currency",
                        past.postage().currency())));
        facts.add(fact(past, number, "parcel.manifested", past.shippedAt(), Map.of("manifest", manifest)));
        facts.add(fact(
                past,
                number,
                "parcel.shipped",
                past.shippedAt(),
                Map.of("carrier", past.carrier(), "tracking", past.tracking())));
        past.milestones().forEach((milestone, at) -> {
            var data = new TreeMap<String, Object>(Map.of("carrierSays", text(milestone)));
            var place = place(past, milestone);
            if (place != null) data.put("place", place);
            if (milestone.equals("DELIVERED")) {
                data.put("carrier", past.carrier());
                if (past.deliverBy() != null)
                    data.put("promisedBy", past.deliverBy().toString());
            }
            facts.add(Fact.of(
                            past.merchant(),
                            past.order().value(),
                            "parcel",
                            past.id().value(),
                            type(milestone),
                            at)
                    .with(numbered(data, number)));
        });
    }

    private static String type(String milestone) {
        return "parcel." + milestone.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static Fact fact(Past past, long number, String type, Instant at, Map<String, ?> data) {
        var fact = Fact.of(
                        past.merchant(),
                        past.order().value(),
                        "parcel",
                        past.id().value(),
                        type,
                        at)
                .with(numbered(data, number));
        return past.packer() == null ? fact : fact.by(past.packer());
    }

    private static Map<String, Object> numbered(Map<String, ?> data, long number) {
        var all = new TreeMap<String, Object>(data);
        all.put("parcel", number);
        return all;
    }
}
