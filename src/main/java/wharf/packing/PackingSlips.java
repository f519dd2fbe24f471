package wharf.packing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.catalog.Item;
import wharf.catalog.Items;
import wharf.merchant.Merchants;
import wharf.platform.BrandColor;
import wharf.platform.StoredFiles;
import wharf.shared.ItemId;
import wharf.shared.ParcelId;

/**
 * The paper that lies in a parcel: what is in it, and what is still to come. Drawn in the background, kept as a file of the order, and printed
 * where a document printer stands.
 */
@Service
public class PackingSlips {
    private final PackedParcels parcels;
    private final PackScans scans;
    private final PackOrders orders;
    private final Items items;
    private final Merchants merchants;
    private final SlipPdf pdf;
    private final StoredFiles files;
    private final SlipPrinting printing;
    private final TransactionTemplate transaction;

    PackingSlips(
            PackedParcels parcels,
            PackScans scans,
            @Lazy PackOrders orders,
            Items items,
            Merchants merchants,
            SlipPdf pdf,
            StoredFiles files,
            SlipPrinting printing,
            TransactionTemplate transaction) {
        this.parcels = parcels;
        this.scans = scans;
        this.orders = orders;
        this.items = items;
        this.merchants = merchants;
        this.pdf = pdf;
        this.files = files;
        this.printing = printing;
        this.transaction = transaction;
    }

    /** The slip of a parcel, as PDF; empty until it is drawn, seconds after the parcel was closed. */
    @Transactional(readOnly = true)
    public Optional<StoredFiles.Content> of(ParcelId parcel) {
        return parcels.slipOf(parcel).flatMap(files::find);
    }

    private record Draft(PackedParcels.SlipDue due, Slip slip) {}

    /** Draws what is not drawn yet; drawing happens outside any transaction, and of two nodes the first one's slip stays. */
    void make(List<UUID> ids) {
        var drafts = Objects.requireNonNull(transaction.execute(status -> parcels.slipsDue(ids).stream()
                .map(due -> new Draft(due, slip(due)))
                .toList()));
        for (var draft : drafts) {
            var bytes = pdf.draw(draft.slip());
            transaction.executeWithoutResult(status -> {
                if (!store(draft, bytes)) status.setRollbackOnly();
            });
        }
    }

    private boolean store(Draft draft, byte[] bytes) {
        var due = draft.due();
        var name = "packing-slip-" + due.parcel() + ".pdf";
        var file = files.store(due.merchant(), due.order(), "packing-slip", name, "application/pdf", bytes);
        if (!parcels.slip(due.parcel(), file)) return false;
        printing.print(due, draft.slip().orderNumber(), file);
        return true;
    }

    private Slip slip(PackedParcels.SlipDue due) {
        var rows = scans.in(due.parcel());
        var fulfilment = rows.getFirst().fulfilment();
        var order = Objects.requireNonNull(orders.of(List.of(fulfilment)).get(fulfilment), "order of " + fulfilment);
        var merchant = merchants.find(due.merchant()).orElseThrow();
        var known = items.find(order.lines().stream().map(PackOrder.Line::item).collect(Collectors.toSet()));
        var words = SlipWords.of(order.locale());
        return new Slip(
                words,
                merchant.name(),
                merchant.brandColor(),
                BrandColor.of(merchant.brandColor()).ink(),
                order.orderNumber(),
                address(order.shipTo().lines(), words.language()),
                order.giftMessage(),
                lines(order, rows, known));
    }

    /** With the country's name in the reader's language where its code ends it. */
    private static List<String> address(List<String> lines, String language) {
        var shown = new ArrayList<>(lines);
        if (!shown.isEmpty() && shown.getLast().matches("[A-Z]{2}"))
            shown.set(shown.size() - 1, Locale.of("", shown.getLast()).getDisplayCountry(Locale.of(language)));
        return shown;
    }

    /** As they were ordered: a kit stands there once, with what it is made of under it. */
    private static List<Slip.Line> lines(PackOrder order, List<PackScans.Row> rows, Map<ItemId, Item> known) {
        var byLine = order.lines().stream()
                .collect(Collectors.groupingBy(PackOrder.Line::lineNo, LinkedHashMap::new, Collectors.toList()));
        return byLine.values().stream().map(line -> line(line, rows, known)).toList();
    }

    private static Slip.Line line(List<PackOrder.Line> line, List<PackScans.Row> rows, Map<ItemId, Item> known) {
        var first = line.getFirst();
        var kit = first.kit();
        if (kit == null) return item(first, first.title(), rows, known);
        var components = line.stream()
                .map(component -> item(component, name(component, known), rows, known))
                .toList();
        return new Slip.Kit(kit.sku(), first.title(), kit.ordered(), components);
    }

    private static String name(PackOrder.Line component, Map<ItemId, Item> known) {
        var item = known.get(component.item());
        return item == null ? component.title() : item.name();
    }

    private static Slip.Item item(
            PackOrder.Line line, String title, List<PackScans.Row> rows, Map<ItemId, Item> known) {
        int here = rows.stream()
                .filter(row -> row.lineNo() == line.lineNo() && row.item().equals(line.item()))
                .mapToInt(PackScans.Row::quantity)
                .sum();
        var item = known.get(line.item());
        return new Slip.Item(
                item == null ? "" : item.sku(),
                title,
                line.ordered(),
                here,
                Math.max(0, line.packed() - here),
                Math.max(0, line.ordered() - Math.max(line.packed(), here)));
    }
}
