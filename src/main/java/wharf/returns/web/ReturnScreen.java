package wharf.returns.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
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
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.HomeTile;
import wharf.platform.MenuEntry;
import wharf.platform.Shown;
import wharf.platform.list.Asked;
import wharf.platform.list.Cell;
import wharf.platform.list.Listing;
import wharf.platform.list.Lists;
import wharf.returns.ReturnList;
import wharf.returns.ReturnPolicies;
import wharf.returns.ReturnState;
import wharf.returns.ReturnSummary;
import wharf.returns.Returns;
import wharf.returns.Settlements;
import wharf.returns.UnknownReturns;
import wharf.shared.Authority;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.ReturnId;

/** The list of returns, what can be decided about one, and the photo queue. The page of one return belongs to the console. */
@Controller
class ReturnScreen {
    private static final int SHOWN = 50;

    private final Lists lists;
    private final Listing<ReturnSummary> listing;
    private final Returns returns;
    private final Settlements settlements;
    private final ReturnDockApi.Desk desk;

    ReturnScreen(
            Lists lists,
            Listing<ReturnSummary> listing,
            Returns returns,
            Settlements settlements,
            ReturnDockApi.Desk desk) {
        this.lists = lists;
        this.listing = listing;
        this.returns = returns;
        this.settlements = settlements;
        this.desk = desk;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry returnsEntry() {
            return new MenuEntry(MenuEntry.Section.ORDERS, 15, "Returns", "/returns", Authority.ORDERS_READ);
        }

        @Bean
        Listing<ReturnSummary> returnListing(ReturnList returns, ReturnPolicies policies, Merchants merchants) {
            return Listing.<ReturnSummary>of("returns", "Returns", Authority.ORDERS_READ)
                    .search("number", "RMA-800001 or order")
                    .choice("state", "State", ReturnState.values())
                    .choiceOfSeveral("reason", "Reason", "Any", policies::reasons)
                    .choice("decide", "Decision", "true", "Wanted")
                    .choice("failed", "Refund", "true", "Failed")
                    .choiceOfSeveral("merchant", "Merchant", merchants::choices)
                    .column("return", "Return", it -> Cell.link("/returns/" + it.id(), "RMA-" + it.number(), kind(it)))
                    .column("state", "State", ReturnScreen::state)
                    .column("order", "Order", it -> Cell.link("/orders/" + it.orderId(), it.orderNumber()))
                    .column("reasons", "Reasons", it -> Cell.text(reasons(it)))
                    .number("units", "Units", it -> Cell.text(it.units()))
                    .column("asked", "Asked", it -> Cell.at(it.requestedAt()))
                    .column("arrived", "Arrived", it -> Cell.at(it.receivedAt()))
                    .more("settled", "Settled", it -> Cell.at(it.settledAt()))
                    .column("merchant", "Merchant", it -> Cell.text(it.merchant()))
                    .more("site", "Warehouse", it -> Cell.text(it.site()))
                    .number("refunded", "Refunded", it -> Cell.money(it.refundedMinor(), it.currency()))
                    .csv("number", it -> "RMA-" + it.number())
                    .csv("merchant", ReturnSummary::merchant)
                    .csv("order", ReturnSummary::orderNumber)
                    .csv("external_id", ReturnSummary::externalId)
                    .csv("state", ReturnSummary::state)
                    .csv("kind", ReturnSummary::kind)
                    .csv("reasons", ReturnSummary::reasons)
                    .csv("units", ReturnSummary::units)
                    .csv("refunded", it -> Shown.amount(it.refundedMinor(), it.currency()))
                    .csv("currency", ReturnSummary::currency)
                    .csv("requested_at", ReturnSummary::requestedAt)
                    .csv("received_at", ReturnSummary::receivedAt)
                    .csv("settled_at", ReturnSummary::settledAt)
                    .csv("id", ReturnSummary::id)
                    .empty(
                            "Shoppers open them by the link in their order's mails; you can by POST /api/v1/returns. What arrives"
                                    + " unannounced appears when the dock scans it.")
                    .from(
                            (asked, turn, limit) -> returns.list(filter(asked, merchants), turn, limit),
                            it -> it.id().toString(),
                            it -> "RMA-" + it.number(),
                            ReturnSummary::cursor,
                            2);
        }

        private static ReturnList.Filter filter(Asked asked, Merchants merchants) {
            return new ReturnList.Filter(
                    merchants.filter(asked.text("merchant")),
                    asked.one("state", ReturnState.class),
                    code(asked.text("reason")),
                    asked.text("number"),
                    asked.wants("failed"),
                    asked.wants("decide"));
        }

        @Bean
        HomeTile returnsTile(ReturnList list) {
            return new HomeTile(
                    30,
                    "Returns to decide",
                    "/returns?decide=true",
                    Authority.ORDERS_WRITE,
                    HomeTile.Severity.WARNING,
                    list::waiting);
        }

        @Bean
        HomeTile unknownReturnsTile(UnknownReturns unknown) {
            return new HomeTile(
                    32,
                    "Returns without a name",
                    "/returns/unknown",
                    Authority.ORDERS_WRITE,
                    HomeTile.Severity.WARNING,
                    unknown::waiting);
        }

        @Bean
        HomeTile failedRefundsTile(ReturnList list) {
            return new HomeTile(
                    34,
                    "Refunds that failed",
                    "/returns?failed=true",
                    Authority.ORDERS_WRITE,
                    HomeTile.Severity.DANGER,
                    list::failed);
        }
    }

    private static String kind(ReturnSummary it) {
        return it.kind().equals("REQUESTED") ? "" : Shown.words(it.kind());
    }

    /** A view saved when reasons were typed has it as people read it. */
    private static @Nullable String code(@Nullable String words) {
        return words == null ? null : words.strip().replace(' ', '_').toUpperCase(Locale.ROOT);
    }

    private static String reasons(ReturnSummary it) {
        return Arrays.stream(it.reasons().split(" ")).map(Shown::words).collect(Collectors.joining(", "));
    }

    private static Cell state(ReturnSummary it) {
        var state = new Cell.Badge(Shown.words(it.state()), tone(ReturnState.valueOf(it.state())));
        return Cell.badges(it.failed() > 0 ? List.of(state, new Cell.Badge("refund failed", "red")) : List.of(state));
    }

    private static String tone(ReturnState state) {
        return switch (state) {
            case SETTLED -> "green";
            case REQUESTED -> "yellow";
            case REJECTED, EXPIRED, CANCELLED -> "secondary";
            case AUTHORISED, IN_TRANSIT, RECEIVED, GRADED -> "blue";
        };
    }

    @GetMapping("/returns")
    @PreAuthorize("hasAuthority('orders:read')")
    String list(@RequestParam Map<String, String> asked, Model model) {
        model.addAttribute("waiting", desk.unknown().waiting());
        return lists.show(listing, asked, model, "returns/list");
    }

    @PostMapping("/returns/{id}/authorise")
    @PreAuthorize("hasAuthority('orders:write')")
    String authorise(@PathVariable ReturnId id, RedirectAttributes flash) {
        return command(
                id, flash, "The return is authorised; its label is being bought.", () -> returns.authorise(id, null));
    }

    @PostMapping("/returns/{id}/reject")
    @PreAuthorize("hasAuthority('orders:write')")
    String reject(@PathVariable ReturnId id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        return command(id, flash, "The return is rejected.", () -> returns.reject(id, reason(reason)));
    }

    @PostMapping("/returns/{id}/cancel")
    @PreAuthorize("hasAuthority('orders:write')")
    String cancel(@PathVariable ReturnId id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        return command(id, flash, "The return is called off.", () -> returns.cancel(id, reason(reason)));
    }

    @PostMapping("/returns/{id}/settle")
    @PreAuthorize("hasAuthority('orders:write')")
    String settle(@PathVariable ReturnId id, RedirectAttributes flash) {
        return command(id, flash, "What is judged is being settled.", () -> settlements.settle(id));
    }

    @PostMapping("/returns/{id}/refuse")
    @PreAuthorize("hasAuthority('orders:write')")
    String refuse(@PathVariable ReturnId id, RedirectAttributes flash) {
        return command(id, flash, "It is taken in; nothing is paid for it.", () -> settlements.refuse(id));
    }

    @PostMapping("/returns/{id}/retry")
    @PreAuthorize("hasAuthority('payments:write')")
    String retry(@PathVariable ReturnId id, RedirectAttributes flash) {
        return command(id, flash, "The refund is tried again.", () -> settlements.retry(id));
    }

    @GetMapping("/returns/unknown")
    @PreAuthorize("hasAuthority('orders:read')")
    String unknown(
            @RequestParam(required = false) UnknownReturns.@Nullable State state,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        var from = Cursor.decode(cursor, 1);
        var shown = state == null ? UnknownReturns.State.WAITING : state;
        var rows = desk.unknown().list(shown, from == null ? null : from.uuid(0), SHOWN + 1);
        model.addAttribute("page", wharf.platform.Page.of(rows, SHOWN, one -> Cursor.encode(one.id())));
        model.addAttribute("state", shown);
        return "returns/unknown";
    }

    @PostMapping("/returns/unknown/{id}/answer")
    @PreAuthorize("hasAuthority('orders:write')")
    String answer(
            @PathVariable UUID id,
            @RequestParam ReturnDockApi.AnswerKind kind,
            @RequestParam(required = false) @Nullable String reference,
            @RequestParam(required = false) @Nullable String sku,
            @RequestParam(required = false) @Nullable Integer quantity,
            @RequestParam(required = false) @Nullable String reason,
            RedirectAttributes flash) {
        try {
            ReturnDockApi.answer(desk, id, new ReturnDockApi.NewAnswer(kind, reference, sku, quantity, reason));
            flash.addFlashAttribute("flash", "The dock is told.");
        } catch (Refusal refusal) {
            refused(refusal, flash);
        }
        return "redirect:/returns/unknown";
    }

    private static String command(ReturnId id, RedirectAttributes flash, String done, Runnable command) {
        try {
            command.run();
            flash.addFlashAttribute("flash", done);
        } catch (Refusal refusal) {
            refused(refusal, flash);
        }
        return "redirect:/returns/" + id;
    }

    private static void refused(Refusal refusal, RedirectAttributes flash) {
        if (refusal.kind() == Refusal.Kind.NOT_FOUND) throw refusal;
        flash.addFlashAttribute(
                "flashError",
                refusal.problems().stream().map(Problem::message).distinct().reduce("", (a, b) -> a + " " + b));
    }

    private static String reason(String reason) {
        if (reason.isBlank() || reason.length() > 500)
            throw Refusal.invalid("required", "reason", null, "Say why, in 1 to 500 characters.");
        return reason.strip();
    }
}
