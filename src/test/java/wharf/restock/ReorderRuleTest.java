package wharf.restock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ReorderRuleTest {
    @Test
    void aWorkedExample() {
        // Two a day, delivery 10 days, a look every 7: with safety stock the reorder point is 44. 30 are available and
        // 6 on order.
        var rule = new ReorderRule(44, 14, 0, 20, 12);

        // Up to 44 + 14 = 58 from 36: 22, which is above the minimum of 20, in dozens 24.
        assertThat(rule.quantity(36)).isEqualTo(24);
        assertThat(rule.quantity(44)).isEqualTo(24);
        assertThat(rule.quantity(45)).isZero();
    }

    @Test
    void theEconomicQuantityIsALowerBound() {
        // Harris: 730 a year, 50.00 an order, 10.00 a unit, 20 % a year: sqrt(2 · 730 · 5000 / 200) = 191.05.
        long economic = ReorderRule.economicQuantity(730, 5000, 1000, 20, 10_000);

        assertThat(economic).isEqualTo(191);
        assertThat(new ReorderRule(44, 14, economic, 1, 1).quantity(36)).isEqualTo(191);
        assertThat(ReorderRule.economicQuantity(730, 5000, 1000, 20, 100)).isEqualTo(100);
        assertThat(ReorderRule.economicQuantity(730, 0, 1000, 20, 100)).isZero();
    }

    @Test
    void whatIsOrderedIsWholePacksEnoughAndNeverBelowTheMinimum() {
        var random = new Random(8);
        for (int run = 0; run < 10_000; run++) {
            var rule = new ReorderRule(
                    random.nextInt(500),
                    random.nextDouble() * 100,
                    random.nextInt(300),
                    1 + random.nextInt(100),
                    1 + random.nextInt(48));
            long position = random.nextInt(1000) - 300;

            long quantity = rule.quantity(position);

            if (position > rule.reorderPoint()) {
                assertThat(quantity).isZero();
            } else {
                assertThat(quantity % rule.packSize()).isZero();
                assertThat(quantity).isGreaterThanOrEqualTo(rule.minimumQuantity());
                assertThat(position + quantity).isGreaterThanOrEqualTo(rule.reorderPoint());
            }
        }
    }
}
