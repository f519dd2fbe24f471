package wharf.shipping;

import static wharf.testing.Scenery.all;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import wharf.platform.Facts;
import wharf.platform.WorkEngine;
import wharf.printing.NewPrinter;
import wharf.printing.Printers;
import wharf.shared.Dimensions;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shared.WarehouseId;
import wharf.testing.Scenery;

/** Packs parcels for tests, and reads what became of them. */
@Component
class ParcelScenery {
    static final ShipTo MIAMI = shipTo("Ann Smith");

    private final Scenery scenery;
    private final Parcels parcels;
    private final Printers printers;
    private final WorkEngine engine;
    private final Facts facts;
    private final JdbcClient jdbc;

    ParcelScenery(
            Scenery scenery, Parcels parcels, Printers printers, WorkEngine engine, Facts facts, JdbcClient jdbc) {
        this.scenery = scenery;
        this.parcels = parcels;
        this.printers = printers;
        this.engine = engine;
        this.facts = facts;
        this.jdbc = jdbc;
    }

    static ShipTo shipTo(String name) {
        return new ShipTo(name, null, "1 Ocean Dr", null, "Miami", "FL", "33139", "US", null, 25.7617, -80.1918);
    }

    WarehouseId siteWithPrinter() {
        var site = scenery.site(false);
        all(() -> printers.add(NewPrinter.simulated(site, "Simulated label printer")));
        return site;
    }

    static ParcelLine line(FulfilmentId fulfilment, OrderId order, int lineNo, int quantity) {
        return new ParcelLine(fulfilment, order, lineNo, ItemId.next(), quantity, null, null);
    }

    static ParcelToBuild build(
            MerchantId merchant,
            WarehouseId site,
            ShipTo to,
            String service,
            @Nullable LocalDate deliverBy,
            ParcelLine... lines) {
        return new ParcelToBuild(
                merchant,
                site,
                null,
                null,
                "BOX-M",
                new Dimensions(300, 200, 150),
                1_200,
                service,
                deliverBy,
                to,
                Set.of(ParcelMark.FRAGILE),
                List.of(lines));
    }

    /** One packed parcel of one unit, its label not bought yet. */
    ParcelId packed(MerchantId merchant, WarehouseId site, ShipTo to) {
        return all(() -> parcels.pack(
                build(merchant, site, to, "GROUND", null, line(FulfilmentId.next(), OrderId.next(), 1, 1))));
    }

    /** As {@link #packed}, with its label bought and printed. */
    ParcelId labelled(MerchantId merchant, WarehouseId site) {
        var parcel = packed(merchant, site, MIAMI);
        engine.drain();
        return parcel;
    }

    ParcelView view(ParcelId parcel) {
        return all(() -> parcels.find(parcel).orElseThrow());
    }

    LabelView label(ParcelId parcel) {
        return java.util.Objects.requireNonNull(view(parcel).label());
    }

    List<String> timeline(ParcelId parcel) {
        var order = view(parcel).lines().getFirst().order().value();
        return all(() -> facts.timeline(order, 0, 100)).stream()
                .map(Facts.Entry::type)
                .toList();
    }

    /** How many labels the demo carrier has sold for the parcel and not taken back. */
    long sold(ParcelId parcel) {
        return scenery.inTransaction(() -> jdbc.sql(
                        "select count(*) from demo_carrier_label where reference like :reference and voided_at is null")
                .param("reference", "label:" + parcel + ":%")
                .query(Long.class)
                .single());
    }
}
