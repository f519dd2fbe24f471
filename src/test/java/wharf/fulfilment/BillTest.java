package wharf.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.testing.Scenery;

class BillTest {
    private static final long SHIPPING = 500;

    @Test
    void nothingIsDueBeforeAnythingLeft() {
        var bill = Bill.of(order(line(1, 3, 1000, 0, 0)));

        assertThat(bill.open()).isTrue();
        assertThat(bill.dueNow().minor()).isZero();
        assertThat(bill.payable().minor()).isEqualTo(3500);
    }

    @Test
    void shippingIsDueWithTheLastShipment() {
        assertThat(Bill.of(order(line(1, 3, 1000, 2, 0))).dueNow().minor()).isEqualTo(2000);
        assertThat(Bill.of(order(line(1, 3, 1000, 3, 0))).dueNow().minor()).isEqualTo(3500);
    }

    @Test
    void cancelledUnitsAreNotPayableAndTheRestPaysTheShipping() {
        var bill = Bill.of(order(line(1, 3, 1000, 2, 1)));

        assertThat(bill.open()).isFalse();
        assertThat(bill.payable().minor()).isEqualTo(2500);
        assertThat(bill.dueNow()).isEqualTo(bill.payable());
    }

    @Test
    void nothingAtAllIsPayableWhenEverythingIsCancelled() {
        var bill = Bill.of(order(line(1, 3, 1000, 0, 3), line(2, 1, 10, 0, 1)));

        assertThat(bill.payable().minor()).isZero();
        assertThat(bill.dueNow().minor()).isZero();
        assertThat(bill.open()).isFalse();
    }

    @Test
    void aKitCountsOnlyWhenAllItsComponentsHaveLeft() {
        var kit = new OrderView.Line(
                1, ItemId.next(), "SET", "Set", 2, 0, 1000, 0, 0, List.of(units(2, 4, 4, 0), units(1, 2, 1, 0)));

        assertThat(Bill.of(order(kit)).dueNow().minor()).isEqualTo(1000);
    }

    @Test
    void unitsOfAKitThatLeaveAloneDoNotMakeItDue() {
        var kit = new OrderView.Line(
                1, ItemId.next(), "SET", "Set", 2, 0, 1000, 0, 0, List.of(units(2, 4, 3, 0), units(1, 2, 2, 0)));

        assertThat(Bill.of(order(kit)).dueNow().minor()).isEqualTo(1000);
    }

    @Test
    void unitsFulfilledElsewhereAreDueAndNotOpen() {
        var elsewhere = new OrderView.Units(ItemId.next(), "PART", 1, 3, 0, 0, 0, 0, 0, 1, 0, 2);
        var bill = Bill.of(
                order(new OrderView.Line(1, ItemId.next(), "SKU", "Thing", 3, 0, 1000, 0, 0, List.of(elsewhere))));

        assertThat(bill.open()).isFalse();
        assertThat(bill.dueNow().minor()).isEqualTo(3500);

        var open = new OrderView.Units(ItemId.next(), "PART", 1, 3, 0, 1, 0, 0, 0, 0, 0, 2);
        var half =
                Bill.of(order(new OrderView.Line(1, ItemId.next(), "SKU", "Thing", 3, 0, 1000, 0, 0, List.of(open))));

        assertThat(half.open()).isTrue();
        assertThat(half.dueNow().minor()).isEqualTo(2000);
    }

    /** Units leave or are cancelled one after another: what is due only rises, what is payable only falls, and at the end they are one. */
    @Test
    void howeverAnOrderEndsItsPartsAddUp() {
        var random = new Random(20263);
        for (int i = 0; i < 2_000; i++) {
            int quantity = random.nextInt(1, 9);
            long price = random.nextLong(1, 5_000);
            long discount = random.nextLong(price);
            long tax = random.nextLong(700);
            var before = Bill.of(order(line(1, quantity, price, discount, tax, 0, 0)));
            int shipped = 0;
            int cancelled = 0;
            while (shipped + cancelled < quantity) {
                if (random.nextBoolean()) shipped++;
                else cancelled++;
                var bill = Bill.of(order(line(1, quantity, price, discount, tax, shipped, cancelled)));
                assertThat(bill.dueNow().minor())
                        .isBetween(
                                shipped == 0 ? 0 : before.dueNow().minor(),
                                bill.payable().minor());
                assertThat(bill.payable()).isLessThanOrEqualTo(before.payable());
                assertThat(bill.open()).isEqualTo(shipped + cancelled < quantity);
                before = bill;
            }
            assertThat(before.dueNow()).isEqualTo(before.payable());
            long net = price * quantity - discount + tax;
            if (cancelled == 0) assertThat(before.payable().minor()).isEqualTo(net + SHIPPING);
            if (shipped == 0) assertThat(before.payable().minor()).isZero();
        }
    }

    /** A list of an amount for each unit takes hundreds of megabytes. */
    @Test
    void aLineOfAMillionUnitsTakesNoMemory() {
        var order = order(line(1, 1_000_000, 7, 0, 3, 300_000, 2));
        Bill.of(order);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        var bill = Bill.of(order);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000_000);
        assertThat(bill.dueNow().minor()).isEqualTo(2_100_003);
        assertThat(bill.payable().minor()).isEqualTo(7_000_003 - 14 + SHIPPING);
    }

    private static OrderView.Line line(int number, int quantity, long price, int shipped, int cancelled) {
        return line(number, quantity, price, 0, 0, shipped, cancelled);
    }

    private static OrderView.Line line(
            int number, int quantity, long price, long discount, long tax, int shipped, int cancelled) {
        return new OrderView.Line(
                number,
                ItemId.next(),
                "SKU" + number,
                "Thing",
                quantity,
                0,
                price,
                discount,
                tax,
                List.of(units(1, quantity, shipped, cancelled)));
    }

    private static OrderView.Units units(int perUnit, int quantity, int shipped, int cancelled) {
        int open = quantity - shipped - cancelled;
        return new OrderView.Units(ItemId.next(), "PART", perUnit, quantity, 0, open, 0, 0, 0, shipped, cancelled, 0);
    }

    private static OrderView order(OrderView.Line... lines) {
        var all = new ArrayList<>(List.of(lines));
        long subtotal =
                all.stream().mapToLong(l -> l.unitPriceMinor() * l.quantity()).sum();
        long discount = all.stream().mapToLong(OrderView.Line::discountMinor).sum();
        long tax = all.stream().mapToLong(OrderView.Line::taxMinor).sum();
        return new OrderView(
                OrderId.next(),
                MerchantId.next(),
                100_001,
                "web",
                "X1",
                0,
                OrderState.IN_FULFILMENT,
                Instant.EPOCH,
                "USD",
                subtotal,
                discount,
                SHIPPING,
                tax,
                subtotal - discount + SHIPPING + tax,
                0,
                null,
                Scenery.miami(),
                null,
                "en",
                null,
                0,
                0,
                all);
    }
}
