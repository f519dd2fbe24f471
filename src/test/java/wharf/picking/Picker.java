package wharf.picking;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import wharf.inventory.Allocations.Loss;
import wharf.picking.BatchView.Next;
import wharf.platform.Context;
import wharf.shared.Ids;
import wharf.warehouse.Tote;

/** Someone with a cart who knows only what the screen shows. */
final class Picker {
    private final Context who;
    private final Site site;
    private final PickBatches batches;
    private final Picks picks;

    Picker(String name, Site site, PickBatches batches, Picks picks) {
        this(PickFixture.as(name), site, batches, picks);
    }

    Picker(Context who, Site site, PickBatches batches, Picks picks) {
        this.who = who;
        this.site = site;
        this.batches = batches;
        this.picks = picks;
    }

    /** A device asks again, because each scan has its id. */
    private <T> T ask(Supplier<T> what) {
        return PickFixture.ask(who, what);
    }

    Optional<UUID> claim() {
        return ask(() -> batches.claim(site.id()));
    }

    BatchView view(UUID batch) {
        return ask(() -> batches.view(batch));
    }

    BatchView assign(UUID batch, Tote tote) {
        return ask(() -> batches.assignTote(batch, null, tote.lpn()));
    }

    /** Puts totes on the cart until every slot has one, taking them from the front of the list. */
    BatchView load(UUID batch, List<Tote> totes) {
        var view = view(batch);
        var free = totes.iterator();
        while (view.next().action() == Next.Action.TOTE) view = assign(batch, free.next());
        return view;
    }

    Scanned pick(BatchView.Task task, int quantity) {
        return pick(new PickScan(Ids.next(), task.id(), task.binCode(), task.sku(), quantity, task.tote()));
    }

    Scanned pick(PickScan scan) {
        return ask(() -> picks.pick(scan));
    }

    Scanned lose(BatchView.Task task, int quantity, Loss loss) {
        var report = new LossReport(Ids.next(), task.id(), quantity, loss);
        return ask(() -> picks.lose(report));
    }

    Scanned undo(UUID batch) {
        return ask(() -> picks.undo(batch));
    }

    /** Picks whatever is next until the cart is done. */
    BatchView finish(UUID batch) {
        var view = view(batch);
        while (view.next().task() != null) {
            var task = view.next().task();
            pick(task, task.left());
            view = view(batch);
        }
        return view;
    }
}
