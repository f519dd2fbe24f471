package wharf.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.fulfilment.OrderCare;
import wharf.fulfilment.OrderEdits;
import wharf.fulfilment.RefusedRevisions;
import wharf.geography.Address;
import wharf.order.Hold;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.payment.Payments;
import wharf.platform.CurrentUser;
import wharf.platform.FormProblems;
import wharf.shared.Authority;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** One order with all that is known of it, and the care a person can take of it. */
@Controller
@RequestMapping("/orders/{id}")
class OrderPageScreen {
    private static final HttpStatusCode CONFLICT = HttpStatusCode.valueOf(409);
    private static final HttpStatusCode UNPROCESSABLE = HttpStatusCode.valueOf(422);

    private final OrderPages pages;
    private final Orders orders;
    private final OrderCare care;
    private final OrderEdits edits;
    private final RefusedRevisions refused;
    private final Payments payments;

    OrderPageScreen(
            OrderPages pages,
            Orders orders,
            OrderCare care,
            OrderEdits edits,
            RefusedRevisions refused,
            Payments payments) {
        this.pages = pages;
        this.orders = orders;
        this.care = care;
        this.edits = edits;
        this.refused = refused;
        this.payments = payments;
    }

    /** Units to cancel by line, both lists in the same order. */
    record CancelForm(
            @Nullable List<@Nullable Integer> line,
            @Nullable List<@Nullable Integer> quantity,
            @Nullable String reason) {
        List<OrderCare.LineCancel> lines() {
            var numbers = Objects.requireNonNullElse(line, List.<@Nullable Integer>of());
            var wanted = Objects.requireNonNullElse(quantity, List.<@Nullable Integer>of());
            return IntStream.range(0, Math.min(numbers.size(), wanted.size()))
                    .mapToObj(i -> new OrderCare.LineCancel(or(numbers.get(i)), or(wanted.get(i))))
                    .filter(cancel -> cancel.quantity() != 0)
                    .toList();
        }

        private static int or(@Nullable Integer number) {
            return number == null ? 0 : number;
        }
    }

    @GetMapping
    @PreAuthorize("hasAuthority('orders:read')")
    String show(@PathVariable OrderId id, HttpServletRequest request, Model model) {
        var language = FactSentences.language(request.getLocale());
        var page = pages.of(id, CurrentUser.get().may(Authority.PAYMENTS_READ), language);
        model.addAttribute("page", page);
        model.addAttribute("tooLate", refused.isTooLate(page.order()));
        model.addAttribute("language", language.getLanguage());
        return "console/order";
    }

    @GetMapping("/cancellation")
    @PreAuthorize("hasAuthority('orders:write')")
    ModelAndView preview(@PathVariable OrderId id, @ModelAttribute CancelForm form, RedirectAttributes flash) {
        return cancellation(id, form, FormProblems.NONE, flash);
    }

    @PostMapping("/cancellation")
    @PreAuthorize("hasAuthority('orders:write')")
    ModelAndView cancel(@PathVariable OrderId id, @ModelAttribute CancelForm form, RedirectAttributes flash) {
        try {
            var lines = form.lines();
            if (lines.isEmpty())
                throw Refusal.invalid("required", "quantity", null, "Say how many units of which line to cancel.");
            care.cancel(id, lines, reason(form.reason()));
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.NOT_FOUND) throw refusal;
            return cancellation(id, form, new FormProblems(refusal.problems()), flash);
        }
        flash.addFlashAttribute("flash", "The units are cancelled.");
        return new ModelAndView("redirect:/orders/" + id);
    }

    /** The form with what the chosen units come to; all units when none were chosen yet. */
    private ModelAndView cancellation(OrderId id, CancelForm form, FormProblems problems, RedirectAttributes flash) {
        var order = orders.find(id).orElseThrow(() -> Refusal.notFound("order", id));
        if (order.state().isOver()) return tooLate(order, "Cancel units of", problems);
        OrderCare.Cancellation all;
        try {
            all = care.preview(id, null);
        } catch (Refusal nothingLeft) {
            return new ModelAndView(refused(id, nothingLeft, flash));
        }
        var lines = form.line() == null ? all.cancelled() : form.lines();
        var page = new ModelAndView("console/cancel");
        page.addObject("order", order);
        page.addObject("all", all);
        page.addObject("wanted", wanted(lines));
        page.addObject("reason", Objects.requireNonNullElse(form.reason(), ""));
        var found = problems;
        try {
            page.addObject("preview", lines.isEmpty() ? null : care.preview(id, lines));
        } catch (Refusal refusal) {
            page.addObject("preview", null);
            found = problems.and(refusal.problems());
        }
        page.addObject("problems", found);
        if (!found.all().isEmpty()) page.setStatus(UNPROCESSABLE);
        return page;
    }

    private static Map<Integer, Integer> wanted(List<OrderCare.LineCancel> lines) {
        return lines.stream()
                .collect(Collectors.toMap(
                        OrderCare.LineCancel::line, OrderCare.LineCancel::quantity, (one, other) -> one));
    }

    @GetMapping("/edit")
    @PreAuthorize("hasAuthority('orders:write')")
    ModelAndView edit(@PathVariable OrderId id, @ModelAttribute OrderEditForm form) {
        return edit(id, form, FormProblems.NONE);
    }

    @PostMapping("/edit")
    @PreAuthorize("hasAuthority('orders:write')")
    ModelAndView change(@PathVariable OrderId id, @ModelAttribute OrderEditForm form, RedirectAttributes flash) {
        var order = orders.find(id).orElseThrow(() -> Refusal.notFound("order", id));
        try {
            edits.edit(id, form.edit(order.currency()), reason(form.reason()));
        } catch (Refusal refusal) {
            return edit(id, form, new FormProblems(refusal.problems()));
        }
        flash.addFlashAttribute("flash", "The order is changed.");
        return new ModelAndView("redirect:/orders/" + id);
    }

    /** The form with what it comes to as it is filled in. */
    private ModelAndView edit(OrderId id, OrderEditForm form, FormProblems problems) {
        var order = orders.find(id).orElseThrow(() -> Refusal.notFound("order", id));
        if (order.state().isOver()) return tooLate(order, "Edit", problems);
        var page = new ModelAndView("console/edit");
        page.addObject("order", order);
        page.addObject("form", form);
        page.addObject("preview", null);
        var found = problems;
        try {
            if (!form.isEmpty()) page.addObject("preview", edits.preview(id, form.edit(order.currency())));
        } catch (Refusal refusal) {
            if (problems.all().isEmpty()) found = new FormProblems(refusal.problems());
        }
        page.addObject("problems", found);
        if (!found.all().isEmpty()) page.setStatus(UNPROCESSABLE);
        return page;
    }

    @PostMapping("/holds")
    @PreAuthorize("hasAuthority('orders:write')")
    String hold(@PathVariable OrderId id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        return done(
                id,
                flash,
                "The order is on hold.",
                () -> care.hold(id, EnumSet.allOf(Hold.Gate.class), reason(reason)));
    }

    @PostMapping("/holds/{hold}/lift")
    @PreAuthorize("hasAuthority('orders:write')")
    String lift(@PathVariable OrderId id, @PathVariable UUID hold, RedirectAttributes flash) {
        return done(id, flash, "The hold is lifted.", () -> care.lift(id, hold));
    }

    @PostMapping("/instruments")
    @PreAuthorize("hasAuthority('payments:write')")
    String payInstead(
            @PathVariable OrderId id,
            @RequestParam int tender,
            @RequestParam(defaultValue = "") String instrument,
            RedirectAttributes flash) {
        return done(
                id,
                flash,
                "The payment is asked for again now. If it is declined, it says so here.",
                () -> payments.payInstead(id.value(), tender, null, instrument.strip()));
    }

    @PostMapping("/revisions/retry")
    @PreAuthorize("hasAuthority('orders:write')")
    String retry(@PathVariable OrderId id, RedirectAttributes flash) {
        return done(
                id,
                flash,
                "The revision is tried again now. If something still stands against it, it says so here.",
                () -> refused.retry(id));
    }

    @GetMapping("/address")
    @PreAuthorize("hasAuthority('orders:write')")
    ModelAndView address(@PathVariable OrderId id) {
        var order = orders.find(id).orElseThrow(() -> Refusal.notFound("order", id));
        return address(order, order.shipTo(), FormProblems.NONE);
    }

    @PostMapping("/address")
    @PreAuthorize("hasAuthority('orders:write')")
    ModelAndView readdress(@PathVariable OrderId id, @ModelAttribute Address address, RedirectAttributes flash) {
        var order = orders.find(id).orElseThrow(() -> Refusal.notFound("order", id));
        try {
            care.readdress(id, address);
        } catch (Refusal refusal) {
            return address(order, address, new FormProblems(refusal.problems()));
        }
        flash.addFlashAttribute("flash", "The address is changed.");
        return new ModelAndView("redirect:/orders/" + id);
    }

    private static ModelAndView address(OrderView order, Address to, FormProblems problems) {
        if (order.state().isOver()) return tooLate(order, "New address of", problems);
        var page = new ModelAndView("console/address");
        page.addObject("order", order);
        page.addObject("to", to);
        page.addObject("problems", problems);
        if (!problems.all().isEmpty()) page.setStatus(UNPROCESSABLE);
        return page;
    }

    /** Says what stands against it, and what can be done instead; a form would only be refused. */
    private static ModelAndView tooLate(OrderView order, String what, FormProblems problems) {
        var page = new ModelAndView("console/over");
        page.addObject("order", order);
        page.addObject("what", what);
        if (!problems.all().isEmpty()) page.setStatus(CONFLICT);
        return page;
    }

    private String done(OrderId id, RedirectAttributes flash, String message, Runnable command) {
        if (orders.find(id).isEmpty()) throw Refusal.notFound("order", id);
        try {
            command.run();
            flash.addFlashAttribute("flash", message);
            return "redirect:/orders/" + id;
        } catch (Refusal refusal) {
            return refused(id, refusal, flash);
        }
    }

    private static String refused(OrderId id, Refusal refusal, RedirectAttributes flash) {
        flash.addFlashAttribute(
                "flashError",
                refusal.problems().stream().map(Problem::message).distinct().reduce("", (a, b) -> a + " " + b));
        return "redirect:/orders/" + id;
    }

    private static String reason(@Nullable String reason) {
        if (reason == null || reason.isBlank())
            throw Refusal.invalid("required", "reason", null, "Say why, in 1 to 500 characters.");
        return reason.strip();
    }
}
