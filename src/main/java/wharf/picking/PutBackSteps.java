package wharf.picking;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wharf.catalog.PictureBook;
import wharf.inventory.PlaceRef;
import wharf.inventory.StockPlaces;
import wharf.platform.Practice;
import wharf.platform.Words;
import wharf.shared.Ids;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** Turns one scan after another into put-backs: container, items, bin. */
@Component
class PutBackSteps {
    private static final int SHOWN = 20;

    private final PutBacks putBacks;
    private final FloorCodes codes;
    private final StockPlaces places;
    private final PictureBook pictures;

    PutBackSteps(PutBacks putBacks, FloorCodes codes, StockPlaces places, PictureBook pictures) {
        this.putBacks = putBacks;
        this.codes = codes;
        this.places = places;
        this.pictures = pictures;
    }

    /** A scan, with what the screen knew. */
    record Scan(
            WarehouseId site,
            @Nullable String container,
            @Nullable UUID task,
            @Nullable String item,
            @Nullable Integer count,
            @Nullable String scan,
            @Nullable UUID scanId) {
        String containerOrNone() {
            return container == null ? "" : container;
        }

        String itemOrNone() {
            return item == null ? "" : item;
        }

        int taken() {
            return count == null ? 0 : count;
        }

        String text() {
            return scan == null ? "" : scan.strip();
        }
    }

    PutBackStep show(Words words, WarehouseId site) {
        return drawn(start(words, site), site);
    }

    private PutBackStep start(Words words, WarehouseId site) {
        return PutBackStep.start(words, putBacks.open(site, Practice.here(), null, SHOWN));
    }

    private PutBackStep drawn(PutBackStep step, WarehouseId site) {
        var task = step.task();
        return step.with(
                task == null ? null : pictures.of(task.item()),
                putBacks.last(site).orElse(null));
    }

    /** Takes the last scan back: units in the hand, before they are in a bin; else the last put-back. */
    PutBackStep undo(Words words, Scan scan, @Nullable UUID task, @Nullable UUID last) {
        return drawn(undone(words, scan, task, last), scan.site());
    }

    private PutBackStep undone(Words words, Scan scan, @Nullable UUID task, @Nullable UUID last) {
        var now = resume(words, scan);
        if (now.count() > 0) return now.holding("", 0).right(now.say("tone.again", now.count()));
        if (task == null) return now.wrong(now.say("refused.nothing-to-undo"));
        try {
            var done = putBacks.undo(task, last);
            return start(words, scan.site())
                    .from(done.task().containerCode(), done.task())
                    .right(now.say("put.undone", done.quantity(), done.task().where(words)));
        } catch (Refusal refused) {
            return now.wrong(words.refused(refused.problems().getFirst()));
        }
    }

    PutBackStep scan(Words words, Scan scan) {
        return drawn(scanned(words, scan), scan.site());
    }

    private PutBackStep scanned(Words words, Scan scan) {
        var now = resume(words, scan);
        try {
            if (scan.text().isEmpty()) return now;
            if (scan.task() == null) return open(now, scan.site(), scan.text());
            return next(now, scan);
        } catch (Refusal refused) {
            return now.wrong(words.refused(refused.problems().getFirst()));
        }
    }

    private PutBackStep resume(Words words, Scan scan) {
        var start = start(words, scan.site());
        if (scan.task() == null || scan.containerOrNone().isEmpty()) return start;
        return putBacks.find(scan.task())
                .filter(task -> task.left() > 0)
                .map(task -> start.from(scan.containerOrNone(), task)
                        .holding(scan.itemOrNone(), Math.clamp(scan.taken(), 0, task.left())))
                .orElse(start);
    }

    private PutBackStep open(PutBackStep now, WarehouseId site, String container) {
        var waiting = putBacks.in(site, container);
        if (waiting.isEmpty()) return now.wrong(now.say("put.empty", container));
        return now.from(container, waiting.getFirst()).right("");
    }

    private PutBackStep next(PutBackStep now, Scan scan) {
        var task = now.task();
        if (task == null) return putAway(now, scan);
        var units = codes.units(scan.text(), task.item());
        if (units.isPresent()) return take(now, task, scan.text(), units.get());
        boolean bin = now.count() > 0
                && places.scanned(scan.site(), scan.text())
                        .filter(place -> place.kind() == PlaceRef.Kind.BIN)
                        .isPresent();
        if (bin) return putAway(now, scan);
        return now.wrong(now.say(now.count() == 0 ? "refused.wrong-item" : "refused.not-a-bin"));
    }

    private static PutBackStep take(PutBackStep now, PutBack task, String item, int units) {
        int count = now.count() + units;
        if (count > task.left()) return now.wrong(now.say("refused.wrong-quantity"));
        return now.holding(item, count).right(now.say("tone.item", count, task.left()));
    }

    private PutBackStep putAway(PutBackStep now, Scan scan) {
        if (scan.task() == null || scan.taken() < 1) return now.wrong(now.say("changed"));
        var container = scan.containerOrNone();
        putBacks.putBack(new PutBackScan(
                scan.scanId() == null ? Ids.next() : scan.scanId(),
                scan.task(),
                container,
                scan.itemOrNone(),
                scan.taken(),
                scan.text()));
        var left = putBacks.in(scan.site(), container);
        var step = start(now.words(), scan.site());
        return (left.isEmpty() ? step : step.from(container, left.getFirst())).right(now.say("put.tone", scan.text()));
    }
}
