package wharf.insight;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.MenuEntry;
import wharf.platform.Shown;
import wharf.platform.Turn;
import wharf.platform.web.CsvExport;
import wharf.shared.Authority;
import wharf.shared.Money;
import wharf.shared.Refusal;

@Controller
class InsightScreens {
    private static final int SHOWN = 50;
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

    /** Rates as people write them: amounts with their decimals, a fee in percent. */
    record RateForm(
            @NotNull @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
            LocalDate validFrom,

            @NotNull @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code such as USD")
            String currency,

            @NotNull String wage,

            @NotNull @DecimalMin("0") @DecimalMax("100") BigDecimal paymentPercent,

            @NotNull String paymentFixed,

            @Min(0) @Max(200) int holdingPercent) {
        InsightRate rate() {
            return new InsightRate(
                    validFrom,
                    currency,
                    minor("wage", wage, 100_000_000),
                    paymentPercent.movePointRight(2).intValue(),
                    minor("paymentFixed", paymentFixed, 1_000_000),
                    holdingPercent,
                    null);
        }

        private long minor(String field, String text, long most) {
            var amount = InsightRates.known(currency) ? Money.typed(text, currency) : null;
            if (amount == null || amount.minor() < 0 || amount.minor() > most)
                throw Refusal.invalid(
                        "no-amount",
                        field,
                        text,
                        "“" + text + "” is no amount of " + currency + ": write one such as 22.50, at most "
                                + Shown.money(most, currency) + ".");
            return amount.minor();
        }
    }

    @GetMapping("/insight/rates")
    @PreAuthorize("hasAuthority('operations:manage')")
    String rates(Model model) {
        var build = choices.builds().latest().orElseThrow();
        model.addAttribute("rates", choices.rates().all());
        model.addAttribute("rebuilding", build.state().equals("BUILDING"));
        model.addAttribute("rebuiltAt", build.readyAt() == null ? build.startedAt() : build.readyAt());
        return "insight/rates";
    }

    @PostMapping("/insight/rates")
    @PreAuthorize("hasAuthority('operations:manage')")
    String put(@Valid @ModelAttribute RateForm form, RedirectAttributes flash) {
        try {
            var rate = form.rate();
            choices.rates().put(rate);
            flash.addFlashAttribute("flash", "Kept. Figures from " + rate.validFrom() + " on go by it.");
        } catch (Refusal refusal) {
            flash.addFlashAttribute("flashError", refusal.getMessage());
        }
        return "redirect:/insight/rates";
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
