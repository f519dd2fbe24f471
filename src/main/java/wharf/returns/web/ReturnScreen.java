package wharf.returns.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
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
import wharf.platform.HomeTile;
import wharf.platform.MenuEntry;
import wharf.platform.Shown;
import wharf.platform.Turn;
import wharf.platform.web.CsvExport;
import wharf.returns.ReturnList;
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
    private static final int EXPORTED_AT_ONCE = 500;
    private static final List<String> HEADER = List.of(
            "number",
            "merchant",
            "order",
            "external_id",
            "state",
            "kind",
            "reasons",
            "units",
            "refunded",
            "currency",
            "requested_at",
            "received_at",
            "settled_at",
            "id");

    private final ReturnList list;
    private final Returns returns;
    private final Settlements settlements;
    private final ReturnDockApi.Desk desk;
    private final Merchants merchants;

    ReturnScreen(
            ReturnList list, Returns returns, Settlements settlements, ReturnDockApi.Desk desk, Merchants merchants) {
        this.list = list;
        this.returns = returns;
        this.settlements = settlements;
        this.desk = desk;
        this.merchants = merchants;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry returnsEntry() {
            return new MenuEntry(MenuEntry.Section.ORDERS, 15, "Returns", "/returns", Authority.ORDERS_READ);
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

    @GetMapping("/returns")
    @PreAuthorize("hasAuthority('orders:read')")
    String list(@ModelAttribute ReturnSearch search, Model model) {
        var turn = Turn.of(search.after(), search.before(), 2);
        var rows = list.list(filter(search), turn, SHOWN + 1);
        model.addAttribute("returns", turn.cut(rows, SHOWN, ReturnSummary::cursor));
        model.addAttribute("search", search);
        model.addAttribute("merchants", merchants.all());
        model.addAttribute("waiting", desk.unknown().waiting());
        return "returns/list";
    }

    @GetMapping("/returns.csv")
    @PreAuthorize("hasAuthority('orders:read')")
    void export(@ModelAttribute ReturnSearch search, HttpServletResponse response) {
        var filter = filter(search);
        CsvExport.<ReturnSummary>send(
                response,
                "returns.csv",
                HEADER,
                last -> list.list(
                        filter, Turn.after(last == null ? null : Cursor.decode(last.cursor(), 2)), EXPORTED_AT_ONCE),
                ReturnScreen::cells);
    }

    private ReturnList.Filter filter(ReturnSearch search) {
        return new ReturnList.Filter(
                merchants.filter(search.merchant()),
                search.state(),
                search.reason(),
                search.number(),
                Boolean.TRUE.equals(search.failed()),
                Boolean.TRUE.equals(search.decide()));
    }

    private static List<? extends @Nullable Object> cells(ReturnSummary it) {
        return Arrays.asList(
                "RMA-" + it.number(),
                it.merchant(),
                it.orderNumber(),
                it.externalId(),
                it.state(),
                it.kind(),
                it.reasons(),
                it.units(),
                Shown.amount(it.refundedMinor(), it.currency()),
                it.currency(),
                it.requestedAt(),
                it.receivedAt(),
                it.settledAt(),
                it.id());
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
