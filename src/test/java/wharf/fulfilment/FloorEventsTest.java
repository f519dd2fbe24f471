package wharf.fulfilment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.picking.BatchView;
import wharf.picking.PickBatches;
import wharf.picking.PickScan;
import wharf.picking.Picks;
import wharf.platform.WorkEngine;
import wharf.shared.FulfilmentId;
import wharf.shared.Ids;
import wharf.shared.OrderId;
import wharf.testing.Core;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@Core
@WharfTest
class FloorEventsTest {
    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    Fulfilments fulfilments;

    @Autowired
    PickBatches batches;

    @Autowired
    Picks picks;

    @Autowired
    WorkEngine engine;

    @Test
    void an_order_of_one_unit_whose_pick_is_undone_is_to_be_picked_again() {
        var merchant = scenery.merchant();
        var site = scenery.site(false);
        scenery.receive(merchant, scenery.item(merchant, "MUG"), scenery.bin(site, "A-01"), 5);
        scenery.receive(merchant, scenery.item(merchant, "CUP"), scenery.bin(site, "A-02"), 5);
        scenery.releaseByHand(site);
        var one = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1));
        placed(order(merchant, NewOrder.Shortage.REFUSE, "CUP", 2));
        engine.drain();
        scenery.releaseByItself(site);
        engine.drain();
        var single = all(() -> fulfilments.of(one)).getFirst().id();
        var batch = all(() -> batches.claim(site)).orElseThrow();
        var view = all(() -> batches.view(batch));
        while (view.next().action() == BatchView.Next.Action.TOTE) {
            var tote = scenery.tote(site);
            view = all(() -> batches.assignTote(batch, null, tote));
        }
        var task = requireNonNull(view.next().task());
        assertThat(task.sku()).isEqualTo("MUG");
        all(() -> picks.pick(new PickScan(Ids.next(), task.id(), task.binCode(), task.sku(), 1, task.tote())));
        assertThat(state(single)).isEqualTo(FulfilmentState.PICKED);

        all(() -> picks.undo(batch));

        assertThat(state(single)).isEqualTo(FulfilmentState.RELEASED);
        assertThat(scenery.broken()).isEmpty();
    }

    private OrderId placed(NewOrder order) {
        return ((IntakeResult.Accepted) all(() -> intake.take(List.of(order))).getFirst()).id();
    }

    private FulfilmentState state(FulfilmentId id) {
        return all(() -> fulfilments.find(id)).orElseThrow().state();
    }
}
