package wharf.testing;

import static wharf.testing.Scenery.all;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import wharf.inventory.Allocations;
import wharf.packing.CloseParcel;
import wharf.packing.PackStation;
import wharf.packing.Scan;
import wharf.packing.ScanResult;
import wharf.packing.SessionView;
import wharf.picking.BatchView;
import wharf.picking.LossReport;
import wharf.picking.PickBatches;
import wharf.picking.PickScan;
import wharf.picking.Picks;
import wharf.picking.PutBack;
import wharf.picking.PutBacks;
import wharf.platform.Context;
import wharf.platform.Turn;
import wharf.platform.WorkEngine;
import wharf.shared.Actor;
import wharf.shared.Ids;
import wharf.shared.Lane;
import wharf.shared.Scope;
import wharf.shared.WarehouseId;
import wharf.shipping.ParcelState;
import wharf.shipping.Parcels;
import wharf.shipping.ScanOut;

/** The people on the floor: they know what the screen shows, and do it scan by scan. */
@Component
public class Floor {
    private final Scenery scenery;
    private final PickBatches batches;
    private final Picks picks;
    private final PutBacks putBacks;
    private final PackStation station;
    private final Parcels parcels;
    private final ScanOut scanOut;
    private final WorkEngine engine;

    Floor(
            Scenery scenery,
            PickBatches batches,
            Picks picks,
            PutBacks putBacks,
            PackStation station,
            Parcels parcels,
            ScanOut scanOut,
            WorkEngine engine) {
        this.scenery = scenery;
        this.batches = batches;
        this.picks = picks;
        this.putBacks = putBacks;
        this.station = station;
        this.parcels = parcels;
        this.scanOut = scanOut;
        this.engine = engine;
    }

    /** Picks, packs and ships all that is released at a site. */
    public void work(WarehouseId site) {
        pick(site);
        pack(site);
        scanOut(site);
        engine.drain();
    }

    /** Picks every batch; returns the totes that hold something now. */
    public List<String> pick(WarehouseId site) {
        var totes = new ArrayList<String>();
        for (var batch = picker(() -> batches.claim(site));
                batch.isPresent();
                batch = picker(() -> batches.claim(site))) {
            totes.addAll(walk(site, batch.get()));
        }
        return totes;
    }

    private List<String> walk(WarehouseId site, UUID batch) {
        var totes = new ArrayList<String>();
        var view = picker(() -> batches.view(batch));
        while (view.next().action() == BatchView.Next.Action.TOTE) {
            var tote = scenery.tote(site);
            totes.add(tote);
            view = picker(() -> batches.assignTote(batch, null, tote));
        }
        while (view.next().task() != null) {
            var task = view.next().task();
            for (var note : task.instructions()) picker(() -> batches.acknowledge(batch, note.id()));
            picker(() -> picks.pick(
                    new PickScan(Ids.next(), task.id(), task.binCode(), task.sku(), task.left(), task.tote())));
            view = picker(() -> batches.view(batch));
        }
        return totes;
    }

    /** Takes the next batch and reports its first task as missing so many units. */
    public void pickShort(WarehouseId site, int missing) {
        var batch = picker(() -> batches.claim(site)).orElseThrow();
        var view = picker(() -> batches.view(batch));
        while (view.next().action() == BatchView.Next.Action.TOTE) {
            var tote = scenery.tote(site);
            view = picker(() -> batches.assignTote(batch, null, tote));
        }
        var task = java.util.Objects.requireNonNull(view.next().task());
        picker(() -> picks.lose(new LossReport(Ids.next(), task.id(), missing, Allocations.Loss.MISSING)));
    }

    /** Packs every tote of the site into the largest carton; returns the tracking numbers once the labels are bought. */
    public List<String> pack(WarehouseId site) {
        for (var begun : packer(() -> station.underWay(site))) finish(begun);
        for (var tote : scenery.filledTotes(site)) packTote(site, tote, true);
        engine.drain();
        return labelled(site);
    }

    public void packWithoutAcknowledging(WarehouseId site) {
        for (var tote : scenery.filledTotes(site)) packTote(site, tote, false);
    }

    private void packTote(WarehouseId site, String tote, boolean acknowledge) {
        var opened = packer(() -> station.open(site, tote));
        if (acknowledge) acknowledge(opened);
        for (var line : opened.lines()) scanAll(opened.id(), line);
        close(opened.id());
    }

    private void acknowledge(SessionView session) {
        for (var instruction : session.instructions()) {
            packer(() -> done(() -> station.acknowledge(session.id(), instruction.id())));
        }
    }

    /** Goes on where someone left a session: confirms, scans what is left, closes. */
    private void finish(SessionView session) {
        acknowledge(session);
        for (var line : session.lines()) scanAll(session.id(), line);
        close(session.id());
    }

    private void scanAll(UUID session, SessionView.Line line) {
        if (line.toPack() == 0) return;
        var result =
                packer(() -> station.scan(session, new Scan(Ids.next().toString(), line.sku(), line.toPack(), null)));
        if (result instanceof ScanResult.Refused refused) throw new IllegalStateException(refused.toString());
    }

    private void close(UUID session) {
        var view = packer(() -> station.view(session));
        if (view.unitsInCarton() == 0) return;
        var carton = scenery.largestCarton();
        int grams = view.expectedGramsInCarton() + carton.emptyGrams();
        packer(() -> station.closeParcel(
                session, new CloseParcel(Ids.next().toString(), carton.code(), grams, "simulated scale", null)));
    }

    /** Tracking numbers of labelled parcels that have not left. */
    public List<String> labelled(WarehouseId site) {
        return all(() -> parcels.list(ParcelState.LABELLED, Turn.START, 500)).stream()
                .filter(parcel -> parcel.site().equals(site))
                .map(parcel -> java.util.Objects.requireNonNull(
                        java.util.Objects.requireNonNull(parcel.label()).tracking()))
                .toList();
    }

    public void scanOut(WarehouseId site) {
        for (var tracking : labelled(site)) as("shipper", () -> scanOut.scan(site, tracking));
        engine.drain();
    }

    /** Does every put-back task of a site. */
    public void putBack(WarehouseId site) {
        for (PutBack task : as("putter", () -> putBacks.open(site, false, null, 500))) {
            as("putter", () -> putBacks.putBack(scenery.putBackScan(task)));
        }
    }

    private static <T> T picker(Supplier<T> work) {
        return as("picker", work);
    }

    private static <T> T packer(Supplier<T> work) {
        return as("packer", work);
    }

    private static boolean done(Runnable work) {
        work.run();
        return true;
    }

    private static <T> T as(String name, Supplier<T> work) {
        return new Context(Scope.ALL, Actor.user(name), Lane.SCREEN).call(work::get);
    }
}
