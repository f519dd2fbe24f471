package wharf.picking;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.stereotype.Component;
import wharf.inventory.Allocations.Loss;
import wharf.picking.BatchView.Task;
import wharf.picking.PickFixture.Need;
import wharf.shared.Actor;
import wharf.warehouse.LayoutSpec;
import wharf.warehouse.Totes;

/** One site where carts are got ready for whoever is about to call. Made when first asked for. */
@Component
class PickingCarts {
    private static final int PLENTY = 500_000;
    private static final int UNITS = 2;

    private final AutowireCapableBeanFactory beans;
    private final Waves waves;
    private final PickBatches batches;
    private final Picks picks;
    private final PutBacks putBacks;
    private final PickCancellation cancellation;
    private final Totes totes;
    private final CountTasks counts;

    private @Nullable PickFixture fixture;
    private @Nullable Site site;
    private @Nullable Cart latest;
    private @Nullable PutBack latestPutBack;
    private @Nullable PickDemand released;
    private int priority;

    PickingCarts(
            AutowireCapableBeanFactory beans,
            Waves waves,
            PickBatches batches,
            Picks picks,
            PutBacks putBacks,
            PickCancellation cancellation,
            Totes totes,
            CountTasks counts) {
        this.beans = beans;
        this.waves = waves;
        this.batches = batches;
        this.picks = picks;
        this.putBacks = putBacks;
        this.cancellation = cancellation;
        this.totes = totes;
        this.counts = counts;
    }

    /** A batch and what is to be picked next. */
    record Cart(UUID id, Task task) {}

    Site site() {
        if (site == null) {
            var made = fixture().site(LayoutSpec.of(1, 2, 1), 0, 1);
            fixture().stock(made, made.item("SKU-0"), 0, PLENTY);
            site = made;
        }
        return site;
    }

    String bin() {
        return site().bins().getFirst().code();
    }

    String freeTote() {
        return PickFixture.as("fixture")
                .call(() -> totes.create(site().id(), 1))
                .getFirst()
                .code();
    }

    /** A wave of one batch, more urgent than all before. */
    UUID release() {
        // A short sets aside what the bin has; there is always enough for the next.
        fixture().stock(site(), site().item("SKU-0"), 0, UNITS);
        var demand = fixture().order(site(), new Need(site().item("SKU-0"), UNITS)).stream()
                .map(one -> new PickDemand(one.demand(), one.shipBy(), ++priority))
                .toList();
        released = demand.getFirst();
        var summary = PickFixture.as("manager").call(() -> waves.release(site().id(), Wave.Mode.WAVE, demand));
        return Objects.requireNonNull(summary.wave());
    }

    /** A new batch of the person's, without a tote. */
    UUID claimed(Actor person) {
        release();
        return PickFixture.as(person).call(() -> {
            batches.current(site().id(), false).ifPresent(batches::giveBack);
            return batches.claim(site().id()).orElseThrow();
        });
    }

    /** A new batch of the person's with its tote. */
    Cart loaded(Actor person) {
        var batch = claimed(person);
        var view = PickFixture.as(person).call(() -> batches.assignTote(batch, null, freeTote()));
        latest = new Cart(batch, Objects.requireNonNull(view.next().task()));
        return latest;
    }

    /** An instruction that stops the cart that was got ready last. */
    UUID instruction() {
        return fixture().instruct(Objects.requireNonNull(released), null, "ACKNOWLEDGE", "Choose with care.");
    }

    /** A new batch of the person's of which one unit is picked. */
    Cart half(Actor person) {
        var cart = loaded(person);
        picker(person).pick(cart.task(), 1);
        return cart;
    }

    /** A bin where the person came up short. */
    UUID toCount(Actor person) {
        var cart = loaded(person);
        picker(person).lose(cart.task(), 1, Loss.MISSING);
        return PickFixture.as(person)
                .call(() -> counts.open(site().id(), false, null, 1))
                .getFirst()
                .id();
    }

    /** Units the person has picked for an order that is no more. */
    PutBack putBack(Actor person) {
        var cart = loaded(person);
        picker(person).pick(cart.task(), UNITS);
        PickFixture.as("care").run(() -> cancellation.cancel(List.of(fulfilment(cart)), "changed her mind"));
        latestPutBack = PickFixture.as(person)
                .call(() -> putBacks.in(site().id(), cart.task().tote()))
                .getFirst();
        return latestPutBack;
    }

    /** The one made last, for the body of the call whose address it is in. */
    Cart latest() {
        return Objects.requireNonNull(latest);
    }

    PutBack latestPutBack() {
        return Objects.requireNonNull(latestPutBack);
    }

    private wharf.shared.FulfilmentId fulfilment(Cart cart) {
        return PickFixture.as("fixture")
                .call(() -> batches.view(cart.id()).slots().getFirst().fulfilment());
    }

    private Picker picker(Actor person) {
        return new Picker(PickFixture.as(person), site(), batches, picks);
    }

    private PickFixture fixture() {
        if (fixture == null) fixture = beans.createBean(PickFixture.class);
        return fixture;
    }

    /** A bin that the person has counted. */
    UUID counted(Actor person) {
        var task = toCount(person);
        PickFixture.as(person).call(() -> counts.count(task, 3));
        return task;
    }

    /** Units that the person has put back. */
    UUID restored(Actor person) {
        var task = putBack(person);
        PickFixture.as(person)
                .call(() -> putBacks.putBack(
                        new PutBackScan(UUID.randomUUID(), task.id(), task.containerCode(), task.sku(), null, bin())));
        return task.id();
    }
}
