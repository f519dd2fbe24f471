package wharf.restock;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.Filters;
import wharf.platform.HomeTile;
import wharf.platform.MenuEntry;
import wharf.platform.Shown;
import wharf.platform.Turn;
import wharf.platform.web.CsvExport;
import wharf.shared.Authority;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;

@Controller
class RestockScreens {
    private static final int SHOWN = 50;
    private static final int EXPORTED_AT_ONCE = 500;
    private static final List<String> HEADER = List.of(
            "sku",
            "name",
            "warehouse",
            "available",
            "on_order",
            "per_day",
            "days_of_cover",
            "runs_out_on",
            "reorder_point",
            "order",
            "error_per_period",
            "naive_error_per_period",
            "period_days",
            "supplier",
            "unit_cost",
            "overstock",
            "overstock_cost",
            "currency",
            "item_id");

    private final Restock restock;
    private final PurchaseOrders orders;
    private final Merchants merchants;
    private final RestockSites sites;
    private final JsonMapper json;

    RestockScreens(Restock restock, PurchaseOrders orders, Merchants merchants, RestockSites sites, JsonMapper json) {
        this.restock = restock;
        this.orders = orders;
        this.merchants = merchants;
        this.sites = sites;
        this.json = json;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry restockEntry() {
            return new MenuEntry(MenuEntry.Section.STOCK, 15, "Restock", "/restock", Authority.STOCK_READ);
        }

        @Bean
        HomeTile restockTile(Restock restock) {
            return new HomeTile(
                    35, "To reorder", "/restock", Authority.STOCK_READ, HomeTile.Severity.WARNING, restock::due);
        }
    }

    @GetMapping("/restock")
    @PreAuthorize("hasAuthority('stock:read')")
    String list(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(required = false) @Nullable String warehouse,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) Restock.@Nullable View view,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Model model) {
        var turn = Turn.of(after, before, 2);
        var rows = restock.lines(wanted(merchant, warehouse, text, view), turn, SHOWN + 1);
        model.addAttribute("lines", turn.cut(rows, SHOWN, RestockLine::cursor));
        model.addAttribute("merchants", merchants.all());
        model.addAttribute("sites", sites.all());
        model.addAttribute("filters", filters(merchant, warehouse, text, view));
        model.addAttribute("view", (view == null ? Restock.View.DUE : view).name());
        return "restock/list";
    }

    private Restock.Wanted wanted(
            @Nullable String merchant, @Nullable String warehouse, String text, Restock.@Nullable View view) {
        return new Restock.Wanted(
                merchants.filter(merchant),
                restock.site(warehouse),
                text,
                null,
                view == null ? Restock.View.DUE : view);
    }

    private static Filters filters(
            @Nullable String merchant, @Nullable String warehouse, String text, Restock.@Nullable View view) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("view", view);
        values.put("merchant", merchant);
        values.put("warehouse", warehouse);
        values.put("text", text);
        return Filters.of(values);
    }

    @GetMapping("/restock.csv")
    @PreAuthorize("hasAuthority('stock:read')")
    void export(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(required = false) @Nullable String warehouse,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) Restock.@Nullable View view,
            HttpServletResponse response) {
        var wanted = wanted(merchant, warehouse, text, view);
        CsvExport.<RestockLine>send(
                response,
                "restock.csv",
                HEADER,
                last -> restock.lines(
                        wanted, Turn.after(last == null ? null : Cursor.decode(last.cursor(), 2)), EXPORTED_AT_ONCE),
                RestockScreens::cells);
    }

    private static List<? extends @Nullable Object> cells(RestockLine line) {
        var cost = line.unitCostMinor();
        var tied = line.overstockMinor();
        return Arrays.asList(
                line.sku(),
                line.name(),
                line.warehouse(),
                line.available(),
                line.onOrder(),
                rounded(line.dailyMean()),
                line.daysOfCover(),
                line.runsOutOn(),
                line.reorderPoint(),
                line.proposed(),
                rounded(line.errorAbsolute()),
                rounded(line.errorNaive()),
                line.bucketDays(),
                line.supplier(),
                cost == null ? null : Shown.amount(cost, line.currency()),
                line.overstock(),
                tied == null ? null : Shown.amount(tied, line.currency()),
                line.currency(),
                line.itemId());
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    @GetMapping("/restock/items/{item}")
    @PreAuthorize("hasAuthority('stock:read')")
    String one(@PathVariable ItemId item, @RequestParam(required = false) @Nullable String warehouse, Model model) {
        var line = restock.one(item, restock.site(warehouse));
        var periods = restock.chart(line);
        model.addAttribute("line", line);
        model.addAttribute("siteLines", restock.sitesOf(item));
        model.addAttribute("periods", periods);
        model.addAttribute("chart", json.writeValueAsString(periods));
        model.addAttribute("lots", restock.lots(line));
        model.addAttribute("sites", sites.all());
        model.addAttribute("requestId", Ids.next());
        return "restock/item";
    }

    @GetMapping("/restock/items/{item}/forecast.csv")
    @PreAuthorize("hasAuthority('stock:read')")
    void forecast(
            @PathVariable ItemId item,
            @RequestParam(required = false) @Nullable String warehouse,
            HttpServletResponse response) {
        var periods = restock.chart(restock.one(item, restock.site(warehouse)));
        CsvExport.<Restock.Period>send(
                response,
                "forecast.csv",
                List.of("from", "demanded", "expected", "exceeded_once_in_ten"),
                last -> last == null ? periods : List.of(),
                period -> Arrays.asList(period.from(), period.demanded(), period.expected(), period.high()));
    }

    @PostMapping("/restock/items/{item}/orders")
    @PreAuthorize("hasAuthority('catalog:write')")
    String order(
            @PathVariable ItemId item,
            @RequestParam(required = false) @Nullable Integer quantity,
            @RequestParam(required = false) @Nullable String warehouse,
            @RequestParam(required = false) @Nullable String expectedOn,
            @RequestParam UUID requestId,
            RedirectAttributes flash) {
        var line = restock.one(item, null);
        try {
            var placed = orders.place(
                    new MerchantId(line.merchantId()),
                    restock.site(warehouse),
                    PurchaseOrderApi.plausible(date(expectedOn)),
                    List.of(new PurchaseOrders.Wanted(line.sku(), units(quantity))),
                    requestId);
            flash.addFlashAttribute("flash", "Purchase order " + placed.number() + " is placed.");
            return "redirect:/restock/orders";
        } catch (Refusal refusal) {
            flash.addFlashAttribute("flashError", sentence(refusal));
            return "redirect:/restock/items/" + item;
        }
    }

    private static int units(@Nullable Integer quantity) {
        if (quantity != null && quantity >= 1 && quantity <= 1_000_000) return quantity;
        throw Refusal.invalid("out-of-range", "quantity", quantity, "Order 1 to 1000000 units.");
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        if (text == null || text.isBlank()) return null;
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException noDate) {
            throw Refusal.invalid("wrong-type", "expectedOn", text, "Give a date such as 2026-01-31.");
        }
    }

    static String sentence(Refusal refusal) {
        return refusal.problems().stream()
                .map(problem -> problem.field().startsWith("line ")
                        ? "L" + problem.field().substring(1) + ": " + problem.message()
                        : problem.message())
                .distinct()
                .limit(5)
                .reduce((a, b) -> a + " " + b)
                .orElse("This was refused.");
    }
}
