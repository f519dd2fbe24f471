package wharf.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import wharf.order.OrderState;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.testing.Couriers;
import wharf.testing.Couriers.Sent;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** When an order is over; moves the clock, and so has a database of its own. */
@WharfTest
class ClosingTest {
    @LocalServerPort
    int port;

    @Autowired
    Couriers couriers;

    @Autowired
    Closing closing;

    @Autowired
    Orders orders;

    @Autowired
    Scenery scenery;

    @Autowired
    BusinessClock clock;

    @DynamicPropertySource
    static void alone(DynamicPropertyRegistry registry) {
        Postgres.properties(Postgres.newDatabase()).forEach((name, value) -> registry.add(name, () -> value));
    }

    @Test
    void an_order_is_closed_two_weeks_after_its_last_parcel_came_to_its_end() {
        var delivered = couriers.sent();
        var returned = couriers.sent();
        var underWay = couriers.sent();
        couriers.report(port, delivered, "DELIVERED");
        couriers.report(port, returned, "RETURNED_TO_SENDER");
        couriers.report(port, underWay, "IN_TRANSIT");

        pass(Duration.ofDays(13));
        all(() -> closing.closeAll());
        assertThat(state(delivered)).isEqualTo(OrderState.DELIVERED);

        pass(Duration.ofDays(2));
        assertThat(all(() -> closing.closeAll())).isEqualTo(2);
        assertThat(all(() -> closing.closeAll())).isZero();
        assertThat(state(delivered)).isEqualTo(OrderState.CLOSED);
        assertThat(state(returned)).isEqualTo(OrderState.CLOSED);
        assertThat(state(underWay)).isEqualTo(OrderState.SHIPPED);

        couriers.report(port, underWay, "EXCEPTION");
        pass(Duration.ofDays(60));
        all(() -> closing.closeAll());
        assertThat(state(underWay)).isEqualTo(OrderState.SHIPPED);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void where_the_carrier_tells_nothing_an_order_is_closed_a_month_after_it_left() {
        var silent = couriers.sent();

        pass(Duration.ofDays(29));
        all(() -> closing.closeAll());
        assertThat(state(silent)).isEqualTo(OrderState.SHIPPED);

        pass(Duration.ofDays(2));
        all(() -> closing.closeAll());
        assertThat(state(silent)).isEqualTo(OrderState.CLOSED);
    }

    private void pass(Duration time) {
        all(() -> {
            clock.advance(time);
            return true;
        });
    }

    private OrderState state(Sent sent) {
        return java.util.Objects.requireNonNull(
                all(() -> orders.states(List.of(sent.order()))).get(sent.order()));
    }
}
