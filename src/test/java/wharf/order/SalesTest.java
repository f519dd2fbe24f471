package wharf.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    @Autowired
    JdbcClient jdbc;

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

    @Test
    void what_replaces_others_and_what_is_practised_with_is_not_sold() {
        var merchant = scenery.merchant();
        var sku = Scenery.unique("CUP");
        scenery.receive(merchant, scenery.item(merchant, sku), scenery.bin(scenery.site(false), "A-01"), 100);
        var lately = clock.instant().minus(Duration.ofHours(1));
        take(merchant, "web", sku, 1, lately);
        take(merchant, Replacements.RESHIP, sku, 1, lately);
        take(merchant, Replacements.EXCHANGE, sku, 1, lately);

        assertThat(as(merchant, sales::byChannel))
                .extracting(Sales.OfChannel::channel)
                .containsExactly("web");
        assertThat(as(merchant, sales::byItem))
                .singleElement()
                .satisfies(item -> assertThat(item.units()).isEqualTo(1));

        scenery.inTransaction(() -> jdbc.sql("update merchant set training = true where id = :id")
                .param("id", merchant.value())
                .update());
        assertThat(as(merchant, sales::byChannel)).isEmpty();
        assertThat(as(merchant, sales::byItem)).isEmpty();
    }

    @Test
    void today_is_set_beside_the_same_hours_by_the_clock_though_clocks_were_changed_since() {
        var newYork = ZoneId.of("America/New_York");

        assertThat(Sales.Window.today(Instant.parse("2026-11-05T15:00:00Z"), newYork))
                .isEqualTo(new Sales.Window(
                        Instant.parse("2026-11-05T05:00:00Z"),
                        Instant.parse("2026-11-05T15:00:00Z"),
                        Instant.parse("2026-10-29T04:00:00Z"),
                        Instant.parse("2026-10-29T14:00:00Z")));
        assertThat(Sales.Window.today(Instant.parse("2026-03-10T14:00:00Z"), newYork))
                .isEqualTo(new Sales.Window(
                        Instant.parse("2026-03-10T04:00:00Z"),
                        Instant.parse("2026-03-10T14:00:00Z"),
                        Instant.parse("2026-03-03T05:00:00Z"),
                        Instant.parse("2026-03-03T15:00:00Z")));
    }

    private void take(MerchantId merchant, String sku, int units, Instant placed) {
        take(merchant, "web", sku, units, placed);
    }

    private void take(MerchantId merchant, String channel, String sku, int units, Instant placed) {
        var o = Scenery.order(merchant, NewOrder.Shortage.REFUSE, sku, units);
        var dated = NewOrder.of(o.merchant(), channel, o.externalId())
                .currency(o.currency())
                .lines(o.lines())
                .shipTo(o.shipTo())
                .shippingMinor(o.shippingMinor())
                .shortage(o.shortage())
                .placedAt(placed)
                .build();
        assertThat(Scenery.all(() -> intake.take(List.of(dated))))
                .allSatisfy(result -> assertThat(result).isInstanceOf(IntakeResult.Accepted.class));
    }

    private static <T> T as(MerchantId merchant, java.util.function.Supplier<T> reading) {
        return new Context(Scope.of(merchant), Actor.user("viewer"), Lane.SCREEN).call(reading::get);
    }
}
