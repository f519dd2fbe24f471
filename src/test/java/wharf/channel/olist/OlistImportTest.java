package wharf.channel.olist;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.order.OrderList;
import wharf.order.OrderSummary;
import wharf.order.ParkedMessages;
import wharf.platform.Turn;
import wharf.platform.WorkEngine;
import wharf.shared.MerchantId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** The small tables of {@link Csv}, imported. */
@WharfTest
class OlistImportTest {
    @Autowired
    Scenery scenery;

    @Autowired
    OlistImport imports;

    @Autowired
    OrderList orders;

    @Autowired
    ParkedMessages parked;

    @Autowired
    WorkEngine engine;

    MerchantId merchant;

    @BeforeEach
    void aMerchant() {
        merchant = scenery.merchant();
    }

    @Test
    void everyOrderIsTakenCancelledOrParkedAndTheCountsAddUp() {
        var report = run();

        assertThat(report.orders()).isEqualTo(8);
        assertThat(report.toShip()).isEqualTo(3);
        assertThat(report.cancelled()).isEqualTo(1);
        assertThat(report.parked()).isEqualTo(4);
        assertThat(report.failed()).isZero();
        assertThat(report.fresh()).isEqualTo(4);
        assertThat(report.backordered()).isEqualTo(6);
        assertThat(report.addsUp()).isTrue();
        assertThat(report.reasons())
                .containsOnlyKeys("no-lines", "unknown-status", "unmeasured-product", "payments-mismatch");
        engine.drain();
        assertThat(listed())
                .extracting(OrderSummary::externalId, OrderSummary::state)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("plain", "ACCEPTED"),
                        org.assertj.core.groups.Tuple.tuple("cancelled", "CANCELLED"));
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aSecondRunChangesNothing() {
        var first = run();
        var waiting = waiting();
        engine.drain();
        var second = run();

        assertThat(second.fresh()).isZero();
        assertThat(second.toShip()).isEqualTo(first.toShip());
        assertThat(second.cancelled()).isEqualTo(first.cancelled());
        assertThat(second.parked()).isEqualTo(first.parked());
        assertThat(waiting()).isEqualTo(waiting);
        assertThat(listed()).hasSize(4);
    }

    @Test
    void whatWasParkedIsSettledOnceItCanBeImported() {
        run();
        var measured = new OlistFiles(
                Csv.ORDERS, Csv.ITEMS, Csv.PAYMENTS, Csv.CUSTOMERS, Csv.PRODUCTS.replace(",,,30", ",,90,30"));

        var report = all(() -> imports.run(merchant, measured.read()));

        assertThat(report.fresh()).isEqualTo(1);
        assertThat(report.parked()).isEqualTo(3);
        assertThat(waiting()).hasSize(3);
        assertThat(all(() -> parked.list(merchant, true, Turn.START, 10)))
                .singleElement()
                .satisfies(message -> assertThat(message.externalId()).isEqualTo("unmeasured"));
    }

    private ImportReport run() {
        return all(() -> imports.run(merchant, Csv.files().read()));
    }

    private List<ParkedMessages.Parked> waiting() {
        return all(() -> parked.list(merchant, false, Turn.START, 10));
    }

    private List<OrderSummary> listed() {
        var filter = new OrderList.Filter(merchant, null, null, false, null, null);
        return all(() -> orders.list(filter, Turn.START, 50));
    }
}
