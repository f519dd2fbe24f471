package wharf.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.platform.Fact;
import wharf.shared.Actor;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;

/** Writes an order's facts as the modules write them; hours count from when it was placed. */
final class Story {
    final UUID order = UUID.randomUUID();
    private final UUID fulfilment = UUID.randomUUID();
    private final UUID parcel = UUID.randomUUID();
    private final MerchantId merchant;
    private final WarehouseId site;
    private final Instant placed;
    private final long units;
    private final List<Fact> facts = new ArrayList<>();

    Story(MerchantId merchant, WarehouseId site, Instant placed, String channel, long units, long totalMinor) {
        this.merchant = merchant;
        this.site = site;
        this.placed = placed;
        this.units = units;
        order(
                "order.received",
                0,
                Map.of("channel", channel, "totalMinor", totalMinor, "currency", "USD", "units", units));
    }

    Instant at(double hours) {
        return placed.plus(Duration.ofSeconds(Math.round(hours * 3600)));
    }

    Story order(String type, double hours, Map<String, ?> data) {
        return add("order", order, type, hours, null, null, data);
    }

    Story planned(double hours, double shipBy) {
        return shipment(
                "fulfilment.planned",
                hours,
                null,
                Map.of(
                        "site",
                        site.toString(),
                        "service",
                        "GROUND",
                        "shipBy",
                        at(shipBy).toString()));
    }

    Story shipment(String type, double hours, @Nullable String by, Map<String, ?> data) {
        return add("fulfilment", fulfilment, type, hours, by, null, data);
    }

    /** A scan of a picker. */
    Story scan(double hours, String by, long quantity) {
        return shipment(
                "fulfilment.picked", hours, by, Map.of("site", site.toString(), "quantity", quantity, "bin", "A-01"));
    }

    Story packed(double hours, String by, long materialMinor) {
        return add(
                "parcel",
                parcel,
                "parcel.verified",
                hours,
                by,
                null,
                Map.of("site", site.toString(), "units", units, "materialMinor", materialMinor, "currency", "USD"));
    }

    Story parcel(String type, double hours, Map<String, ?> data) {
        return add("parcel", parcel, type, hours, null, null, data);
    }

    Story labelled(double hours, String tracking, long postageMinor) {
        return parcel(
                "parcel.labelled",
                hours,
                Map.of("carrier", "DEMO", "tracking", tracking, "postageMinor", postageMinor, "currency", "USD"));
    }

    /** Through picking and packing, and out. */
    Story shipped(double hours) {
        return shipment("fulfilment.released", hours - 1, null, Map.of())
                .shipment("fulfilment.picked", hours - 0.5, "ann", Map.of())
                .shipment("fulfilment.packed", hours - 0.25, "bob", Map.of())
                .parcel("parcel.shipped", hours, Map.of("carrier", "DEMO"))
                .shipment("fulfilment.shipped", hours, null, Map.of())
                .order("order.shipped", hours, Map.of());
    }

    Story delivered(double hours, @Nullable String promisedBy) {
        parcel(
                "parcel.delivered",
                hours,
                promisedBy == null ? Map.of("carrier", "DEMO") : Map.of("carrier", "DEMO", "promisedBy", promisedBy));
        return order("order.delivered", hours, Map.of());
    }

    Story add(
            String kind,
            UUID subject,
            String type,
            double hours,
            @Nullable String by,
            @Nullable String reason,
            Map<String, ?> data) {
        var fact = Fact.of(merchant, order, kind, subject, type, at(hours))
                .with(data)
                .because(reason);
        facts.add(by == null ? fact.by(Actor.SYSTEM) : fact.by(Actor.user(by)));
        return this;
    }

    List<Fact> facts() {
        return facts;
    }

    /** As a story reads them, in the order they were written. */
    List<Told> told() {
        var told = new ArrayList<Told>();
        for (var fact : facts)
            told.add(new Told(
                    told.size(),
                    fact.root(),
                    fact.occurredAt(),
                    fact.subject(),
                    fact.type(),
                    fact.actor() == null || fact.actor().kind() == Actor.Kind.SYSTEM
                            ? null
                            : fact.actor().name(),
                    fact.reason(),
                    new TreeMap<>(fact.data())));
        return told;
    }
}
