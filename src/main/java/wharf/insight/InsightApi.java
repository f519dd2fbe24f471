package wharf.insight;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.platform.CurrentUser;
import wharf.platform.Cursor;
import wharf.platform.Page;
import wharf.platform.Turn;
import wharf.shared.Authority;
import wharf.shared.Refusal;

@RestController
@RequestMapping("/api/v1/insight")
class InsightApi {
    private final Insight insight;
    private final BehindNumbers behind;
    private final Sites sites;
    private final InsightRates rates;
    private final Builds builds;

    InsightApi(Insight insight, BehindNumbers behind, Sites sites, InsightRates rates, Builds builds) {
        this.insight = insight;
        this.behind = behind;
        this.sites = sites;
        this.rates = rates;
        this.builds = builds;
    }

    /** All KPIs of a period. */
    record Board(LocalDate from, LocalDate to, List<Figure> figures) {}

    /** @param generation the build that is being made */
    record Rebuilding(int generation) {}

    /** Whether wages and people's work may be seen. */
    static boolean operator() {
        return CurrentUser.get().may(Authority.OPERATIONS_MANAGE);
    }

    /** The KPI of an address; one that the caller may not see is not there. */
    static Kpi kpi(String slug) {
        return Kpi.bySlug(slug)
                .filter(kpi -> operator() || !kpi.operatorOnly())
                .orElseThrow(() -> Refusal.notFound("KPI", slug));
    }

    static Kpi.Drill drill(Kpi kpi) {
        if (kpi.drill() == null) throw Refusal.notFound("list of orders behind", kpi.slug());
        return Objects.requireNonNull(kpi.drill());
    }

    @GetMapping
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(
            summary = "All KPIs of a period, beside as many days right before",
            description =
                    "from, to: business days of the site, inclusive; or days, counted back from today (28 if nothing is said). merchant, site (code or id), channel narrow it. Shares are 0 to 1, durations seconds, amounts minor units.")
    Board board(@ModelAttribute Sites.Asked asked) {
        var wanted = sites.selection(asked);
        return new Board(wanted.from(), wanted.to(), insight.board(wanted, operator()));
    }

    @GetMapping("/{kpi}")
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(summary = "One KPI: its definition, its days, and what it divides into")
    KpiPage one(@PathVariable String kpi, @ModelAttribute Sites.Asked asked) {
        return insight.page(kpi(kpi), sites.selection(asked), operator());
    }

    @GetMapping("/{kpi}/orders")
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(
            summary = "The orders behind a KPI, newest first",
            description = "bad: only those that count against it.")
    Page<BehindRow> orders(
            @PathVariable String kpi,
            @ModelAttribute Sites.Asked asked,
            @RequestParam(defaultValue = "false") boolean bad,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var rows = behind.rows(
                drill(kpi(kpi)), sites.selection(asked), bad, Turn.after(Cursor.decode(cursor, 2)), limit + 1);
        return Page.of(rows, limit, BehindRow::cursor);
    }

    @GetMapping("/rates")
    @PreAuthorize("hasAuthority('operations:manage')")
    @Operation(summary = "What an hour of work and the rest cost, newest first")
    List<InsightRate> rates() {
        return rates.all();
    }

    @PutMapping("/rates")
    @PreAuthorize("hasAuthority('operations:manage')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Sets rates from a day on", description = "Figures of days before keep the rates of theirs.")
    void rates(@Valid @RequestBody InsightRate rate) {
        rates.put(rate);
    }

    @PostMapping("/rebuilds")
    @PreAuthorize("hasAuthority('operations:manage')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Makes all figures anew from the first fact on",
            description = "In the background, beside those shown, which it replaces when it has caught up.")
    Rebuilding rebuild() {
        return new Rebuilding(builds.start());
    }
}
