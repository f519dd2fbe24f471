package wharf.demo.tour;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wharf.catalog.Items;
import wharf.demo.tour.GuideWords.Text;
import wharf.inventory.Allocations;
import wharf.inventory.PlaceRef;
import wharf.packing.PackStation;
import wharf.packing.SessionView;
import wharf.picking.BatchView;
import wharf.picking.PickBatches;
import wharf.printing.Barcode;
import wharf.printing.PrintJobs;
import wharf.printing.Printer;
import wharf.printing.Printers;
import wharf.printing.SimulatedPages;
import wharf.returns.ReturnView;
import wharf.returns.Returns;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.ReturnId;
import wharf.shared.WarehouseId;
import wharf.shipping.ParcelView;
import wharf.warehouse.Totes;
import wharf.warehouse.Warehouse;
import wharf.warehouse.Warehouses;

/** What lies before whoever works at a bench of the demo: barcodes to click, the label that was printed. In the worker's own scope. */
@Component
class Benches {
    private static final int TALL = 24;
    /** A number of GS1's range for examples that no item of the demo has. */
    private static final String NOT_THIS_ONE = "9529999999990";

    private static final int PAGES = 12;
    private static final int TOTES = 1000;

    private final Warehouses warehouses;
    private final Floor floor;
    private final Items items;
    private final Returns returns;
    private final Printing printing;

    Benches(Warehouses warehouses, Floor floor, Items items, Returns returns, Printing printing) {
        this.warehouses = warehouses;
        this.floor = floor;
        this.items = items;
        this.returns = returns;
        this.printing = printing;
    }

    /** A barcode that lies there, as {@link GuidePage.Code}, in no language yet. */
    record Lying(Text what, String value, String svg, boolean wrong) {}

    /** What is picked and packed with. */
    @Component("demoFloor")
    record Floor(PickBatches batches, PackStation packing, Totes totes, Allocations allocations, BadgeRack badges) {}

    /** What comes out of printers. */
    @Component("demoPrinting")
    record Printing(PrintJobs jobs, Printers printers, SimulatedPages pages) {}

    /** Where the next person comes to a device. */
    List<Lying> badges() {
        return floor.badges().hanging();
    }

    /** For the batch that this picker has, at whatever site. */
    List<Lying> picking() {
        return warehouses.all().stream()
                .filter(Warehouse::active)
                .flatMap(site -> floor.batches().current(site.id(), false).stream())
                .findFirst()
                .map(floor.batches()::view)
                .map(this::picking)
                .orElse(List.of());
    }

    private List<Lying> picking(BatchView batch) {
        var codes = new ArrayList<Lying>();
        var next = batch.next();
        switch (next.action()) {
            case TOTE -> emptyTote(batch.warehouse(), codes);
            case PICK -> {
                var task = Objects.requireNonNull(next.task());
                codes.add(code(Text.of("code.bin", task.binCode()), task.binCode()));
                codes.add(code(goods(task.left(), task.name()), barcode(task.item(), task.sku())));
                codes.add(code(Text.of("code.tote", task.tote()), task.tote()));
                codes.add(wrong("code.neighbour", NOT_THIS_ONE));
            }
            case DONE -> {}
        }
        return codes;
    }

    /** The last of the free ones: the simulated pickers begin with the first. */
    private void emptyTote(WarehouseId site, List<Lying> codes) {
        var free = floor.totes().free(site, TOTES);
        if (!free.isEmpty())
            codes.add(code(Text.of("code.empty"), free.getLast().code()));
    }

    /** The totes a fulfilment was picked into, for the packer to begin with. */
    List<Lying> toPack(FulfilmentId fulfilment) {
        return floor.allocations().of(List.of(fulfilment)).stream()
                .filter(held -> held.placeKind() == PlaceRef.Kind.TOTE)
                .map(Allocations.Held::placeCode)
                .distinct()
                .map(tote -> code(Text.of("code.tote", tote), tote))
                .toList();
    }

    List<Lying> packing(UUID session) {
        var view = floor.packing().view(session);
        var codes = new ArrayList<Lying>();
        if (!view.open()) return codes;
        for (var line : view.lines())
            if (line.toPack() > 0) codes.add(code(goods(line.toPack(), line.name()), barcode(line.item(), line.sku())));
        if (codes.isEmpty() && view.unitsInCarton() > 0) carton(view, codes);
        else codes.add(wrong("code.next", NOT_THIS_ONE));
        return codes;
    }

    private static void carton(SessionView view, List<Lying> codes) {
        var plan = view.suggestion();
        if (plan == null) return;
        codes.add(code(Text.of("code.carton", plan.carton()), plan.carton()));
        codes.add(code(Text.of("code.scale", plan.grossGrams()), String.valueOf(plan.grossGrams())));
    }

    List<Lying> tracking(@Nullable String number) {
        return number == null ? List.of() : List.of(code(Text.of("code.label"), number));
    }

    /** The returns dock: first the parcel, then what is in it. */
    List<Lying> returned(ReturnView back, boolean opened) {
        if (!opened) {
            var label = back.label();
            var tracking = label == null ? null : label.tracking();
            return List.of(code(Text.of("code.parcel"), tracking == null ? back.name() : tracking));
        }
        return back.lines().stream()
                .filter(line -> line.expected() > 0)
                .map(line -> code(goods(1, line.title()), itemCode(back.merchant(), line.sku())))
                .toList();
    }

    ReturnView get(ReturnId id) {
        return returns.get(id);
    }

    /** Whether a printer has been handed the label. */
    boolean isPrinted(ParcelView parcel) {
        return printing.jobs().of(parcel.id().value()).stream()
                .anyMatch(job -> job.state().equals("SENT"));
    }

    /** The label of a parcel as a simulated printer of its site has received it; empty when none has, or many others since. */
    String label(ParcelView parcel) {
        var label = parcel.label();
        var number = label == null ? null : label.tracking();
        if (number == null) return "";
        return printing.printers().all().stream()
                .filter(printer -> printer.warehouse().equals(parcel.site()))
                .filter(printer -> printer.kind() == Printer.Kind.SIMULATED)
                .flatMap(printer -> printing.pages().latest(printer.id(), PAGES).stream())
                .filter(page -> !page.document() && page.zpl().contains(number))
                .findFirst()
                .map(SimulatedPages.Page::svg)
                .orElse("");
    }

    private static Text goods(int count, String name) {
        return count == 1 ? Text.of("code.one", name) : Text.of("code.many", count, name);
    }

    private String itemCode(MerchantId merchant, String sku) {
        var item = items.bySku(merchant, List.of(sku)).get(sku);
        return item == null ? sku : barcode(item.id(), sku);
    }

    private String barcode(ItemId item, String sku) {
        return items.barcodes(item).stream()
                .filter(code -> code.units() == 1)
                .map(Items.Barcode::code)
                .findFirst()
                .orElse(sku);
    }

    private static Lying wrong(String what, String value) {
        return new Lying(Text.of(what), value, bars(value), true);
    }

    static Lying code(Text what, String value) {
        return new Lying(what, value, bars(value), false);
    }

    /** The bars with the quiet zone of ten modules on either side that the symbology asks for; none where it has no sign for the text. */
    private static String bars(String value) {
        Barcode bars;
        try {
            bars = Barcode.code128(value);
        } catch (IllegalArgumentException noSign) {
            return "";
        }
        return "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" aria-hidden=\"true\">%s</svg>"
                .formatted(bars.modules() + 20, TALL, bars.svg(10, 0, 1, TALL));
    }
}
