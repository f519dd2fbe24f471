package wharf.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.merchant.Merchants;
import wharf.order.OrderList;
import wharf.platform.Turn;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;
import wharf.warehouse.Warehouses;

/** Nodes that start at the same moment on one empty database. */
@WharfTest
class DemoSeedRaceTest {
    private static final int NODES = 3;

    @Autowired
    DemoFurnishing furnishing;

    @Autowired
    DemoGoods goods;

    @Autowired
    DemoPeople people;

    @Autowired
    Merchants merchants;

    @Autowired
    Warehouses warehouses;

    @Autowired
    OrderList orders;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Scenery scenery;

    @DynamicPropertySource
    static void alone(DynamicPropertyRegistry registry) {
        Postgres.properties(Postgres.newDatabase()).forEach((name, value) -> registry.add(name, () -> value));
        registry.add("wharf.demo", () -> false);
        registry.add("wharf.demo-history-days", () -> 0);
    }

    @Test
    void one_of_them_furnishes_the_demo_and_all_of_them_start() throws Exception {
        var environment = new MockEnvironment().withProperty("wharf.demo", "true");
        var settings = new DemoSettings(environment);
        var seed = new DemoSeed(
                settings, furnishing, goods, people, new Welcome(environment, settings), warehouses, transaction);
        var start = new CyclicBarrier(NODES);

        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = IntStream.range(0, NODES)
                    .<Callable<Boolean>>mapToObj(node -> () -> {
                        start.await();
                        seed.run(new DefaultApplicationArguments());
                        return true;
                    })
                    .toList();
            for (var node : nodes.invokeAll(starts)) assertThat(node.get()).isTrue();
        }

        assertThat(Scenery.all(merchants::all)).hasSize(3);
        assertThat(Scenery.all(warehouses::all)).hasSize(2);
        assertThat(Scenery.all(() -> orders.list(OrderList.Filter.ALL, Turn.of(null, null, 2), 500)))
                .hasSize(42)
                .filteredOn(order -> order.externalId().equals("DEMO-HELD"))
                .singleElement()
                .satisfies(order -> assertThat(order.openHolds()).isEqualTo(1));
        assertThat(scenery.inTransaction(() -> jdbc.sql("select count(*) from api_token where name = 'Demo'")
                        .query(Long.class)
                        .single()))
                .isEqualTo(1);
        assertThat(scenery.broken()).isEmpty();
    }
}
