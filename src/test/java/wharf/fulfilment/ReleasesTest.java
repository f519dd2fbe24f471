package wharf.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.order.Hold;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.picking.Wave;
import wharf.platform.WorkEngine;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;
import wharf.testing.Core;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** What goes to the floor when some of what is planned may not. */
@Core
@WharfTest
class ReleasesTest {
    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    OrderCare care;

    @Autowired
    Fulfilments fulfilments;

    @Autowired
    Releases releases;

    @Autowired
    WorkEngine engine;

    @Autowired
    JdbcClient jdbc;

    WarehouseId site;
    MerchantId merchant;

    @BeforeEach
    void aSiteThatIsReleasedByHand() {
        site = scenery.site(false);
        scenery.releaseByHand(site);
        merchant = merchantWithMugs();
    }

    @Test
    void held_orders_do_not_keep_others_from_the_floor() {
        var held = held(merchant, 3);
        var free = placed(merchant);

        int released = all(() -> releases.release(site, Wave.Mode.BATCH, 1));

        assertThat(released).isEqualTo(1);
        assertThat(state(free)).isEqualTo(FulfilmentState.RELEASED);
        assertThat(held).extracting(this::state).containsOnly(FulfilmentState.PLANNED);
    }

    @Test
    void a_merchant_that_holds_many_orders_does_not_stop_the_site_for_others() {
        var held = held(merchant, 4);
        var other = placed(merchantWithMugs());

        scenery.releaseByItself(site);
        engine.drain();

        assertThat(state(other)).isEqualTo(FulfilmentState.RELEASED);
        assertThat(held).extracting(this::state).containsOnly(FulfilmentState.PLANNED);
    }

    @Test
    void an_order_goes_to_the_floor_once_its_hold_is_lifted() {
        var held = placed(merchant);
        var hold = all(() -> care.hold(held, EnumSet.of(Hold.Gate.RELEASE), "waits for a person"));
        scenery.releaseByItself(site);
        engine.drain();
        assertThat(state(held)).isEqualTo(FulfilmentState.PLANNED);

        all(() -> {
            care.lift(held, hold);
            return held;
        });
        engine.drain();

        assertThat(state(held)).isEqualTo(FulfilmentState.RELEASED);
    }

    @Test
    void an_order_whose_money_is_gone_does_not_end_the_release() {
        var broke = placed(merchant, "tok_ok");
        var paid = placed(merchant, "tok_ok");
        // The authorisation is over, and the card is good for no other.
        scenery.inTransaction(() -> jdbc.sql("""
                        with gone as (update payment_attempt set expires_at = :long where reference = :order returning tender_id)
                        update tender
                        set instrument = 'tok_decline'
                        where (reference, id) in (select :order, tender_id from gone)
                        """)
                .param("long", java.time.OffsetDateTime.parse("2001-01-01T00:00:00Z"))
                .param("order", broke.value())
                .update());

        int released = all(() -> releases.release(site, Wave.Mode.BATCH, 1));

        assertThat(released).isEqualTo(1);
        assertThat(state(paid)).isEqualTo(FulfilmentState.RELEASED);
        assertThat(state(broke)).isEqualTo(FulfilmentState.PLANNED);
        assertThat(all(() -> fulfilments.heldBack(site))).isEqualTo(1);
    }

    private MerchantId merchantWithMugs() {
        var one = scenery.merchant();
        scenery.receive(one, scenery.item(one, "MUG"), scenery.bin(site, Scenery.unique("A-")), 10);
        return one;
    }

    private List<OrderId> held(MerchantId of, int orders) {
        var held = new ArrayList<OrderId>();
        for (int i = 0; i < orders; i++) {
            var id = placed(of);
            all(() -> care.hold(id, EnumSet.of(Hold.Gate.RELEASE), "waits for a person"));
            held.add(id);
        }
        return held;
    }

    private OrderId placed(MerchantId by) {
        return placed(order(by, NewOrder.Shortage.REFUSE, "MUG", 1));
    }

    private OrderId placed(MerchantId by, String token) {
        return placed(order(by, NewOrder.Shortage.REFUSE, "MUG", 1)
                .paying(List.of(new NewOrder.Tender("CARD", false, 1500L, token))));
    }

    private OrderId placed(NewOrder order) {
        var result = all(() -> intake.take(List.of(order))).getFirst();
        engine.drain();
        return ((IntakeResult.Accepted) result).id();
    }

    private FulfilmentState state(OrderId id) {
        return all(() -> fulfilments.of(id)).getFirst().state();
    }
}
