package wharf.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import wharf.merchant.Merchants;
import wharf.order.OrderList;
import wharf.order.OrderState;
import wharf.order.OrderSummary;
import wharf.platform.Turn;
import wharf.platform.WorkEngine;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;
import wharf.warehouse.Warehouses;

@WharfTest
class DemoSeedTest {
    private static final int ORDERS = 42;

    @Autowired
    DemoSeed seed;

    @Autowired
    OrderList orders;

    @Autowired
    Merchants merchants;

    @Autowired
    Warehouses warehouses;

    @Autowired
    wharf.inventory.Stock stock;

    @Autowired
    WorkEngine engine;

    @Autowired
    Scenery scenery;

    @DynamicPropertySource
    static void alone(DynamicPropertyRegistry registry) {
        Postgres.properties(Postgres.newDatabase()).forEach((name, value) -> registry.add(name, () -> value));
        registry.add("wharf.demo", () -> true);
        registry.add("wharf.demo-history-days", () -> 0);
    }

    @Test
    void a_fresh_database_is_seeded_once_and_keeps_every_rule() {
        assertThat(listed()).hasSize(ORDERS);
        engine.drain();
        var worked = listed();

        seed.run(new DefaultApplicationArguments());

        assertThat(listed()).hasSize(ORDERS).isEqualTo(worked);
        assertThat(Scenery.all(merchants::all)).hasSize(3);
        assertThat(Scenery.all(warehouses::all)).hasSize(2);
        assertThat(Scenery.all(() -> stock.levels(null, null, Turn.of(null, null, 2), 1000)))
                .hasSize(304);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void the_orders_show_every_early_state() {
        engine.drain();

        assertThat(listed().stream().map(OrderSummary::state).distinct())
                .contains(
                        OrderState.AWAITING_PAYMENT.name(), OrderState.ROUTED.name(), OrderState.IN_FULFILMENT.name());
        assertThat(listed()).anyMatch(order -> order.openHolds() > 0);
        assertThat(Scenery.all(() -> orders.list(
                        new OrderList.Filter(null, null, null, true, null, null), Turn.of(null, null, 2), 10)))
                .singleElement()
                .satisfies(order -> assertThat(order.externalId()).isEqualTo("DEMO-BACKORDER"));
    }

    private java.util.List<OrderSummary> listed() {
        return Scenery.all(() -> orders.list(OrderList.Filter.ALL, Turn.of(null, null, 2), 500));
    }
}
