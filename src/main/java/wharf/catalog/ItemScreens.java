package wharf.catalog;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.Filters;
import wharf.platform.MenuEntry;
import wharf.platform.Turn;
import wharf.platform.web.CsvExport;
import wharf.shared.Authority;
import wharf.shared.ItemId;

@Controller
class ItemScreens {
    private static final int SHOWN = 50;
    private static final int EXPORTED_AT_ONCE = 500;
    private static final List<String> HEADER = List.of(
            "merchant", "sku", "name", "kind", "weight_grams", "length_mm", "width_mm", "height_mm", "active", "id");

    private final Items items;
    private final ItemDetails details;
    private final Merchants merchants;

    ItemScreens(Items items, ItemDetails details, Merchants merchants) {
        this.items = items;
        this.details = details;
        this.merchants = merchants;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry itemsEntry() {
            return new MenuEntry(MenuEntry.Section.STOCK, 20, "Items", "/items", Authority.CATALOG_READ);
        }
    }

    @GetMapping("/items")
    @PreAuthorize("hasAuthority('catalog:read')")
    String list(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Model model) {
        var turn = Turn.of(after, before, 2);
        var rows = items.list(merchants.filter(merchant), text, turn, SHOWN + 1);
        model.addAttribute("items", turn.cut(rows, SHOWN, Items::cursor));
        model.addAttribute("merchants", merchants.all());
        model.addAttribute("filters", Filters.of(Map.of("merchant", merchant == null ? "" : merchant, "text", text)));
        return "catalog/items";
    }

    @GetMapping("/items.csv")
    @PreAuthorize("hasAuthority('catalog:read')")
    void export(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(defaultValue = "") String text,
            HttpServletResponse response) {
        var only = merchants.filter(merchant);
        CsvExport.<Item>send(
                response,
                "items.csv",
                HEADER,
                last -> items.list(
                        only,
                        text,
                        Turn.after(last == null ? null : Cursor.decode(Items.cursor(last), 2)),
                        EXPORTED_AT_ONCE),
                ItemScreens::cells);
    }

    private static List<? extends @Nullable Object> cells(Item item) {
        var size = item.size();
        return java.util.Arrays.asList(
                item.merchant(),
                item.sku(),
                item.name(),
                item.kind(),
                item.weightGrams(),
                size == null ? null : size.lengthMm(),
                size == null ? null : size.widthMm(),
                size == null ? null : size.heightMm(),
                item.active(),
                item.id());
    }

    @GetMapping("/items/{id}")
    @PreAuthorize("hasAuthority('catalog:read')")
    String one(@PathVariable ItemId id, Model model) {
        model.addAttribute("detail", details.of(id));
        return "catalog/item";
    }
}
