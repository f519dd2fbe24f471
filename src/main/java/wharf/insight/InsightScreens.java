package wharf.insight;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.FormProblems;
import wharf.platform.MenuEntry;
import wharf.platform.Shown;
import wharf.platform.Turn;
import wharf.platform.web.CsvExport;
import wharf.shared.Authority;
import wharf.shared.Refusal;

@Controller
class InsightScreens {
    private static final int SHOWN = 50;
    private static final int UNPROCESSABLE = 422;
    private static final int EXPORTED_AT_ONCE = 500;
    private static final List<String> ORDER_HEADER = List.of(
            "number",
            "external_id",
            "merchant",
            "channel",
            "site",
            "placed_at",
            "shipped_at",
            "ship_by",
            "shipped_late",
            "delivered_at",
            "promised_by",
            "promise_broken",
            "flaws",
            "wrong_units",
            "units_returned",
            "refund_seconds",
            "csat",
            "nps",
            "cost",
            "currency",
            "order_id");

    private final Insight insight;
    private final BehindNumbers behind;
    private final Sites sites;
    private final Choices choices;
    private final JsonMapper json;

    InsightScreens(Insight insight, BehindNumbers behind, Sites sites, Choices choices, JsonMapper json) {
        this.insight = insight;
        this.behind = behind;
        this.sites = sites;
        this.choices = choices;
        this.json = json;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry insightEntry() {
            return new MenuEntry(MenuEntry.Section.OVERVIEW, 50, "Insight", "/insight", Authority.ORDERS_READ);
        }
    }

    /** What screens need beside figures. */
    @Component
    record Choices(Merchants merchants, RollupReader reader, InsightRates rates, Builds builds) {}

    @GetMapping("/insight")
    @PreAuthorize("hasAuthority('orders:read')")
    String board(@ModelAttribute Sites.Asked asked, Model model) {
        var wanted = offer(asked, model);
        var figures = insight.board(wanted, InsightApi.operator());
        model.addAttribute("figures", figures);
        model.addAttribute(
                "sparks",
                figures.stream()
                        .map(figure -> json.writeValueAsString(spark(figure)))
                        .toList());
        return "insight/board";
    }

    /** A tile's days, the gaps left out of the line. */
    private static List<@Nullable Double> spark(Figure figure) {
        var days = new ArrayList<@Nullable Double>();
        for (var day : figure.days()) {
            var value = day.value();
            days.add(
                    value == null
                            ? null
                            : Double.valueOf(
                                    KpiChart.rounded(figure.unit() == Kpi.Unit.PERCENT ? value * 100 : value)));
        }
        return days;
    }

    private Selection offer(Sites.Asked asked, Model model) {
        var wanted = sites.selection(asked);
        model.addAttribute("from", wanted.from());
        model.addAttribute("to", wanted.to());
        model.addAttribute("days", wanted.days());
        model.addAttribute("filters", asked.filters());
        model.addAttribute(
                "merchants",
                choices.merchants().all().stream()
                        .filter(merchant -> !merchant.training())
                        .toList());
        model.addAttribute("sites", sites.all());
        model.addAttribute("channels", choices.reader().channels(wanted.from()));
        return wanted;
    }

    @GetMapping("/insight/{kpi}")
    @PreAuthorize("hasAuthority('orders:read')")
    String one(@PathVariable String kpi, @ModelAttribute Sites.Asked asked, Model model) {
        var known = InsightApi.kpi(kpi);
        var wanted = offer(asked, model);
        var page = insight.page(known, wanted, InsightApi.operator());
        model.addAttribute("page", page);
        model.addAttribute("chart", json.writeValueAsString(KpiChart.of(page)));
        model.addAttribute(
                "rate",
                known == Kpi.COST_PER_ORDER ? new Rates(choices.rates().all(), wanted.to()).of(wanted.to()) : null);
        return "insight/kpi";
    }

    @GetMapping("/insight/{kpi}/days.csv")
    @PreAuthorize("hasAuthority('orders:read')")
    void days(@PathVariable String kpi, @ModelAttribute Sites.Asked asked, HttpServletResponse response) {
        var page = insight.page(InsightApi.kpi(kpi), sites.selection(asked), InsightApi.operator());
        var header = new ArrayList<>(List.of("day"));
        page.columns().forEach(column -> header.add(column.slug(page.figure().currency())));
        CsvExport.<KpiPage.Line>send(
                response,
                page.figure().kpi().slug() + ".csv",
                header,
                last -> last == null ? page.lines() : List.of(),
                line -> cells(page, line));
    }

    private static List<? extends @Nullable Object> cells(KpiPage page, KpiPage.Line line) {
        var cells = new ArrayList<@Nullable Object>();
        cells.add(line.day());
        IntStream.range(0, page.columns().size())
                .forEach(i -> cells.add(cell(
                        page.columns().get(i).unit(),
                        line.values().get(i),
                        page.figure().currency())));
        return cells;
    }

    private static @Nullable Object cell(Kpi.Unit unit, @Nullable Double value, String currency) {
        if (value == null) return null;
        return switch (unit) {
            case COUNT, DURATION -> Math.round(value);
            case MONEY -> Shown.amount(Math.round(value), currency);
            case PERCENT, RATE, SCORE -> Math.round(value * 10_000) / 10_000.0;
        };
    }

    @GetMapping("/insight/{kpi}/orders")
    @PreAuthorize("hasAuthority('orders:read')")
    String orders(
            @PathVariable String kpi,
            @ModelAttribute Sites.Asked asked,
            @RequestParam(defaultValue = "false") boolean bad,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Model model) {
        var known = InsightApi.kpi(kpi);
        var turn = Turn.of(after, before, 2);
        var rows = behind.rows(InsightApi.drill(known), offer(asked, model), bad, turn, SHOWN + 1);
        model.addAttribute("kpi", known);
        model.addAttribute("bad", bad);
        model.addAttribute("orders", turn.cut(rows, SHOWN, BehindRow::cursor));
        return "insight/orders";
    }

    @GetMapping("/insight/{kpi}/orders.csv")
    @PreAuthorize("hasAuthority('orders:read')")
    void export(
            @PathVariable String kpi,
            @ModelAttribute Sites.Asked asked,
            @RequestParam(defaultValue = "false") boolean bad,
            HttpServletResponse response) {
        var drill = InsightApi.drill(InsightApi.kpi(kpi));
        var wanted = sites.selection(asked);
        CsvExport.<BehindRow>send(
                response,
                kpi + "-orders.csv",
                ORDER_HEADER,
                last -> behind.rows(
                        drill,
                        wanted,
                        bad,
                        Turn.after(last == null ? null : Cursor.decode(last.cursor(), 2)),
                        EXPORTED_AT_ONCE),
                InsightScreens::cells);
    }

    private static List<? extends @Nullable Object> cells(BehindRow row) {
        return Arrays.asList(
                row.number(),
                row.externalId(),
                row.merchant(),
                row.channel(),
                row.site(),
                row.placedAt(),
                row.shippedAt(),
                row.shipBy(),
                row.shippedLate(),
                row.deliveredAt(),
                row.promisedBy(),
                row.promiseBroken(),
                row.flaws(),
                row.wrongUnits(),
                row.unitsReturned(),
                row.refundSeconds(),
                row.csat(),
                row.nps(),
                row.costCurrency() == null ? null : Shown.amount(row.costMinor(), row.costCurrency()),
                row.costCurrency(),
                row.orderId());
    }

    @GetMapping("/insight/rates")
    @PreAuthorize("hasAuthority('operations:manage')")
    ModelAndView rates() {
        return rates(RateForm.of(choices.rates().all().getFirst()), FormProblems.NONE);
    }

    @PostMapping("/insight/rates")
    @PreAuthorize("hasAuthority('operations:manage')")
    ModelAndView put(@ModelAttribute RateForm form, RedirectAttributes flash) {
        try {
            var rate = form.read();
            choices.rates().put(rate);
            flash.addFlashAttribute("flash", "Kept. Figures from " + rate.validFrom() + " on go by it.");
            return new ModelAndView("redirect:/insight/rates");
        } catch (Refusal refusal) {
            var page = rates(form, new FormProblems(refusal.problems()));
            page.setStatus(HttpStatusCode.valueOf(UNPROCESSABLE));
            return page;
        }
    }

    private ModelAndView rates(RateForm form, FormProblems problems) {
        var build = choices.builds().latest().orElseThrow();
        var page = new ModelAndView("insight/rates");
        page.addObject("form", form);
        page.addObject("problems", problems);
        page.addObject("rates", choices.rates().all());
        page.addObject("rebuilding", build.state().equals("BUILDING"));
        page.addObject("rebuiltAt", build.readyAt() == null ? build.startedAt() : build.readyAt());
        return page;
    }

    @PostMapping("/insight/rebuilds")
    @PreAuthorize("hasAuthority('operations:manage')")
    String rebuild(RedirectAttributes flash) {
        try {
            choices.builds().start();
            flash.addFlashAttribute("flash", "The figures are being made anew; those you see stay until that is done.");
        } catch (Refusal refusal) {
            flash.addFlashAttribute("flashError", refusal.getMessage());
        }
        return "redirect:/insight/rates";
    }
}
