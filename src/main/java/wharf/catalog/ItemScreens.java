package wharf.catalog;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import wharf.platform.MenuEntry;
import wharf.platform.Shown;
import wharf.platform.list.Cell;
import wharf.platform.list.Listing;
import wharf.platform.list.Lists;
import wharf.shared.Authority;
import wharf.shared.Dimensions;
import wharf.shared.ItemId;

@Controller
class ItemScreens {
    private final Lists lists;
    private final Listing<Item> listing;
    private final ItemDetails details;

    ItemScreens(Lists lists, Listing<Item> listing, ItemDetails details) {
        this.lists = lists;
        this.listing = listing;
        this.details = details;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry itemsEntry() {
            return new MenuEntry(MenuEntry.Section.STOCK, 20, "Items", "/items", Authority.CATALOG_READ);
        }

        @Bean
        Listing<Item> itemListing(Items items, Merchants merchants) {
            return Listing.<Item>of("items", "Items", Authority.CATALOG_READ)
                    .search("text", "SKU or name")
                    .choiceOfSeveral("merchant", "Merchant", merchants::choices)
                    .column(
                            "item",
                            "Item",
                            item -> Cell.pictured(item.id().value(), "/items/" + item.id(), item.sku(), item.name()))
                    .column(
                            "kind",
                            "Kind",
                            item -> Cell.text(Shown.words(item.kind().name()), item.active() ? "" : "inactive"))
                    .number("weight", "Weight", item -> Cell.text(item.size() == null ? "" : item.weightGrams() + " g"))
                    .number("size", "Size", item -> Cell.text(size(item)))
                    .more("handling", "Handling", item -> Cell.text(handling(item)))
                    .csv("merchant", Item::merchant)
                    .csv("sku", Item::sku)
                    .csv("name", Item::name)
                    .csv("kind", Item::kind)
                    .csv("weight_grams", Item::weightGrams)
                    .csv("length_mm", item -> side(item, Dimensions::lengthMm))
                    .csv("width_mm", item -> side(item, Dimensions::widthMm))
                    .csv("height_mm", item -> side(item, Dimensions::heightMm))
                    .csv("active", Item::active)
                    .csv("id", Item::id)
                    .empty("Items arrive by PUT /api/v1/items; see /docs.")
                    .turns("Back", "On")
                    .from(
                            (asked, turn, limit) -> items.list(
                                    merchants.filter(asked.text("merchant")), asked.text("text"), turn, limit),
                            item -> item.id().toString(),
                            Item::sku,
                            Items::cursor,
                            2);
        }
    }

    private static String size(Item item) {
        var size = item.size();
        return size == null ? "" : "%d × %d × %d mm".formatted(size.lengthMm(), size.widthMm(), size.heightMm());
    }

    private static @Nullable Integer side(Item item, Function<Dimensions, Integer> side) {
        return item.size() == null ? null : side.apply(item.size());
    }

    private static String handling(Item item) {
        var handling = item.handling();
        return Stream.of(
                        handling.lotTracked() ? "lots" : "",
                        handling.serialTracked() ? "serials" : "",
                        handling.fragile() ? "fragile" : "",
                        handling.liquid() ? "liquid" : "",
                        handling.hazmat() ? "hazardous" : "",
                        handling.keepUpright() ? "upright" : "",
                        handling.shipsAlone() ? "ships alone" : "")
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
    }

    @GetMapping("/items")
    @PreAuthorize("hasAuthority('catalog:read')")
    String list(@RequestParam Map<String, String> asked, Model model) {
        return lists.show(listing, asked, model);
    }

    @GetMapping("/items/{id}")
    @PreAuthorize("hasAuthority('catalog:read')")
    String one(@PathVariable ItemId id, @RequestParam(defaultValue = "") String picture, Model model) {
        model.addAttribute("detail", details.of(id));
        model.addAttribute("pictureMissing", picture.equals("missing"));
        return "catalog/item";
    }
}
