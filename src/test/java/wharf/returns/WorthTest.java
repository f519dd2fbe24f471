package wharf.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.testing.Scenery;

/** What units are worth adds up to what was paid for them, to the minor unit, however the order's own discount and tax fall. */
class WorthTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theUnitsOfAnOrderAddUpToItsTotalLessShipping(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            var order = order(random);
            var worth = Worth.of(order);
            long sum = order.lines().stream()
                    .mapToLong(
                            line -> worth.sum(line.number(), 0, line.quantity()).minor())
                    .sum();
            assertThat(sum).isEqualTo(order.totalMinor() - order.shippingMinor());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 33, 50, 99, 100})
    void aPercentageNeverEarnsMoreThanWasPaid(int percent) {
        for (long minor = 0; minor < 500; minor++)
            assertThat(Worth.percent(Money.of(minor, "USD"), percent).minor()).isBetween(0L, minor);
    }

    private static OrderView order(Random random) {
        var lines = new ArrayList<OrderView.Line>();
        long sum = 0;
        for (int n = 1; n <= 1 + random.nextInt(4); n++) {
            int quantity = 1 + random.nextInt(7);
            long price = 100 + random.nextInt(9_999);
            long discount = random.nextInt(100);
            long tax = random.nextInt(700);
            sum += price * quantity - discount + tax;
            lines.add(new OrderView.Line(
                    n, ItemId.next(), "S" + n, "Item", quantity, 0, price, discount, tax, List.of()));
        }
        long whole = random.nextInt(3) == 0 ? 0 : random.nextInt(80) - 50;
        long shipping = random.nextInt(1_000);
        return new OrderView(
                OrderId.next(),
                MerchantId.next(),
                1,
                "web",
                "X",
                0,
                OrderState.SHIPPED,
                Instant.EPOCH,
                "USD",
                sum,
                0,
                shipping,
                0,
                sum + whole + shipping,
                0,
                null,
                Scenery.miami(),
                null,
                "en",
                null,
                0,
                0,
                lines);
    }
}
