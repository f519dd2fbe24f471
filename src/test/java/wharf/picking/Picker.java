package wharf.picking;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import wharf.inventory.Allocations.Loss;
import wharf.picking.BatchView.Next;
import wharf.shared.Ids;
import wharf.warehouse.Tote;

/** Someone with a cart who knows only what the screen shows. */
final class Picker {
    private final String name;
    private final Site site;
    private final PickBatches batches;
    private final Picks picks;

    Picker(String name, Site site, PickBatches batches, Picks picks) {
        this.name = name;
        this.site = site;
        this.batches = batches;
        this.picks = picks;
    }

    Optional<UUID> claim() {
        return PickFixture.as(name).call(() -> batches.claim(site.id()));
    }

    BatchView view(UUID batch) {
        return PickFixture.as(name).call(() -> batches.view(batch));
    }

    BatchView assign(UUID batch, Tote tote) {
        return PickFixture.as(name).call(() -> batches.assignTote(batch, null, tote.lpn()));
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
        return PickFixture.as(name).call(() -> picks.pick(scan));
    }

    Scanned lose(BatchView.Task task, int quantity, Loss loss) {
        return PickFixture.as(name).call(() -> picks.lose(new LossReport(Ids.next(), task.id(), quantity, loss)));
    }

    Scanned undo(UUID batch) {
        return PickFixture.as(name).call(() -> picks.undo(batch));
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
