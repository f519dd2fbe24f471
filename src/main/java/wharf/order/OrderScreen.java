package wharf.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.merchant.Merchants;
import wharf.platform.MenuEntry;
import wharf.platform.Shown;
import wharf.platform.list.Asked;
import wharf.platform.list.Cell;
import wharf.platform.list.Listing;
import wharf.platform.list.Lists;
import wharf.shared.Authority;

/** The list of orders. The page of one order belongs to the console, since it shows what every module knows. */
@Controller
class OrderScreen {
    private final Lists lists;
    private final Listing<OrderSummary> listing;

    OrderScreen(Lists lists, Listing<OrderSummary> listing) {
        this.lists = lists;
        this.listing = listing;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry ordersEntry() {
            return new MenuEntry(MenuEntry.Section.ORDERS, 10, "Orders", "/orders", Authority.ORDERS_READ);
        }

        @Bean
        Listing<OrderSummary> orderListing(OrderList orders, Merchants merchants) {
            return Listing.<OrderSummary>of("orders", "Orders", Authority.ORDERS_READ)
                    .search("text", "Number, external id, name, e-mail")
                    .choice("state", "State", OrderState.values())
                    .choice("held", "Hold", "true", "On hold", "false", "Not on hold")
                    .choice("backordered", "Units", "true", "Backordered")
                    .choice("imported", "History", "true", "Imported", "false", "Not imported")
                    .typed("channel", "Channel", "web")
                    .choiceOfSeveral("merchant", "Merchant", merchants::choices)
                    .column(
                            "order",
                            "Order",
                            order -> Cell.link("/orders/" + order.id(), order.number(), order.externalId()))
                    .column("state", "State", OrderScreen::state)
                    .column("placed", "Placed", order -> Cell.at(order.placedAt()))
                    .column("ship_to", "Ship to", order -> Cell.text(order.shipToName(), order.country()))
                    .column("channel", "Channel", order -> Cell.text(order.channel()))
                    .column("merchant", "Merchant", order -> Cell.text(order.merchant()))
                    .number("total", "Total", order -> Cell.money(order.totalMinor(), order.currency()))
                    .csv("number", OrderSummary::number)
                    .csv("merchant", OrderSummary::merchant)
                    .csv("channel", OrderSummary::channel)
                    .csv("external_id", OrderSummary::externalId)
                    .csv("state", OrderSummary::state)
                    .csv("placed_at", OrderSummary::placedAt)
                    .csv("total", order -> Shown.amount(order.totalMinor(), order.currency()))
                    .csv("currency", OrderSummary::currency)
                    .csv("name", OrderSummary::shipToName)
                    .csv("country", OrderSummary::country)
                    .csv("open_holds", OrderSummary::openHolds)
                    .csv("id", OrderSummary::id)
                    .empty(
                            "Orders arrive by POST /api/v1/orders, from your shop's checkout, or by telephone: New order.")
                    .from(
                            (asked, turn, limit) -> orders.list(filter(asked, merchants), turn, limit),
                            order -> order.id().toString(),
                            order -> "order " + order.number(),
                            OrderSummary::cursor,
                            2);
        }

        private static OrderList.Filter filter(Asked asked, Merchants merchants) {
            var state = asked.one("state", OrderState.class);
            return new OrderList.Filter(
                    merchants.filter(asked.text("merchant")),
                    state == null ? null : List.of(state),
                    asked.flag("held"),
                    asked.wants("backordered"),
                    asked.text("channel"),
                    asked.text("text"),
                    asked.flag("imported"));
        }
    }

    private static Cell state(OrderSummary order) {
        var tone = switch (OrderState.valueOf(order.state())) {
            case SHIPPED, DELIVERED, CLOSED -> "green";
            case CANCELLED -> "secondary";
            case AWAITING_PAYMENT -> "yellow";
            case RECEIVED, ACCEPTED, ROUTED, IN_FULFILMENT, PARTIALLY_SHIPPED -> "blue";
        };
        var badges = new ArrayList<>(List.of(new Cell.Badge(Shown.words(order.state()), tone)));
        int holds = order.openHolds();
        if (holds > 0) badges.add(new Cell.Badge(holds == 1 ? "on hold" : holds + " holds", "orange"));
        if (order.imported()) badges.add(new Cell.Badge("imported", "secondary"));
        return Cell.badges(badges);
    }

    @GetMapping("/orders")
    @PreAuthorize("hasAuthority('orders:read')")
    String list(@RequestParam Map<String, String> asked, Model model) {
        return lists.show(listing, asked, model, "order/orders");
    }
}
