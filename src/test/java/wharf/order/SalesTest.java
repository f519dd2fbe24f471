package wharf.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.shared.Actor;
import wharf.shared.Lane;
import wharf.shared.MerchantId;
import wharf.shared.Scope;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@WharfTest
class SalesTest {
    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    Sales sales;

    @Autowired
    BusinessClock clock;

    @Test
    void the_last_day_is_set_beside_the_same_hours_a_week_before() {
        var merchant = scenery.merchant();
        var sku = Scenery.unique("CUP");
        scenery.receive(merchant, scenery.item(merchant, sku), scenery.bin(scenery.site(false), "A-01"), 100);
        var now = clock.instant();
        take(merchant, sku, 3, now.minus(Duration.ofHours(1)));
        take(merchant, sku, 1, now.minus(Duration.ofDays(7)).minus(Duration.ofHours(1)));
        take(merchant, sku, 5, now.minus(Duration.ofDays(2)));

        var found = as(merchant, sales::byChannel);

        assertThat(found).containsExactly(new Sales.OfChannel("web", "USD", 1, 3_500, 1, 1_500));
        assertThat(found.getFirst().changePercent()).isEqualTo(133);
        assertThat(as(merchant, sales::byItem))
                .singleElement()
                .satisfies(item -> assertThat(item.units()).isEqualTo(3));
        assertThat(as(scenery.merchant(), sales::byChannel)).isEmpty();
    }

    private void take(MerchantId merchant, String sku, int units, Instant placed) {
        var o = Scenery.order(merchant, NewOrder.Shortage.REFUSE, sku, units);
        var dated = o.with().placedAt(placed).build();
        assertThat(Scenery.all(() -> intake.take(List.of(dated))))
                .allSatisfy(result -> assertThat(result).isInstanceOf(IntakeResult.Accepted.class));
    }

    private static <T> T as(MerchantId merchant, java.util.function.Supplier<T> reading) {
        return new Context(Scope.of(merchant), Actor.user("viewer"), Lane.SCREEN).call(reading::get);
    }
}
