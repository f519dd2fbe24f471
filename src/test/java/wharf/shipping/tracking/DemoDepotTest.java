package wharf.shipping.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import wharf.catalog.NewItem;
import wharf.geography.Address;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.OrderState;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.platform.WorkEngine;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.shipping.ParcelState;
import wharf.shipping.Sscc;
import wharf.testing.Couriers;
import wharf.testing.Couriers.Sent;
import wharf.testing.Floor;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** The simulated carrier on the business clock, which is moved here: so this test has a database of its own. */
@WharfTest
class DemoDepotTest {
    @Autowired
    Couriers couriers;

    @Autowired
    Scenery scenery;

    @Autowired
    DemoDepot depot;

    @Autowired
    DemoParcels books;

    @Autowired
    Polls polls;

    @Autowired
    Journeys journeys;

    @Autowired
    Orders orders;

    @Autowired
    BusinessClock clock;

    @Autowired
    WorkEngine engine;

    @Autowired
    OrderIntake intake;

    @Autowired
    Floor floor;

    @Autowired
    JdbcClient jdbc;

    MerchantId merchant;
    WarehouseId site;

    @DynamicPropertySource
    static void alone(DynamicPropertyRegistry registry) {
        Postgres.properties(Postgres.newDatabase()).forEach((name, value) -> registry.add(name, () -> value));
    }

    @BeforeEach
    void aSite() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        var mug = scenery.items(merchant, NewItem.physical("MUG", "Mug", 250, 120, 80, 40))
                .get("MUG");
        scenery.receive(merchant, java.util.Objects.requireNonNull(mug), scenery.bin(site, "A-01"), 50);
    }

    @Test
    void as_time_passes_a_parcel_travels_and_arrives() {
        var sent = sent("[demo:on-time]");
        pass(Duration.ofHours(2));
        assertThat(milestone(sent)).isEqualTo(Milestone.PICKED_UP);

        pass(Duration.ofDays(9));

        assertThat(state(sent)).isEqualTo(ParcelState.DELIVERED);
        assertThat(all(() -> orders.states(List.of(sent.order())))).containsValue(OrderState.DELIVERED);
        assertThat(all(() -> depot.deliver())).isZero();
        assertThat(scenery.broken()).isEmpty();
    }

    /** Whatever was sent twice because a node died between sending and noting it is known. */
    @Test
    void news_told_again_after_a_crash_is_no_news() {
        var sent = sent("[demo:on-time]");
        pass(Duration.ofDays(9));
        int heard = all(() -> journeys.of(sent.parcel())).events().size();

        scenery.inTransaction(() -> {
            var parcel = books.find(sent.tracking()).orElseThrow();
            books.told(
                    List.of(new DemoParcels.Carried(parcel.trip(), parcel.sent(), null)),
                    parcel.trip().handedOverAt());
            return true;
        });
        all(() -> polls.run(List.of(sent.parcel().value())));
        all(() -> depot.deliver());
        engine.drain();

        assertThat(all(() -> journeys.of(sent.parcel())).events()).hasSize(heard);
    }

    @Test
    void a_hurried_parcel_is_there_at_once_with_its_steps_in_order() {
        var sent = sent("[demo:attempted]");
        pass(Duration.ofHours(2));

        hurry(sent.parcel());
        hurry(sent.parcel());

        assertThat(state(sent)).isEqualTo(ParcelState.DELIVERED);
        var events = all(() -> journeys.of(sent.parcel())).events();
        assertThat(events)
                .extracting(TrackingEvent::milestone)
                .containsSubsequence(
                        Milestone.PICKED_UP, Milestone.ATTEMPTED, Milestone.OUT_FOR_DELIVERY, Milestone.DELIVERED);
        assertThat(events.getLast().occurredAt()).isBeforeOrEqualTo(clock.instant());
        assertThat(scenery.broken()).isEmpty();
    }

    /** Who was telling its first news just then must not put off what comes next to the days that were skipped. */
    @Test
    void a_parcel_hurried_while_its_news_is_told_is_there_at_once_too() {
        var sent = sent("[demo:on-time]");
        var beingTold = scenery.inTransaction(() -> books.due(clock.instant(), 500)).stream()
                .filter(parcel -> parcel.trip().tracking().equals(sent.tracking()))
                .toList();
        assertThat(beingTold).hasSize(1);
        scenery.inTransaction(() -> {
            books.forward(sent.tracking());
            return true;
        });

        scenery.inTransaction(() -> {
            books.told(beingTold, clock.instant());
            return true;
        });
        all(() -> depot.deliver());
        engine.drain();

        assertThat(state(sent)).isEqualTo(ParcelState.DELIVERED);
    }

    @Test
    void what_cannot_be_delivered_comes_back() {
        var sent = sent("[demo:returned]");
        pass(Duration.ofHours(2));
        hurry(sent.parcel());

        assertThat(state(sent)).isEqualTo(ParcelState.RETURNED_TO_SENDER);
        assertThat(all(() -> orders.states(List.of(sent.order())))).containsValue(OrderState.SHIPPED);
    }

    @Test
    void what_a_visitor_of_the_demo_has_ordered_arrives_in_time_whatever_was_drawn_for_it() {
        var order = ((IntakeResult.Accepted)
                        all(() -> intake.take(List.of(Scenery.order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1))))
                                .getFirst())
                .id();
        visited(order);
        engine.drain();
        drawUntilOneIsLost();

        floor.work(site);

        var parcel = couriers.parcelOf(order).id();
        pass(Duration.ofDays(9));
        assertThat(couriers.view(parcel).state()).isEqualTo(ParcelState.DELIVERED);
    }

    private void visited(OrderId order) {
        scenery.inTransaction(() -> jdbc.sql("""
                insert into demo_visit (id, merchant_id, cart_id, order_id, begun_at, kept_until)
                values (gen_random_uuid(), :merchant, gen_random_uuid(), :order, now(), now())
                """)
                .param("merchant", merchant.value())
                .param("order", order.value())
                .update());
    }

    /** The carrier's next number is one of a parcel that it would lose. */
    private void drawUntilOneIsLost() {
        scenery.inTransaction(() -> {
            var next = 0L;
            do {
                next = 1
                        + jdbc.sql("select nextval('demo_carrier_tracking')")
                                .query(Long.class)
                                .single();
            } while (DemoTrip.Fate.of("WD" + next + Sscc.checkDigit(Long.toString(next)), "Ann", false)
                    != DemoTrip.Fate.LOST);
            return next;
        });
    }

    @Test
    void a_carrier_that_is_silent_is_asked() {
        var sent = sent("[demo:silent] [demo:on-time]");
        pass(Duration.ofDays(9));
        assertThat(milestone(sent)).isNull();

        assertThat(all(() -> polls.queue())).isPositive();
        engine.drain();

        assertThat(state(sent)).isEqualTo(ParcelState.DELIVERED);
        assertThat(all(() -> journeys.of(sent.parcel())).events())
                .allMatch(event -> event.heard() == TrackingEvent.Heard.POLL);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void who_was_just_asked_is_not_asked_again_at_once() {
        sent("[demo:silent] [demo:on-time]");
        clock.advance(Duration.ofHours(13));
        all(() -> polls.queue());
        engine.drain();

        assertThat(all(() -> polls.queue())).isZero();
    }

    @Test
    void what_has_not_left_cannot_be_hurried() {
        assertThatThrownBy(() -> all(() -> {
                    depot.fastForward(ParcelId.next());
                    return true;
                }))
                .isInstanceOf(Refusal.class);
    }

    private void pass(Duration time) {
        all(() -> {
            clock.advance(time);
            return true;
        });
        all(() -> depot.deliver());
        engine.drain();
    }

    private void hurry(ParcelId parcel) {
        all(() -> {
            depot.fastForward(parcel);
            return true;
        });
        engine.drain();
    }

    private @org.jspecify.annotations.Nullable Milestone milestone(Sent sent) {
        var ways = all(() -> journeys.ways(List.of(sent.parcel())));
        return java.util.Objects.requireNonNull(ways.get(sent.parcel())).milestone();
    }

    private ParcelState state(Sent sent) {
        return couriers.view(sent.parcel()).state();
    }

    private Sent sent(String wish) {
        var order = Scenery.order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1);
        var miami = Scenery.miami();
        var to = new Address(
                "Ann " + wish,
                null,
                miami.line1(),
                null,
                miami.city(),
                miami.region(),
                miami.postcode(),
                miami.country(),
                miami.phone(),
                miami.email());
        return couriers.sent(merchant, site, order.with().shipTo(to).build());
    }
}
