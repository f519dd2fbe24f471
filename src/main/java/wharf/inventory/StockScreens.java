package wharf.inventory;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.MenuEntry;
import wharf.platform.Turn;
import wharf.platform.list.Cell;
import wharf.platform.list.Listing;
import wharf.platform.list.Lists;
import wharf.platform.web.CsvExport;
import wharf.shared.Authority;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

@Controller
class StockScreens {
    private static final int SHOWN = 50;
    private static final int EXPORTED_AT_ONCE = 500;
    private static final List<String> LEDGER_HEADER = List.of(
            "occurred_at", "from", "from_condition", "to", "to_condition", "lot", "quantity", "reason", "actor", "id");

    private final Lists lists;
    private final Listing<Stock.Level> listing;
    private final Stock stock;
    private final StockCommands commands;
    private final SiteNames sites;

    StockScreens(Lists lists, Listing<Stock.Level> listing, Stock stock, StockCommands commands, SiteNames sites) {
        this.lists = lists;
        this.listing = listing;
        this.stock = stock;
        this.commands = commands;
        this.sites = sites;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry stockEntry() {
            return new MenuEntry(MenuEntry.Section.STOCK, 10, "Stock", "/stock", Authority.STOCK_READ);
        }

        @Bean
        Listing<Stock.Level> stockListing(Stock stock, Merchants merchants) {
            return Listing.<Stock.Level>of("stock", "Stock", Authority.STOCK_READ)
                    .search("text", "SKU or name")
                    .choiceOfSeveral("merchant", "Merchant", merchants::choices)
                    .column("item", "Item", level -> Cell.link("/stock/" + level.itemId(), level.sku(), level.name()))
                    .number("on_hand", "On hand", level -> Cell.text(level.onHand()))
                    .number("reserved", "Reserved", level -> Cell.text(level.reserved()))
                    .number("available", "Available", level -> Cell.text(level.available()))
                    .number("backordered", "Backordered", StockScreens::backordered)
                    .csv("sku", Stock.Level::sku)
                    .csv("name", Stock.Level::name)
                    .csv("on_hand", Stock.Level::onHand)
                    .csv("reserved", Stock.Level::reserved)
                    .csv("available", Stock.Level::available)
                    .csv("backordered", Stock.Level::backordered)
                    .csv("item_id", Stock.Level::itemId)
                    .csv("merchant_id", Stock.Level::merchantId)
                    .empty("Items arrive by PUT /api/v1/items, their units by a receipt on the item's page; see /docs.")
                    .turns("Back", "On")
                    .from(
                            (asked, turn, limit) -> stock.levels(
                                    merchants.filter(asked.text("merchant")), asked.text("text"), turn, limit),
                            level -> level.itemId().toString(),
                            Stock.Level::sku,
                            Stock.Level::cursor,
                            2);
        }
    }

    /** The form's fields; the request id was made when the form was, so that sent twice it counts once. */
    record ReceiptForm(
            @Nullable String warehouse,
            @Nullable String place,
            @Nullable String lot,
            @Nullable String expiresOn,
            @Nullable Condition condition,
            @Nullable Integer quantity,
            @NotNull UUID requestId) {}

    record AdjustmentForm(
            @Nullable String warehouse,
            @Nullable String place,
            @Nullable String lot,
            @Nullable Condition condition,
            @Nullable Integer change,
            @Nullable String reason,
            @NotNull UUID requestId) {}

    @GetMapping("/stock")
    @PreAuthorize("hasAuthority('stock:read')")
    String levels(@RequestParam Map<String, String> asked, Model model) {
        return lists.show(listing, asked, model);
    }

    private static Cell backordered(Stock.Level level) {
        return level.backordered() > 0 ? Cell.badge(String.valueOf(level.backordered()), "orange") : Cell.text(0);
    }

    @GetMapping("/stock/{item}")
    @PreAuthorize("hasAuthority('stock:read')")
    String one(@PathVariable ItemId item, @RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute("level", stock.level(item));
        model.addAttribute("places", stock.places(item));
        var turn = Turn.of(after, null, 1);
        var from = turn.from();
        long below = from == null ? Long.MAX_VALUE : from.number(0);
        var rows = stock.movements(item, below, SHOWN + 1);
        model.addAttribute("movements", turn.cut(rows, SHOWN, row -> Cursor.encode(row.id())));
        model.addAttribute("sites", sites.all());
        model.addAttribute("requestId", Ids.next());
        return "inventory/item-stock";
    }

    @GetMapping("/stock/{item}/movements.csv")
    @PreAuthorize("hasAuthority('stock:read')")
    void ledger(@PathVariable ItemId item, HttpServletResponse response) {
        stock.level(item);
        CsvExport.<Stock.Movement>send(
                response,
                "movements.csv",
                LEDGER_HEADER,
                last -> stock.movements(item, last == null ? Long.MAX_VALUE : last.id(), EXPORTED_AT_ONCE),
                StockScreens::cells);
    }

    private static List<? extends @Nullable Object> cells(Stock.Movement row) {
        return Arrays.asList(
                row.occurredAt(),
                row.fromPlace(),
                row.fromCondition(),
                row.toPlace(),
                row.toCondition(),
                row.lot(),
                row.quantity(),
                row.reason(),
                row.actor(),
                row.id());
    }

    @PostMapping("/stock/{item}/receipts")
    @PreAuthorize("hasAuthority('stock:write')")
    String receive(@PathVariable ItemId item, @Valid @ModelAttribute ReceiptForm form, RedirectAttributes flash) {
        var level = stock.level(item);
        return tried(item, flash, "Received.", () -> commands.receive(List.of(receipt(level, form))), () -> {
            flash.addFlashAttribute("refused", "receive");
            typed(flash, form.warehouse(), form.place(), form.lot(), form.condition());
            flash.addFlashAttribute("expiresOn", form.expiresOn());
            flash.addFlashAttribute("quantity", text(form.quantity()));
        });
    }

    @PostMapping("/stock/{item}/adjustments")
    @PreAuthorize("hasAuthority('stock:write')")
    String adjust(@PathVariable ItemId item, @Valid @ModelAttribute AdjustmentForm form, RedirectAttributes flash) {
        var level = stock.level(item);
        return tried(item, flash, "Adjusted.", () -> commands.adjust(List.of(adjustment(level, form))), () -> {
            flash.addFlashAttribute("refused", "adjust");
            typed(flash, form.warehouse(), form.place(), form.lot(), form.condition());
            flash.addFlashAttribute("change", text(form.change()));
            flash.addFlashAttribute("reason", form.reason());
        });
    }

    /** What was typed stands in its form again when it was refused. */
    private static void typed(
            RedirectAttributes flash,
            @Nullable String warehouse,
            @Nullable String place,
            @Nullable String lot,
            @Nullable Condition condition) {
        flash.addFlashAttribute("warehouse", warehouse);
        flash.addFlashAttribute("place", place);
        flash.addFlashAttribute("lot", lot);
        flash.addFlashAttribute("condition", condition == null ? null : condition.name());
    }

    private static @Nullable String text(@Nullable Integer number) {
        return number == null ? null : number.toString();
    }

    private static String tried(
            ItemId item, RedirectAttributes flash, String done, Runnable command, Runnable otherwise) {
        try {
            command.run();
            flash.addFlashAttribute("flash", done);
        } catch (Refusal refusal) {
            flash.addFlashAttribute("flashError", sentence(refusal));
            otherwise.run();
        }
        return "redirect:/stock/" + item;
    }

    private static String sentence(Refusal refusal) {
        return refusal.problems().stream()
                .map(StockScreens::sentence)
                .distinct()
                .reduce((a, b) -> a + " " + b)
                .orElse("This was refused.");
    }

    private static String sentence(Problem problem) {
        // Nobody has typed the id: somebody went back to a form that was sent.
        if (problem.code().equals("request-reused"))
            return "This form was sent before with something else in it, which is done; look below whether this is still to be done.";
        return problem.value() == null || problem.value().isBlank()
                ? problem.message()
                : "“" + problem.value() + "”: " + problem.message();
    }

    private static StockCommands.NewReceipt receipt(Stock.Level level, ReceiptForm form) {
        var missing = new ArrayList<Problem>();
        var receipt = new StockCommands.NewReceipt(
                level.merchantId().toString(),
                FormFields.text(missing, "warehouse", form.warehouse()),
                FormFields.text(missing, "place", form.place()),
                level.sku(),
                FormFields.optional(missing, "lot", form.lot()),
                FormFields.date(missing, "expiresOn", form.expiresOn()),
                form.condition(),
                FormFields.number(missing, "quantity", form.quantity(), 1),
                form.requestId());
        if (!missing.isEmpty()) throw Refusal.invalid(missing);
        return receipt;
    }

    private static StockCommands.NewAdjustment adjustment(Stock.Level level, AdjustmentForm form) {
        var missing = new ArrayList<Problem>();
        var adjustment = new StockCommands.NewAdjustment(
                level.merchantId().toString(),
                FormFields.text(missing, "warehouse", form.warehouse()),
                FormFields.text(missing, "place", form.place()),
                level.sku(),
                FormFields.optional(missing, "lot", form.lot()),
                form.condition(),
                FormFields.number(missing, "change", form.change(), -FormFields.MOST),
                FormFields.text(missing, "reason", form.reason()),
                form.requestId());
        if (!missing.isEmpty()) throw Refusal.invalid(missing);
        return adjustment;
    }
}
