package wharf.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.catalog.NewPrice;
import wharf.catalog.Prices;
import wharf.merchant.Merchants;
import wharf.platform.BusinessClock;
import wharf.shared.OrderId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** What an item can be exchanged for goes by what the shop sells both for. */
@WharfTest
class ExchangePricesTest {
    @Autowired
    ReturnScenery dock;

    @Autowired
    Returnables returnables;

    @Autowired
    Prices prices;

    @Autowired
    Merchants merchants;

    @Autowired
    Scenery scenery;

    @Autowired
    BusinessClock clock;

    @Autowired
    JdbcClient jdbc;

    private ReturnScenery.Shop shop;
    private OrderId order;

    @BeforeEach
    void aMugThatIsWorthLessThanACup() {
        shop = dock.shop("MUG", "CUP");
        order = dock.shipped(shop, "MUG", 1);
        worth("MUG", 1000);
        worth("CUP", 1500);
    }

    @Test
    void without_prices_the_catalogues_values_are_compared() {
        assertThat(cup()).isEmpty();
        worth("CUP", 900);
        assertThat(cup()).contains(100L);
    }

    @Test
    void where_both_have_a_price_the_prices_are() {
        price("MUG", 2000, "USD");
        price("CUP", 1800, "USD");
        assertThat(cup()).contains(200L);

        price("CUP", 2100, "USD");
        assertThat(cup()).as("dearer now").isEmpty();
    }

    @Test
    void a_price_of_one_alone_or_in_another_currency_or_of_tomorrow_does_not_count() {
        price("CUP", 1, "USD");
        assertThat(cup()).isEmpty();
        price("MUG", 2000, "EUR");
        assertThat(cup()).isEmpty();
        all(() -> {
            prices.put(
                    merchants.find(shop.merchant()).orElseThrow(),
                    List.of(new NewPrice("MUG", 2000L, "USD", clock.instant().plus(Duration.ofDays(1)))));
            return true;
        });
        assertThat(cup()).isEmpty();
    }

    @Test
    void the_difference_of_the_prices_is_paid_back_and_no_more_than_was_paid() {
        price("MUG", 9000, "USD");
        price("CUP", 500, "USD");

        var preview = all(() -> returnables.preview(ReturnScenery.exchange(order, 1, 1, "CUP")));

        assertThat(preview.lines().getFirst().amount().minor()).isEqualTo(1000);
    }

    private Optional<Long> cup() {
        return all(() -> returnables.of(order))
                .line(1)
                .orElseThrow()
                .choice("CUP")
                .map(Returnable.Choice::differenceMinor);
    }

    private void price(String sku, long minor, String currency) {
        all(() -> {
            prices.put(
                    merchants.find(shop.merchant()).orElseThrow(), List.of(new NewPrice(sku, minor, currency, null)));
            return true;
        });
    }

    private void worth(String sku, long minor) {
        scenery.inTransaction(
                () -> jdbc.sql("update item set value_minor = :minor where merchant_id = :merchant and sku = :sku")
                        .param("minor", minor)
                        .param("merchant", shop.merchant().value())
                        .param("sku", sku)
                        .update());
    }
}
