package wharf.feedback;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.feedback.SurveyAnswer.Attention;
import wharf.merchant.Merchants;
import wharf.platform.BusinessClock;
import wharf.platform.Cursor;
import wharf.platform.Filters;
import wharf.platform.HomeTile;
import wharf.platform.MenuEntry;
import wharf.platform.Turn;
import wharf.platform.web.CsvExport;
import wharf.shared.Authority;
import wharf.shared.OrderId;
import wharf.shared.Refusal;

/** What shoppers answered, what it comes to, and who waits for a person. */
@Controller
class FeedbackScreen {
    private static final int SHOWN = 50;
    private static final int EXPORTED_AT_ONCE = 500;
    private static final List<String> HEADER = List.of(
            "answered_at",
            "kind",
            "score",
            "comment",
            "order",
            "external_id",
            "channel",
            "attention",
            "note",
            "closed_at",
            "closed_by",
            "order_id");

    /** What the sums are of where no day is chosen: a list is read a page at a time, sums of everything would be read whole. */
    private static final int SUMMED_DAYS = 90;

    private final SurveyAnswers answers;
    private final FeedbackPolicies policies;
    private final Merchants merchants;
    private final BusinessClock clock;

    FeedbackScreen(SurveyAnswers answers, FeedbackPolicies policies, Merchants merchants, BusinessClock clock) {
        this.answers = answers;
        this.policies = policies;
        this.merchants = merchants;
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry feedbackEntry() {
            return new MenuEntry(MenuEntry.Section.SHOPPERS, 8, "Feedback", "/feedback", Authority.ORDERS_READ);
        }

        @Bean
        HomeTile unhappyTile(SurveyAnswers answers) {
            return new HomeTile(
                    88,
                    "Unhappy shoppers",
                    "/feedback?attention=OPEN",
                    Authority.ORDERS_READ,
                    HomeTile.Severity.WARNING,
                    answers::waiting);
        }
    }

    /** How the list is filtered, as it stands in the address. Days are UTC. */
    record Asked(
            @Nullable String merchant,
            @Nullable SurveyKind kind,
            @Nullable Attention attention,
            @Nullable Integer least,
            @Nullable Integer most,
            @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate since,
            @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate until,
            @Nullable String text) {
        Filters filters() {
            var values = new LinkedHashMap<String, @Nullable Object>();
            values.put("merchant", merchant);
            values.put("kind", kind);
            values.put("attention", attention);
            values.put("least", least);
            values.put("most", most);
            values.put("since", since);
            values.put("until", until);
            values.put("text", text);
            return Filters.of(values);
        }
    }

    @GetMapping("/feedback")
    @PreAuthorize("hasAuthority('orders:read')")
    String list(
            Asked asked,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Model model) {
        var turn = Turn.of(after, before, 3);
        var wanted = wanted(asked);
        model.addAttribute("answers", turn.cut(answers.list(wanted, turn, SHOWN + 1), SHOWN, SurveyAnswer::cursor));
        model.addAttribute("summary", answers.summary(summed(wanted)));
        model.addAttribute("summedDays", wanted.ofAnyDay() ? SUMMED_DAYS : 0);
        model.addAttribute("open", answers.open(wanted));
        model.addAttribute("merchants", merchants.all());
        model.addAttribute("filters", asked.filters());
        return "feedback/list";
    }

    private SurveyAnswers.Wanted summed(SurveyAnswers.Wanted wanted) {
        if (!wanted.ofAnyDay()) return wanted;
        return wanted.since(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(SUMMED_DAYS));
    }

    private SurveyAnswers.Wanted wanted(Asked asked) {
        FeedbackApi.plausible("since", asked.since());
        FeedbackApi.plausible("until", asked.until());
        return new SurveyAnswers.Wanted(
                merchants.filter(asked.merchant()),
                asked.kind(),
                asked.attention(),
                asked.least(),
                asked.most(),
                asked.since(),
                asked.until(),
                asked.text() == null ? "" : asked.text());
    }

    @GetMapping("/feedback.csv")
    @PreAuthorize("hasAuthority('orders:read')")
    void export(Asked asked, HttpServletResponse response) {
        var wanted = wanted(asked);
        CsvExport.<SurveyAnswer>send(
                response,
                "feedback.csv",
                HEADER,
                last -> answers.list(
                        wanted, Turn.after(last == null ? null : Cursor.decode(last.cursor(), 3)), EXPORTED_AT_ONCE),
                FeedbackScreen::cells);
    }

    private static List<? extends @Nullable Object> cells(SurveyAnswer answer) {
        return Arrays.asList(
                answer.answeredAt(),
                answer.kind(),
                answer.score(),
                answer.comment(),
                answer.orderNumber(),
                answer.externalId(),
                answer.channel(),
                answer.attention(),
                answer.note(),
                answer.closedAt(),
                answer.closedBy(),
                answer.order());
    }

    @PostMapping("/feedback/{order}/closure")
    @PreAuthorize("hasAuthority('orders:write')")
    String close(@PathVariable OrderId order, @RequestParam(defaultValue = "") String note, RedirectAttributes flash) {
        try {
            answers.close(order, note);
            flash.addFlashAttribute("flash", "It is looked after.");
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.NOT_FOUND) throw refusal;
            flash.addFlashAttribute("flashError", String.valueOf(refusal.getMessage()));
        }
        return "redirect:/feedback?attention=OPEN";
    }

    @GetMapping("/feedback/policy")
    @PreAuthorize("hasAuthority('orders:read')")
    String policy(@RequestParam(required = false) @Nullable String merchant, Model model) {
        var all = merchants.all();
        var chosen = merchant == null || merchant.isBlank()
                ? all.stream().findFirst()
                : merchants.find(merchants.requested(merchant));
        model.addAttribute("merchant", chosen.orElse(null));
        model.addAttribute("merchants", all);
        model.addAttribute("policy", chosen.map(one -> policies.of(one.id())).orElse(FeedbackPolicy.STANDARD));
        return "feedback/policy";
    }

    @PostMapping("/feedback/policy")
    @PreAuthorize("hasAuthority('catalog:write')")
    String policy(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(defaultValue = "false") boolean asks,
            @RequestParam int delayHours,
            @RequestParam int answerDays,
            @RequestParam int quietDays,
            @RequestParam(defaultValue = "false") boolean asksReviews,
            RedirectAttributes flash) {
        var id = merchants.requested(merchant);
        var problem = problem(delayHours, answerDays, quietDays);
        if (problem == null) {
            policies.put(id, new FeedbackPolicy(asks, delayHours, answerDays, quietDays, asksReviews));
            flash.addFlashAttribute("flash", "Kept. It holds for orders that are delivered from now on.");
        } else {
            flash.addFlashAttribute("flashError", problem);
        }
        return "redirect:/feedback/policy?merchant="
                + merchants.find(id).orElseThrow().code();
    }

    private static @Nullable String problem(int delay, int answer, int quiet) {
        if (delay < 0 || delay > 720) return "Hours after the delivery lie between 0 and 720.";
        if (answer < 1 || answer > 180) return "Days to answer lie between 1 and 180.";
        if (quiet < 0 || quiet > 365) return "Days of quiet lie between 0 and 365.";
        return null;
    }
}
