package wharf.order;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.MenuEntry;
import wharf.platform.Shown;
import wharf.platform.Turn;
import wharf.platform.web.CsvExport;
import wharf.shared.Authority;

/** The list of orders. The page of one order belongs to the console, since it shows what every module knows. */
@Controller
class OrderScreen {
    private static final int SHOWN = 50;
    private static final int EXPORTED_AT_ONCE = 500;
    private static final List<String> HEADER = List.of(
            "number",
            "merchant",
            "channel",
            "external_id",
            "state",
            "placed_at",
            "total",
            "currency",
            "name",
            "country",
            "open_holds",
            "id");

    private final OrderList orders;
    private final Merchants merchants;

    OrderScreen(OrderList orders, Merchants merchants) {
        this.orders = orders;
        this.merchants = merchants;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry ordersEntry() {
            return new MenuEntry(MenuEntry.Section.ORDERS, 10, "Orders", "/orders", Authority.ORDERS_READ);
        }
    }

    @GetMapping("/orders")
    @PreAuthorize("hasAuthority('orders:read')")
    String list(@ModelAttribute OrderSearch search, Model model) {
        var turn = Turn.of(search.after(), search.before(), 2);
        var rows = orders.list(filter(search), turn, SHOWN + 1);
        model.addAttribute("orders", turn.cut(rows, SHOWN, OrderSummary::cursor));
        model.addAttribute("search", search);
        model.addAttribute("merchants", merchants.all());
        return "order/orders";
    }

    @GetMapping("/orders.csv")
    @PreAuthorize("hasAuthority('orders:read')")
    void export(@ModelAttribute OrderSearch search, HttpServletResponse response) {
        var filter = filter(search);
        CsvExport.<OrderSummary>send(
                response,
                "orders.csv",
                HEADER,
                last -> orders.list(
                        filter, Turn.after(last == null ? null : Cursor.decode(last.cursor(), 2)), EXPORTED_AT_ONCE),
                OrderScreen::cells);
    }

    private OrderList.Filter filter(OrderSearch search) {
        return new OrderList.Filter(
                merchants.filter(search.merchant()),
                search.state() == null ? null : List.of(search.state()),
                search.held(),
                Boolean.TRUE.equals(search.backordered()),
                search.channel(),
                search.text(),
                search.imported());
    }

    private static List<? extends @Nullable Object> cells(OrderSummary order) {
        return Arrays.asList(
                order.number(),
                order.merchant(),
                order.channel(),
                order.externalId(),
                order.state(),
                order.placedAt(),
                Shown.amount(order.totalMinor(), order.currency()),
                order.currency(),
                order.shipToName(),
                order.country(),
                order.openHolds(),
                order.id());
    }
}
