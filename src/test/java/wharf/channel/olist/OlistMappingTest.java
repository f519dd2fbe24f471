package wharf.channel.olist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import wharf.channel.olist.OlistMapping.Mapped;
import wharf.order.NewOrder;
import wharf.shared.Problem;
import wharf.shared.Refusal;

class OlistMappingTest {
    private final OlistTables tables = Csv.files().read();

    @Test
    void localTimesArePlacedInBrazilAndLostZerosComeBack() {
        var order = sold("plain").order();

        assertThat(order.placedAt()).isEqualTo(Instant.parse("2018-01-20T14:15:57Z"));
        var address = Objects.requireNonNull(order.shipTo());
        assertThat(address.postcode()).isEqualTo("09121");
        assertThat(address.country()).isEqualTo("BR");
        assertThat(address.name()).isEqualTo("Cliente 01234567");
        assertThat(order.shortage()).isEqualTo(NewOrder.Shortage.BACKORDER);
    }

    @Test
    void amountsBecomeMinorUnitsAndInstalmentsANote() {
        var order = sold("plain").order();

        assertThat(order.shippingMinor()).isEqualTo(6724);
        assertThat(order.lines()).containsExactly(new NewOrder.Line("p1", 1, 22500L, null, null, null, null, null));
        assertThat(order.tenders()).containsExactly(new NewOrder.Tender("CARD", true, 29224L, null));
        assertThat(order.discountMinor()).isNull();
        assertThat(order.note()).isEqualTo("Paid by card: 292.24 BRL in 5 instalments.");
    }

    @Test
    void unitsOfOneProductBecomeOneLineAndPaymentsKeepTheirSequence() {
        var order = sold("several").order();

        assertThat(order.lines())
                .containsExactly(
                        new NewOrder.Line("p1", 2, 1000L, null, null, null, null, null),
                        new NewOrder.Line("p2", 1, 777L, null, null, null, null, null));
        assertThat(order.tenders())
                .containsExactly(
                        new NewOrder.Tender("BANK_SLIP", true, 3000L, null),
                        new NewOrder.Tender("GIFT_CARD", true, 879L, null));
        assertThat(order.shippingMinor()).isEqualTo(1103);
        assertThat(order.discountMinor()).isEqualTo(1);
        assertThat(order.note()).contains("1 cents less");
    }

    @Test
    void whatTheSourceHasCalledOffIsKnownAsSuch() {
        assertThat(sold("cancelled").calledOff()).isTrue();
        assertThat(sold("plain").calledOff()).isFalse();
    }

    @Test
    void whatCannotBecomeAnOrderSaysWhy() {
        assertThat(reasons("empty")).containsExactly("no-lines");
        assertThat(reasons("strange")).containsExactly("unknown-status");
        assertThat(reasons("unmeasured")).containsExactly("unmeasured-product");
        assertThat(reasons("mismatch")).containsExactly("payments-mismatch");
    }

    @Test
    void anOrderWithoutAnyPaymentIsTakenAsCollectedByTheChannel() {
        var order = sold("unpaid").order();

        assertThat(order.tenders()).isNull();
        assertThat(order.note()).contains("No payment is recorded");
    }

    @Test
    void measuresAreRoundedUpToMillimetres() {
        var item = OlistMapping.item(Objects.requireNonNull(tables.products().get("p2")))
                .orElseThrow();

        assertThat(item.weightGrams()).isEqualTo(1000);
        assertThat(item.lengthMm()).isEqualTo(305);
        assertThat(item.widthMm()).isEqualTo(200);
        assertThat(item.heightMm()).isEqualTo(180);
        assertThat(item.name()).isEqualTo("moveis, decoracao p2");
    }

    @Test
    void aTableWithoutAColumnOrWithAnIdTwiceIsRefused() {
        var lacking = new OlistFiles("order_id\nx\n", Csv.ITEMS, Csv.PAYMENTS, Csv.CUSTOMERS, Csv.PRODUCTS);
        var twice = new OlistFiles(Csv.ORDERS + "plain,c1,delivered,2018-01-20 12:15:57,\n", "", "", "", "");

        assertThatThrownBy(lacking::read).isInstanceOf(Refusal.class).hasMessageContaining("customer_id");
        assertThatThrownBy(twice::read).isInstanceOf(Refusal.class).hasMessageContaining("twice");
    }

    private Mapped.Sold sold(String id) {
        return (Mapped.Sold) mapped(id);
    }

    private java.util.List<String> reasons(String id) {
        return ((Mapped.Unfit) mapped(id))
                .problems().stream().map(Problem::code).toList();
    }

    private Mapped mapped(String id) {
        var order = tables.orders().stream()
                .filter(next -> next.id().equals(id))
                .findFirst()
                .orElseThrow();
        return new OlistMapping(tables, "m", Set.of()).map(order);
    }
}
