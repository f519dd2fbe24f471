package wharf.shipping;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BillableAct;
import wharf.platform.BillableActs;
import wharf.platform.BusinessClock;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.ParcelId;
import wharf.shared.WarehouseId;

/**
 * The scan at the door: puts a labelled parcel on the day's manifest, ships it and tells everybody, in one transaction. The parcel's row is
 * locked first, so a scan and a void of the same parcel happen one after the other, never both.
 */
@Service
public class ScanOut {
    private static final String FIND = """
            select p.id, p.merchant_id, p.warehouse_id, p.number, p.state, p.container_id, p.shipped_at, w.name as site_name
            from parcel p
            join warehouse w on w.id = p.warehouse_id
            where p.id = (select id from parcel where sscc = :sscc
                          union all
                          select parcel_id from label where tracking = :tracking
                          limit 1)
            for update of p
            """;
    private static final String LABEL = """
            select id, carrier, service, tracking, postage_minor, currency
            from label
            where parcel_id = :parcel
            and state = 'BOUGHT'
            """;
    private static final String WAITING = """
            select count(*)
            from parcel
            where warehouse_id = :site
            and state = 'LABELLED'
            """;

    private final JdbcClient jdbc;
    private final ParcelStates states;
    private final ParcelReader reader;
    private final PostageShares shares;
    private final Manifests manifests;
    private final Consequences consequences;

    ScanOut(
            JdbcClient jdbc,
            ParcelStates states,
            ParcelReader reader,
            PostageShares shares,
            Manifests manifests,
            Consequences consequences) {
        this.jdbc = jdbc;
        this.states = states;
        this.reader = reader;
        this.shares = shares;
        this.manifests = manifests;
        this.consequences = consequences;
    }

    /** Who may object, and who is told. */
    @org.springframework.stereotype.Component
    record Consequences(
            List<ShipGate> gates, BillableActs billable, ApplicationEventPublisher events, BusinessClock clock) {}

    private record Found(
            UUID id,
            UUID merchantId,
            UUID warehouseId,
            long number,
            ParcelState state,
            @Nullable UUID containerId,
            @Nullable Instant shippedAt,
            String siteName) {
        ParcelId parcel() {
            return new ParcelId(id);
        }
    }

    private record Label(UUID id, String carrier, String service, String tracking, long postageMinor, String currency) {
        Money postage() {
            return Money.of(postageMinor, currency);
        }
    }

    /** Ships what was scanned: a tracking number or an SSCC, with or without the prefixes scanners send. Scanning twice changes nothing. */
    @Transactional
    public ScanResult scan(WarehouseId site, String scanned) {
        return find(ScannedCode.read(scanned))
                .map(found -> ship(site, found, scanned.strip()))
                .orElseGet(() -> new ScanResult.Refused(
                        "unknown-code", "No parcel has this code. Scan the tracking number or the SSCC on the label."));
    }

    /** Labelled parcels that have not left yet. */
    @Transactional(readOnly = true)
    public long waiting(WarehouseId site) {
        return jdbc.sql(WAITING).param("site", site.value()).query(Long.class).single();
    }

    private Optional<Found> find(ScannedCode code) {
        return switch (code) {
            case ScannedCode.SsccCode sscc -> find(sscc.value(), null);
            case ScannedCode.Tracking tracking -> find(null, tracking.value());
            case ScannedCode.Unreadable unreadable -> Optional.empty();
        };
    }

    private Optional<Found> find(@Nullable String sscc, @Nullable String tracking) {
        return jdbc.sql(FIND)
                .param("sscc", sscc)
                .param("tracking", tracking)
                .query(Found.class)
                .optional();
    }

    private ScanResult ship(WarehouseId site, Found found, String scanned) {
        if (!found.warehouseId().equals(site.value()))
            return new ScanResult.Refused(
                    "wrong-site", "This parcel belongs to " + found.siteName() + ". Put it aside.");
        return switch (found.state()) {
            case LABELLED, MANIFESTED -> labelled(site, found, scanned);
            case PACKED ->
                new ScanResult.Refused(
                        "no-label", "This parcel has no valid label. Wait for its new one, or ask for it.");
            case VOIDED -> new ScanResult.Refused("voided", "This parcel was voided. Put it aside, it must not leave.");
            case SHIPPED, DELIVERED, EXCEPTION, RETURNED_TO_SENDER, LOST ->
                new ScanResult.AlreadyShipped(
                        found.parcel(), found.number(), java.util.Objects.requireNonNull(found.shippedAt()));
        };
    }

    private ScanResult labelled(WarehouseId site, Found found, String scanned) {
        var label =
                jdbc.sql(LABEL).param("parcel", found.id()).query(Label.class).single();
        if (ScannedCode.read(scanned) instanceof ScannedCode.Tracking old
                && !old.value().equals(label.tracking()))
            return new ScanResult.Refused(
                    "old-label", "This label was voided. The parcel has a newer one: " + label.tracking() + ".");
        var objection = objection(found.parcel());
        if (objection.isPresent()) return new ScanResult.Refused("held", objection.get());
        leave(site, found, label);
        return new ScanResult.Shipped(
                found.parcel(), found.number(), label.carrier(), label.service(), label.tracking(), waiting(site));
    }

    private Optional<String> objection(ParcelId parcel) {
        return consequences.gates().stream()
                .map(gate -> gate.refusals(List.of(parcel)))
                .flatMap(refusals -> Optional.ofNullable(refusals.get(parcel)).stream())
                .findFirst();
    }

    private void leave(WarehouseId site, Found found, Label label) {
        var parcels = List.of(found.parcel());
        var merchant = new MerchantId(found.merchantId());
        if (found.state() == ParcelState.LABELLED) {
            var manifest = manifests.add(site, label.carrier(), found.parcel(), merchant);
            states.move(parcels, ParcelState.LABELLED, ParcelState.MANIFESTED, null, Map.of("manifest", manifest));
        }
        states.move(
                parcels,
                ParcelState.MANIFESTED,
                ParcelState.SHIPPED,
                null,
                Map.of("carrier", label.carrier(), "tracking", label.tracking()));
        var now = consequences.clock().instant();
        var lines = reader.linesOf(parcels).getOrDefault(found.parcel(), List.of());
        consequences
                .billable()
                .record(List.of(new BillableAct(
                        merchant,
                        site.value(),
                        BillableAct.Kind.SHIPPED,
                        1,
                        "parcel",
                        lines.getFirst().order().value(),
                        "parcel:" + found.id(),
                        now,
                        label.postage())));
        var out = new ParcelsScannedOut.ScannedOut(
                found.parcel(),
                merchant,
                found.containerId(),
                label.carrier(),
                label.service(),
                label.tracking(),
                shares.of(label.id(), label.currency()),
                lines);
        consequences.events().publishEvent(new ParcelsScannedOut(site, now, List.of(out)));
    }
}
