package wharf.demo;

import java.time.Duration;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;

/** Everything a demo begins with: at a first start, and after a reset. */
@Component
class DemoFurnishing {
    private static final long LOCK = 0xde_a10e;

    private final DemoSites sites;
    private final DemoGoods goods;
    private final DemoPeople people;
    private final DemoOrders orders;
    private final DemoHistory history;
    private final LongCarton longCarton;
    private final BusinessClock clock;
    private final JdbcClient jdbc;

    DemoFurnishing(
            DemoSites sites,
            DemoGoods goods,
            DemoPeople people,
            DemoOrders orders,
            DemoHistory history,
            LongCarton longCarton,
            BusinessClock clock,
            JdbcClient jdbc) {
        this.sites = sites;
        this.goods = goods;
        this.people = people;
        this.orders = orders;
        this.history = history;
        this.longCarton = longCarton;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    /** Waits for any other node that looks whether there is a demo, or furnishes one; none does before the caller's transaction has ended. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void alone() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, n) -> 1)
                .list();
    }

    /** Sites, merchants, goods and people; its history is queued. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void furnish() {
        // Whatever this node remembers of the clock may be of before a reset.
        clock.advance(Duration.ZERO);
        longCarton.keep();
        goods.stockUp(sites.east(), sites.west());
        var merchant = Objects.requireNonNull(goods.ids().get(DemoMerchant.CORAL.code()));
        people.letIn(merchant);
        history.begin(merchant);
    }

    /** The open orders, unless they were placed before; returns how many. Not inside a transaction. */
    int placeOrders() {
        return orders.none() ? orders.place() : 0;
    }
}
