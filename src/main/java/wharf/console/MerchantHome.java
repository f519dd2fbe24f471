package wharf.console;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import wharf.order.Sales;
import wharf.platform.WharfPrincipal;
import wharf.restock.Restock;
import wharf.shared.Authority;
import wharf.warehouse.Warehouse;
import wharf.warehouse.Warehouses;

/** What a merchant looks at first: what sells today, beside last week, and what will run out. The day is that of the first warehouse. */
@Component
class MerchantHome {
    private static final int SCARCE = 8;

    private final Sales sales;
    private final Restock restock;
    private final Warehouses warehouses;

    MerchantHome(Sales sales, Restock restock, Warehouses warehouses) {
        this.sales = sales;
        this.restock = restock;
        this.warehouses = warehouses;
    }

    void show(WharfPrincipal visitor, Model model) {
        var zone = zone();
        boolean orders = visitor.may(Authority.ORDERS_READ);
        model.addAttribute("channels", orders ? sales.byChannelToday(zone) : List.of());
        model.addAttribute("items", orders ? sales.byItemToday(zone) : List.of());
        model.addAttribute("scarce", visitor.may(Authority.STOCK_READ) ? restock.scarcest(SCARCE) : List.of());
    }

    private ZoneId zone() {
        return warehouses.all().stream()
                .filter(Warehouse::active)
                .findFirst()
                .map(Warehouse::zone)
                .orElse(ZoneOffset.UTC);
    }
}
