package wharf.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.endpoints.Api;
import wharf.order.Hold;
import wharf.order.Holds;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.OrderRevisions;
import wharf.order.OrderRevisions.Outcome;
import wharf.order.OrderState;
import wharf.order.Orders;
import wharf.payment.Payments;
import wharf.platform.WorkEngine;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Role;
import wharf.shared.WarehouseId;
import wharf.testing.Floor;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** A revision that was refused is tried again, as long as that can do anything; afterwards people are told what they can do instead. */
@WharfTest
class RefusedRevisionsTest {
    private static final long PRICE = 1000;

    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @Autowired
    OrderIntake intake;

    @Autowired
    Orders orders;

    @Autowired
    OrderRevisions revisions;

    @Autowired
    OrderCare care;

    @Autowired
    Holds holds;

    @Autowired
    Payments payments;

    @Autowired
    WorkEngine engine;

    @Autowired
    Floor floor;

    @LocalServerPort
    int port;

    MerchantId merchant;
    WarehouseId site;
    Api manager;

    @BeforeEach
    void aSiteWithMugsAndTea() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        var bin = scenery.bin(site, "A-01");
        scenery.receive(merchant, scenery.item(merchant, "MUG"), bin, 20);
        scenery.receive(merchant, scenery.item(merchant, "TEA"), bin, 20);
        manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
    }

    @AfterEach
    void everyInvariantHolds() {
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void whileTheOrderGoesOnItIsOfferedAgain() {
        var id = refused(PRICE);

        assertThat(page(id)).contains("Try again", "When the cause is gone").doesNotContain("too late");
        assertThat(retry(id).statusCode()).isEqualTo(202);
    }

    @Test
    void ofACancelledOrderItIsNotOfferedAndTheApiRefusesItInTheSameWords() {
        var id = refused(PRICE);
        all(() -> care.cancel(id, null, "changed her mind"));
        engine.drain();

        var words = "It is cancelled: nothing of it is to be sent. If it is wanted after all, enter it anew.";
        assertThat(page(id))
                .contains("It is too late for this order.</strong> " + words, "href=\"/orders/new\"")
                .doesNotContain("Try again", "When the cause is gone");
        assertThat(people.signedIn(port, Role.MERCHANT_VIEWER, merchant)
                        .get("/orders/" + id)
                        .body())
                .contains(words);
        var answer = retry(id);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("\"order-gone\"", "It is too late for this order. " + words);
        assertThat(manager.form("/orders/" + id + "/revisions/retry", java.util.Map.of())
                        .statusCode())
                .isEqualTo(302);
        engine.drain();
        assertThat(outcome(id)).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void whenAllHasLeftAndOnlyUnitsWereWantedItSaysThatReturnsAreLeft() {
        var id = refused(PRICE);
        ship(id);

        assertThat(page(id))
                .contains("Only the carrier can redirect a parcel now", "href=\"/returns?number=")
                .doesNotContain("Try again");
        assertThat(retry(id).body()).contains("\"order-gone\"", "Everything of it has left.");
    }

    @Test
    void whatBecameCheaperIsStillPaidBackWhenAllHasLeft() {
        var id = refused(PRICE - 100);
        ship(id);

        assertThat(page(id)).contains("Try again").doesNotContain("too late");
        assertThat(retry(id).statusCode()).isEqualTo(202);
        engine.drain();

        assertThat(outcome(id)).isEqualTo(Outcome.PARTLY_APPLIED);
        assertThat(all(() -> payments.view(id.value())).refunded().minor()).isEqualTo(200);
        assertThat(page(id)).doesNotContain("Try again", "too late for this order.</strong>");
    }

    /** Two mugs, and a revision that wants more tea than there is. */
    private OrderId refused(long price) {
        var first = Scenery.order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2);
        var id = ((IntakeResult.Accepted) take(first)).id();
        engine.drain();
        take(first.revised(1, List.of(line("MUG", 2, price), line("TEA", 25, PRICE))));
        engine.drain();
        assertThat(outcome(id)).isEqualTo(Outcome.REFUSED);
        return id;
    }

    private static NewOrder.Line line(String sku, int quantity, long price) {
        return new NewOrder.Line(sku, quantity, price, null, null, null, null, null);
    }

    private IntakeResult take(NewOrder order) {
        return all(() -> intake.take(List.of(order))).getFirst();
    }

    /** A person has looked, and lets it go as it was. */
    private void ship(OrderId id) {
        var open = all(() -> holds.of(id)).stream().filter(Hold::isOpen).toList();
        open.forEach(hold -> all(() -> {
            care.lift(id, hold.id());
            return true;
        }));
        engine.drain();
        floor.work(site);
        assertThat(all(() -> orders.find(id)).orElseThrow().state()).isEqualTo(OrderState.SHIPPED);
    }

    private Outcome outcome(OrderId id) {
        return all(() -> revisions.history(id)).getLast().outcome();
    }

    private String page(OrderId id) {
        return manager.get("/orders/" + id).body();
    }

    private java.net.http.HttpResponse<String> retry(OrderId id) {
        return manager.send("POST", "/api/v1/orders/" + id + "/revisions/retries", null);
    }
}
