package wharf.demo;

import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.Context;
import wharf.warehouse.Warehouses;

/**
 * Fills an empty database with the demo's operator, once, after the first administrator is there. {@code wharf.demo=false} forbids it;
 * {@code wharf.demo=true} allows it in an external database too. One with merchants or sites of its own is never made a demo's: a demo can be
 * reset.
 */
@Component
@Order(200)
class DemoSeed implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(DemoSeed.class);

    private final DemoSettings settings;
    private final DemoFurnishing furnishing;
    private final DemoGoods goods;
    private final DemoPeople people;
    private final Welcome welcome;
    private final Warehouses warehouses;
    private final TransactionTemplate transaction;

    DemoSeed(
            DemoSettings settings,
            DemoFurnishing furnishing,
            DemoGoods goods,
            DemoPeople people,
            Welcome welcome,
            Warehouses warehouses,
            TransactionTemplate transaction) {
        this.settings = settings;
        this.furnishing = furnishing;
        this.goods = goods;
        this.people = people;
        this.welcome = welcome;
        this.warehouses = warehouses;
        this.transaction = transaction;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (settings.isOff()) return;
        Context.background("demo").run(this::seed);
    }

    /** All but the orders is one transaction. The orders come after: a start that was cut short between the two takes them up. */
    private void seed() {
        var token = goods.there() ? Optional.<String>empty() : furnish();
        if (!goods.there()) return;
        welcome.progress("the orders of the day");
        welcome.print(token, furnishing.placeOrders());
    }

    /** Empty where there is nothing to do, or another node did it meanwhile. */
    private Optional<String> furnish() {
        return Objects.requireNonNull(transaction.execute(status -> {
            furnishing.alone();
            if (goods.there()) return Optional.<String>empty();
            if (!goods.nobody() || !warehouses.all().isEmpty()) {
                if (settings.isForced())
                    LOG.warn(
                            "wharf.demo=true, but this database has merchants or sites of its own: no demo is put into it");
                return Optional.<String>empty();
            }
            welcome.progress("two warehouses, three merchants, their items, stock and people");
            furnishing.furnish();
            return Optional.of(people.token());
        }));
    }
}
