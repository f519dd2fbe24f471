package wharf.order;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.order.OrderList.Filter;
import wharf.platform.Cursor;
import wharf.platform.Turn;
import wharf.shared.MerchantId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@WharfTest
class OrderListTest {
    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    OrderList orders;

    MerchantId merchant;

    @BeforeEach
    void fiveOrdersOfWhichTheFirstTwoHaveTheirUnits() {
        merchant = scenery.merchant();
        var item = scenery.item(merchant, "MUG");
        scenery.receive(merchant, item, scenery.bin(scenery.site(false), "A-01"), 2);
        for (int i = 0; i < 5; i++)
            all(() -> intake.take(List.of(Scenery.order(merchant, NewOrder.Shortage.BACKORDER, "MUG", 1))));
    }

    @Test
    void pagesTurnBothWays() {
        var turn = Turn.START;
        var first = turn.cut(list(only(null, false), turn, 3), 2, OrderSummary::cursor);
        turn = Turn.of(first.after(), null, 2);
        var second = turn.cut(list(only(null, false), turn, 3), 2, OrderSummary::cursor);
        turn = Turn.of(null, second.before(), 2);
        var back = turn.cut(list(only(null, false), turn, 3), 2, OrderSummary::cursor);

        assertThat(first.before()).isNull();
        assertThat(back.items()).isEqualTo(first.items());
        assertThat(back.before()).isNull();
        assertThat(second.items()).hasSize(2).doesNotContainAnyElementsOf(first.items());
        assertThat(Cursor.decode(second.after(), 2)).isNotNull();
    }

    @Test
    void filtersNarrowTheList() {
        var newest = list(only(null, false), Turn.START, 10).getFirst();

        assertThat(list(only(null, true), Turn.START, 10)).hasSize(3);
        assertThat(list(only(newest.externalId(), false), Turn.START, 10))
                .extracting(OrderSummary::id)
                .containsExactly(newest.id());
        assertThat(list(only("#" + newest.number(), false), Turn.START, 10))
                .extracting(OrderSummary::id)
                .containsExactly(newest.id());
        assertThat(list(only("nobody at all", false), Turn.START, 10)).isEmpty();
        assertThat(list(new Filter(merchant, List.of(OrderState.SHIPPED), null, false, null, null), Turn.START, 10))
                .isEmpty();
        assertThat(list(new Filter(merchant, null, true, false, null, null), Turn.START, 10))
                .isEmpty();
        assertThat(list(new Filter(merchant, null, null, false, "web", null), Turn.START, 10))
                .hasSize(5);
        assertThat(list(new Filter(merchant, null, null, false, "amazon", null), Turn.START, 10))
                .isEmpty();
    }

    private Filter only(@org.jspecify.annotations.Nullable String text, boolean backordered) {
        return new Filter(merchant, null, null, backordered, null, text);
    }

    private List<OrderSummary> list(Filter filter, Turn turn, int limit) {
        return all(() -> orders.list(filter, turn, limit));
    }
}
